import { expect, test } from '@playwright/test';
import { mainShell, PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To a traveller: the screen goes on when the server is gone, through a restart of the player as well.

for (const shell of shellsHere()) {
  test(
    `with the server dead, a killed and restarted player plays on (${shell})`,
    { tag: shell === mainShell() ? [] : '@long' },
    async () => {
      const world = await FleetWorld.start();
      const screenId = await world.addScreen('Arrivals 1');
      const green = await world.addPicture('Green', colours.green);
      await world.addEntry('Always', await world.addPlaylist('Loop', [green]));
      await world.publish();
      const player = new PlayerDriver(world, shell, 0);
      try {
        await player.enrol(screenId);
        await expect.poll(() => player.shows(colours.green)).toBe(true);
        await world.killServer();
        await player.kill();
        await expect.poll(() => player.shows(colours.green), { message: 'the killed player leaves no window' }).toBe(false);
        player.restart();
        await expect.poll(() => player.shows(colours.green)).toBe(true);
        await world.restartServer();
        await expect.poll(async () => (await world.screen(screenId)).isConnected, { timeout: 60_000 }).toBe(true);
        expect(await player.shows(colours.green)).toBe(true);
      } finally {
        await player.stop();
        await world.stop();
      }
    },
  );
}
