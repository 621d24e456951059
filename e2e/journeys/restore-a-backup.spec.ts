import { expect, test } from '@playwright/test';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import type { Json } from '../worlds/api.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

// To a technician: a server whose disk died is put back from its backup, and the screens show what it knows, without anybody touching them.

test(
  'a screen with a publication of which only the lost server knew shows what the restored one knows, and says why',
  { tag: '@long' },
  async () => {
    const world = await FleetWorld.start();
    const data = join(world.folder, 'server');
    const backup = join(world.folder, 'backup');
    const run = async (task: 'backup' | 'restore', event: string) => {
      const program = new Program(task, node, [gatecast, task, backup, '--data', data], {});
      await program.event((told) => told.event === event, event);
      await program.end();
    };
    const screenId = await world.addScreen('Arrivals 1');
    const [green, red] = [await world.addPicture('Green', colours.green), await world.addPicture('Red', colours.red)];
    await world.addEntry('Always', await world.addPlaylist('Loop', [green]));
    await world.publish();
    const player = new PlayerDriver(world, mainShell(), 0);
    try {
      await player.enrol(screenId);
      await expect.poll(() => player.shows(colours.green)).toBe(true);
      await run('backup', 'backed-up');
      await world.addEntry('Later', await world.addPlaylist('Lost', [red]), { tier: 'campaign' });
      await world.publish();
      await expect.poll(() => player.shows(colours.red)).toBe(true);

      await world.killServer();
      await rm(data, { recursive: true });
      await run('restore', 'restored');
      await world.restartServer();
      await expect.poll(() => player.shows(colours.green), { timeout: 90_000 }).toBe(true);
      const { publications } = await world.operator.get('/api/publications');
      expect(publications.map(({ source }: Json) => source.kind)).toEqual(['restored', 'drafts']);
      await expect
        .poll(async () => (await world.operator.get('/api/publications')).publications[0].counts.active, { timeout: 30_000 })
        .toBe(1);
      // it opens at the next look, and ends by itself
      const behind = async () => (await world.operator.get(`/api/incidents?screenId=${screenId}&kind=server-behind`)).incidents.length;
      await expect.poll(behind, { timeout: 30_000 }).toBe(1);
    } finally {
      await player.stop();
      await world.stop();
    }
  },
);
