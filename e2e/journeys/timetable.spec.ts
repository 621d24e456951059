import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To an operator: what is planned is seen by day, week and month, with what hides what and why; an entry is moved with the keyboard or
// the mouse and saved by its form, and any page, screen or item is a few keys away.

test(
  'a window over midnight is one bar, is moved by keys and by hand, and everything is found by its name',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    try {
      await world.addScreen('Cửa đến 1');
      const loop = await world.addPlaylist('Loop', [await world.addPicture('Red', colours.red)]);
      await world.addEntry('Always', loop);
      await world.addEntry('Chào hàng ngày', loop, { tier: 'regular', mode: 'interrupt', shareBp: 2_000 });
      const when = { kind: 'recurring', start: '2099-09-04T22:00', end: '2099-09-05T02:00', rules: ['FREQ=WEEKLY;BYDAY=FR'] };
      await world.addEntry('Night', loop, { tier: 'regular', when: { ...when, excludedStarts: [], addedStarts: [] } });
      await page.setViewportSize({ width: 1_440, height: 900 });
      await openController(page, world, 'operator');

      await page.keyboard.press('Control+k');
      const palette = page.getByRole('combobox', { name: 'Search and go' });
      await palette.fill('thoi gian bieu');
      await expect(page.getByRole('option', { name: /^Timetable/ })).toBeVisible();
      await palette.fill('cua den');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Cửa đến 1' })).toBeVisible();
      await page.keyboard.press('Control+k');
      await palette.fill('timetable');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Timetable' })).toBeVisible();

      await page.goto(`${world.url}/schedule/timetable?view=week&date=2099-09-02`);
      const bar = page.getByRole('button', { name: /^Night, Friday/ });
      await expect(bar).toHaveAccessibleName(/Friday.* 4 September.* 22:00–02:00/);
      await expect(bar, 'over midnight, in one piece').toHaveCount(1);
      await expect(page.getByText('National Day').first()).toBeVisible();
      await expect(page.getByText(/Always: Hidden by “Night”. Its tier is lower/)).toBeVisible();
      await expect(page.getByRole('meter', { name: 'Share of the interrupts' })).toHaveAttribute('aria-valuenow', '20');

      await bar.press('Shift+ArrowRight');
      await bar.press('Shift+ArrowUp');
      await bar.press('Enter');
      await page.getByRole('button', { name: 'All of them' }).click();
      const form = page.getByRole('form', { name: 'Entry' });
      await expect(form.getByLabel('From', { exact: true })).toHaveValue('22:30');
      await expect(form.getByLabel('To', { exact: true })).toHaveValue('03:00');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(bar).toHaveAccessibleName(/22:30–03:00/);

      await expect(form).toBeHidden();
      // what was saved is drawn anew, and may lie elsewhere then
      await expect(async () => {
        const before = await bar.boundingBox();
        await page.waitForTimeout(800);
        expect(await bar.boundingBox()).toEqual(before);
      }).toPass();
      const box = await bar.boundingBox();
      if (box === null) throw new Error('the bar has no place');
      const dayPx = box.width / (4.5 / 24);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 - dayPx, box.y + box.height / 2, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'All of them' }).click();
      await expect(form.getByRole('button', { name: 'Thursday' })).toHaveAttribute('aria-pressed', 'true');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('button', { name: /^Night, Thursday/ })).toHaveAccessibleName(/22:30–03:00/);

      await page.getByRole('button', { name: /^Night, Thursday/ }).click();
      await expect(page.getByRole('button', { name: 'This one and all that follow' }), 'the first has none before it').toBeDisabled();
      await accessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Later' }).click();
      await page.getByRole('button', { name: /^Night, Thursday/ }).press('Shift+ArrowRight');
      await page.getByRole('button', { name: /^Night, Thursday/ }).press('Enter');
      await page.getByRole('button', { name: 'Only this one' }).click();
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('button', { name: /^Night \(10 Sept? 2099\), Thursday/ })).toHaveAccessibleName(/23:00–03:30/);
      await expect(page.getByRole('button', { name: /^Night, / }), 'the other Thursdays stay').toHaveCount(0);
      await page.keyboard.press('Control+z');
      await expect(page.getByRole('button', { name: /^Night, Thursday/ }), 'both are as before').toHaveAccessibleName(/22:30–03:00/);
      await expect(page.getByRole('button', { name: /^Night \(10/ })).toHaveCount(0);
      await page.keyboard.press('Control+Shift+Z');
      await page.getByRole('button', { name: /^Night \(10 Sept? 2099\), Thursday/ }).press('Control+c');
      await page.getByRole('button', { name: /^Sat/ }).press('Control+v');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('button', { name: /^Night \(10 Sept? 2099\), Saturday/ })).toHaveAccessibleName(/23:00–03:30/);
      await accessible(page);
      await page.getByRole('button', { name: 'Earlier' }).click();
      await expect(page.getByRole('button', { name: /^Night, Thursday/ })).toHaveAccessibleName(/22:30–03:00/);

      await page.getByRole('button', { name: /Add an entry on/ }).click();
      await expect(form.getByText('Test gate')).toBeVisible();
      await page.keyboard.press('Escape');
      await page.getByText('Month', { exact: true }).click();
      await expect(page.getByRole('button', { name: /^Night/ }).first()).toBeVisible();
      await accessible(page);
      await page.getByText('Year', { exact: true }).click();
      await page.getByRole('button', { name: /^Saturday 12 September\. 1 h planned/ }).press('ArrowLeft');
      await expect(page.getByRole('button', { name: /^Wednesday 2 September.*National Day/ })).toBeVisible();
      await accessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${world.url}/schedule/timetable?date=2099-09-03`);
      await expect(page.getByRole('button', { name: /^Night, Thursday/ }), 'a phone begins with the day').toBeVisible();
      await accessible(page);
      await page.keyboard.press('Control+k');
      await expect(palette).toBeVisible();
      await accessible(page);
    } finally {
      await world.stop();
    }
  },
);

async function accessible(page: Page): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}
