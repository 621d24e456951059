import { expect, test } from '@playwright/test';
import { openController, tileOf } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To a technician: a dead player is seen on the wall without asking.

test('a killed player is shown offline on the wall within 45 seconds, and healthy again when it is back', async ({ page }) => {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Immigration 1');
  await world.addEntry('Always', await world.addPlaylist('Loop', [await world.addPicture('Blue', colours.blue)]));
  await world.publish();
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await player.releaseActive();
    await openController(page, world, 'operator');
    const tile = tileOf(page, 'Immigration 1');
    await expect(tile).toContainText('Healthy', { timeout: 30_000 });
    await player.kill();
    await expect(tile).toContainText('Offline', { timeout: 45_000 });
    player.restart();
    await expect(tile).toContainText('Healthy', { timeout: 45_000 });
  } finally {
    await player.stop();
    await world.stop();
  }
});
