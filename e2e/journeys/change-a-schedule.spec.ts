import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: an entry is changed in the controller, published, its way to every screen watched, and it is on the glass.

test('an entry changed and published in the controller is seen on the glass', async ({ page }) => {
  const world = await FleetWorld.start();
  const screenId = await world.addScreen('Arrivals 1');
  const [red, blue] = [await world.addPicture('Red', colours.red), await world.addPicture('Blue', colours.blue)];
  await world.addEntry('Morning', await world.addPlaylist('Red loop', [red]));
  await world.addPlaylist('Blue loop', [blue]);
  await world.publish();
  const player = new PlayerDriver(world, mainShell(), 0);
  try {
    await player.enrol(screenId);
    await expect.poll(() => player.shows(colours.red)).toBe(true);

    await openController(page, world, 'operator');
    await page.getByRole('link', { name: 'Schedule' }).click();
    await page.getByText('Morning').first().click();
    const form = page.getByRole('dialog', { name: 'Change an entry' });
    await form.getByRole('combobox', { name: 'Playlist', exact: true }).click();
    await page.getByRole('option', { name: 'Blue loop' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Not published').first()).toBeVisible();
    expect(await player.shows(colours.red), 'nothing reaches the glass before it is published').toBe(true);

    await page
      .getByRole('link', { name: 'Publish…' })
      .or(page.getByRole('button', { name: 'Publish…' }))
      .click();
    await page.getByRole('button', { name: 'Publish to 1 screen' }).click();
    await expect(page.getByText('Active on 1 of 1 screens')).toBeVisible();
    await expect.poll(() => player.shows(colours.blue)).toBe(true);
  } finally {
    await player.stop();
    await world.stop();
  }
});
