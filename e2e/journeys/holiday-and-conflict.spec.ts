import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: the public holidays are a calendar by one press, an entry keeps to them, and whoever writes an entry that meets
// another is told before it is saved; such a publication goes out only when it is accepted, and the screen's page then says why.

test('a calendar of holidays, an entry on its days, a conflict told, accepted and explained', { tag: '@long' }, async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    const screenId = await world.addScreen('Arrivals 1');
    const loop = await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
    await world.addEntry('Always', loop);
    await world.publish();
    await world.addEntry('Spring', loop, { tier: 'regular' });
    await openController(page, world, 'operator');

    await page.getByRole('link', { name: 'Calendars' }).click();
    await page.getByRole('button', { name: 'Add a calendar' }).click();
    const calendar = page.getByRole('form', { name: 'Calendar' });
    await calendar.getByLabel('Name').fill('Holidays');
    await calendar.getByLabel('From year').fill('2027');
    await calendar.getByLabel('To year').fill('2027');
    await calendar.getByRole('button', { name: 'Fill in' }).click();
    await expect(calendar.getByText('Hung Kings’ Commemoration Day').first()).toBeVisible();
    await calendar.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Holidays' })).toBeVisible();

    await page.getByRole('link', { name: 'Schedule' }).click();
    await page.getByRole('button', { name: 'Add an entry' }).click();
    const entry = page.getByRole('form', { name: 'Entry' });
    await entry.getByLabel('Name').fill('Holiday greeting');
    await entry.getByRole('combobox', { name: 'Targets' }).click();
    await page.getByRole('option').first().click();
    await page.keyboard.press('Escape');
    await entry.getByRole('combobox', { name: 'Playlist', exact: true }).click();
    await page.getByRole('option', { name: 'Loop' }).click();
    await expect(entry.getByText('“Spring” and “Holiday greeting” have the same rank').first()).toBeVisible();
    await entry.getByRole('combobox', { name: 'Only on the days of' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Holidays' }).click();
    await page.keyboard.press('Escape');
    await expect(entry.getByText(/plays, as it begins later/).first(), 'on the days of the calendar the later start wins').toBeVisible();
    await entry.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('link', { name: 'Publish…' }).click();
    const publish = page.getByRole('button', { name: 'Publish to 1 screen' });
    await expect(publish).toBeDisabled();
    await page.getByRole('checkbox', { name: 'Publish although entries have the same rank' }).check();
    await publish.click();
    await expect(page.getByText('Active on 0 of 1 screens').first()).toBeVisible();

    await page.goto(`${world.url}/screens/${screenId}`);
    await page.getByLabel('At', { exact: true }).fill('2027-04-16T12:00');
    await page.getByRole('button', { name: 'Explain' }).click();
    // the tenth of the third lunar month
    await expect(page.getByText('Holiday greeting plays')).toBeVisible();
    await page.getByLabel('At', { exact: true }).fill('2027-04-14T12:00');
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByText('Today is in none of its calendars: Holidays.')).toBeVisible();
    const next = page.getByRole('region', { name: 'What comes next' });
    await next.getByRole('button', { name: /^Why\? Holiday greeting, Friday 16 April/ }).click();
    await expect(page.getByText('Holiday greeting plays')).toBeVisible();
  } finally {
    await world.stop();
  }
});
