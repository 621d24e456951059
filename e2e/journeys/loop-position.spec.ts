import { expect, test } from '@playwright/test';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To a traveller: a player that was killed comes back to the right item, not to the first one.

test('a killed player comes back to the item that is due now', { tag: '@long' }, async () => {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  const items = [
    await world.addPicture('Red', colours.red, 6_000),
    await world.addPicture('Blue', colours.blue, 6_000),
    await world.addPicture('Green', colours.green, 6_000),
  ];
  const names = ['red', 'blue', 'green'] as const;
  await world.addEntry('Always', await world.addPlaylist('Loop', items));
  await world.publish();
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await player.releaseActive();
    for (let round = 0; round < 2; round += 1) {
      await player.kill();
      player.restart();
      // the engine on the server says what is due; the glass must say the same, a moment of changing forgiven
      await expect
        .poll(async () => {
          const before = await world.dueItem(screenId);
          const seen = await player.shows(colours[names[items.indexOf(before)] ?? 'red']);
          return before === (await world.dueItem(screenId)) ? seen : 'changing';
        })
        .toBe(true);
    }
  } finally {
    await player.stop();
    await world.stop();
  }
});
