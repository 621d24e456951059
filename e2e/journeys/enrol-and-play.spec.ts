import { expect, test } from '@playwright/test';
import { openController, tileOf } from '../drivers/controller-driver.ts';
import { PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { isColour, middleColour } from '../worlds/glass.ts';

// To a technician: a device shows a code, the code makes it the player of a screen, and the screen plays what was
// published. To an emergency issuer: an alert is on the glass, and goes.

for (const shell of shellsHere()) {
  test(`a device is enrolled in the controller, plays what was published and shows an alert (${shell})`, async ({ page }) => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const green = await world.addPicture('Green', colours.green);
    await world.addEntry('Always', await world.addPlaylist('Loop', [green]));
    await world.publish();
    const templateId = await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
    const player = new PlayerDriver(world, shell, 0);
    try {
      const code = await player.pairingCode();
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/enrol`);
      await page.getByRole('combobox', { name: 'Screen', exact: true }).last().click();
      await page.getByRole('option', { name: /Arrivals 1/ }).click();
      await page.getByLabel('Pairing code').fill(code);
      await page.getByRole('button', { name: 'Pair', exact: true }).click();
      await expect(page.getByText('Fingerprint of the root document')).toBeVisible();
      await expect.poll(() => player.shows(colours.green)).toBe(true);
      expect(isColour(await middleColour(await world.screenshot(screenId)), colours.green), 'the screenshot is what is on the glass').toBe(
        true,
      );
      await page.goto(world.url);
      await expect(tileOf(page, 'Arrivals 1')).toContainText('Healthy', { timeout: 30_000 });
      await expect(tileOf(page, 'Arrivals 1')).toContainText('Green', { timeout: 30_000 });

      const alert = await world.operator.post('/api/alerts', { templateId, siteId: world.siteId });
      await expect.poll(() => player.shows(colours.green), { message: 'the alert covers the programme' }).toBe(false);
      await expect.poll(async () => (await world.alert(alert.id)).counts.painted).toBe(1);
      await world.operator.post(`/api/alerts/${alert.id}/clear`);
      await expect.poll(() => player.shows(colours.green), { message: 'the programme is back' }).toBe(true);
    } finally {
      await player.stop();
      await world.stop();
    }
  });
}
