import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { isColour, middleColour } from '../worlds/glass.ts';

// To a technician: a device shows a code, the code makes it the player of a screen, and the screen plays what was published.

for (const shell of shellsHere()) {
  test(`a device is enrolled in the controller and plays what was published (${shell})`, async ({ page }) => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const red = await world.addPicture('Red', colours.red);
    await world.addEntry('Always', await world.addPlaylist('Loop', [red]));
    await world.publish();
    const player = new PlayerDriver(world, shell, 0);
    try {
      const code = await player.pairingCode();
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/enrol`);
      await page.getByLabel('Pairing code').fill(code);
      await page.getByRole('textbox', { name: 'Screen' }).click();
      await page.getByRole('option', { name: /Arrivals 1/ }).click();
      await page.getByRole('button', { name: 'Enrol device' }).click();
      await player.releaseActive();
      await expect.poll(() => player.shows(colours.red)).toBe(true);
      const screenshot = await world.screenshot(screenId);
      expect(isColour(await middleColour(screenshot), colours.red), 'the screenshot is what is on the glass').toBe(true);
      await page.goto(world.url);
      const tile = page.getByRole('article', { name: /Arrivals 1/ });
      await expect(tile).toContainText('Healthy', { timeout: 30_000 });
      await expect(tile).toContainText('Red', { timeout: 30_000 });
    } finally {
      await player.stop();
      await world.stop();
    }
  });
}
