import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: an entry comes every second week, or as a rule says, and its next starts are in sight; nothing typed is lost by a slip
// of a key; and what cannot be removed says why where the button is.

test('an entry of every second week becomes a rule, keeps what was typed, and holds its calendar', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    await world.addScreen('Arrivals 1');
    const loop = await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
    await world.addEntry('Always', loop);
    await openController(page, world, 'operator');

    await page.getByRole('link', { name: 'Calendars' }).click();
    await page.getByRole('button', { name: 'Add a calendar' }).click();
    const calendar = page.getByRole('form', { name: 'Calendar' });
    await calendar.getByLabel('Name').fill('Holidays');
    await expect(calendar.getByText('As long as it has no days')).toBeVisible();
    await calendar.getByLabel('From year').fill('2028');
    await calendar.getByLabel('To year').fill('2027');
    await expect(calendar.getByText('The last year is before the first one')).toBeVisible();
    await calendar.getByLabel('To year').fill('2028');
    await calendar.getByRole('button', { name: 'Fill in' }).click();
    await calendar.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('link', { name: 'Schedule' }).click();
    await page.getByRole('button', { name: 'Add an entry' }).click();
    const entry = page.getByRole('form', { name: 'Entry' });
    await entry.getByLabel('Name').fill('Fire drill');
    await entry.getByLabel('Name').press('Escape');
    const question = page.getByRole('dialog', { name: 'Throw away what you typed?' });
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(entry.getByLabel('Name')).toHaveValue('Fire drill');

    await entry.getByRole('combobox', { name: 'Targets' }).click();
    await page.getByRole('option').first().click();
    await page.keyboard.press('Escape');
    await entry.getByRole('combobox', { name: 'Playlist', exact: true }).click();
    await page.getByRole('option', { name: 'Loop' }).click();
    await entry.getByText('Weekly', { exact: true }).click();
    for (const day of ['Monday', 'Wednesday', 'Thursday', 'Friday']) await entry.getByRole('button', { name: day }).click();
    await entry.getByLabel('First day').fill('2099-12-01');
    await entry.getByLabel('Last day').fill('2099-11-01');
    await entry.getByLabel('Every … weeks').fill('2');
    await entry.getByRole('button', { name: 'Save' }).click();
    await expect(entry.getByText('The last day is before the first one')).toBeVisible();
    await entry.getByLabel('Last day').fill('');
    await expect(entry.getByText(/Next: Tue 1 Dec 2099 07:00; Tue 15 Dec 2099 07:00; Tue 29 Dec 2099 07:00/)).toBeVisible();

    await entry.getByText('By rule', { exact: true }).click();
    await expect(entry.getByLabel('Rules')).toHaveValue('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU');
    await entry.getByLabel('Rules').fill('FREQ=WEEKLY;INTERVAL=2;BYDAY=XX');
    await expect(entry.getByText(/This cannot be played: .*XX/)).toBeVisible();
    await entry.getByLabel('Rules').fill('FREQ=MONTHLY;BYDAY=1TU');
    await entry.getByLabel('Left out').fill('2100-01-05');
    await expect(entry.getByText(/Next: Tue 1 Dec 2099 07:00; Tue 2 Feb 2100 07:00/)).toBeVisible();
    await entry.getByText('Always', { exact: true }).click();
    await entry.getByText('By rule', { exact: true }).click();
    await expect(entry.getByLabel('Left out')).toHaveValue('2100-01-05');
    await entry.getByRole('combobox', { name: 'Only on the days of' }).press('ArrowDown');
    await page.getByRole('option', { name: 'Holidays' }).click();
    await page.keyboard.press('Escape');
    await entry.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Every month on the first Tuesday, 07:00–19:00, from 1 Dec 2099, without 1 date')).toBeVisible();

    await page.getByRole('link', { name: 'Calendars' }).click();
    await page.getByRole('button', { name: 'Holidays' }).click();
    await calendar.getByRole('button', { name: 'Remove the calendar' }).click();
    await page.getByRole('dialog', { name: 'Remove “Holidays”?' }).getByRole('button', { name: 'Remove the calendar' }).click();
    const refusal = calendar.getByRole('alert').filter({ hasText: 'The entry “Fire drill”' });
    await expect(refusal).toBeInViewport({ ratio: 0.9 });
  } finally {
    await world.stop();
  }
});
