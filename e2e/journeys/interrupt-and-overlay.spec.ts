import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { colourAt, isColour, middleColour } from '../worlds/glass.ts';
import { node } from '../worlds/paths.ts';

// To an operator: a band lies over what plays, an interrupt breaks in between two items and has the glass to itself, and each is
// proved under its own name afterwards.

type ColourName = keyof typeof colours;
type Played = { readonly entryId: string; readonly regionId: string; readonly itemId: string; readonly ended: string };

/** The names of the colours in the middle and at the foot of the glass. */
async function look(player: PlayerDriver): Promise<string> {
  const picture = await player.glass();
  const name = (seen: Parameters<typeof isColour>[0]): string =>
    (Object.keys(colours) as ColourName[]).find((one) => isColour(seen, colours[one])) ?? 'other';
  const foot = await colourAt(picture, { x: 0.48, y: 0.9, width: 0.04, height: 0.06 });
  return `${name(await middleColour(picture))} over ${name(foot)}`;
}

/** Every play record that the server has stored, read off its file by the pinned Node. */
async function playRecords(world: FleetWorld): Promise<readonly Played[]> {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const file = new DatabaseSync(process.argv[1], { readOnly: true });
    const rows = file.prepare('select record from play_records order by chainId, sequence').all();
    process.stdout.write('[' + rows.map((row) => row.record).join(',') + ']');
  `;
  const file = join(world.folder, 'server', 'telemetry.sqlite');
  const { stdout } = await promisify(execFile)(node, ['--no-warnings', '-e', script, file]);
  return JSON.parse(stdout);
}

for (const shell of shellsHere()) {
  test(`an interrupt and an overlay reach the glass and come back in the play records (${shell})`, { tag: '@long' }, async () => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const [red, blue] = [await world.addPicture('Red', colours.red, 3_000), await world.addPicture('Blue', colours.blue, 3_000)];
    const green = await world.addPicture('Green', colours.green, 60_000);
    const { layouts } = await world.operator.get('/api/layouts');
    const foot = layouts.find((layout: { key: string }) => layout.key === 'overlay-foot');
    const { id: always } = await world.addEntry('Always', await world.addPlaylist('Loop', [red]));
    const { id: band } = await world.addEntry('Band', await world.addPlaylist('Band', [green]), {
      tier: 'regular',
      mode: 'overlay',
      layoutId: foot.id,
    });
    const { id: breaking } = await world.addEntry('Breaking', await world.addPlaylist('Breaking', [blue]), {
      tier: 'regular',
      mode: 'interrupt',
      shareBp: 3_000,
      isAlone: true,
    });
    await world.publish();
    const player = new PlayerDriver(world, shell, 0);
    try {
      await player.enrol(screenId);
      const often = { intervals: [200] };
      await expect.poll(() => look(player), { ...often, message: 'the band lies over the loop' }).toBe('red over green');
      await expect.poll(() => look(player), { ...often, message: 'the interrupt is alone on the glass' }).toBe('blue over blue');
      await expect.poll(() => look(player), { ...often, message: 'loop and band are back' }).toBe('red over green');
      const proved = async (): Promise<readonly string[]> => {
        const whole = (await playRecords(world)).map(({ entryId, regionId, itemId, ended }) =>
          [entryId, regionId, itemId, ended].join(' '),
        );
        return [...new Set(whole)].toSorted();
      };
      const expected = [`${always} main ${red} completed`, `${band} main ${green} cut-by-plan`, `${breaking} main ${blue} completed`];
      await expect.poll(proved).toEqual(expect.arrayContaining(expected));
    } finally {
      await player.stop();
      await world.stop();
    }
  });
}
