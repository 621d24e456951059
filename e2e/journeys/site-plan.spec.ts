import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To the technician who must walk to a screen, and to the control room: where it stands, on a picture of the place, with its state.

async function violationsOf(page: Page, what: string): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const found = (await violationsOn(page)).map((violation) => `${what}: ${violation}`);
  return isWide ? [...found, `${what}: wider than its window`] : found;
}

test(
  'screens are put on the plan of a site by mouse, by keys and by numbers, and lead to their pages from it',
  { tag: '@long' },
  async ({ page }) => {
    const world = await FleetWorld.start();
    try {
      for (const name of ['Arrivals 1', 'Arrivals 2']) await world.addScreen(name);
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/?view=plan`);
      const faults = await violationsOf(page, 'no plan');
      const drawing = await sharp({ create: { width: 1200, height: 700, channels: 3, background: '#f4f1ea' } })
        .png()
        .toBuffer();
      const choose = page.getByLabel('Add a plan picture').first();
      await choose.setInputFiles({
        name: 'plan.png',
        mimeType: 'image/png',
        buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      });
      await expect(page.getByRole('alert')).toContainText('export them as PNG');
      await choose.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: drawing });
      const plan = page.getByRole('region', { name: /^Plan of/ });
      await expect(plan.locator('img')).toBeVisible();
      const without = page.getByRole('region', { name: 'Screens without a place on the plan' });
      await expect(without).toContainText('2 screens without a place');

      await page.getByRole('button', { name: 'Place the screens' }).click();
      // by keys alone
      await page.getByRole('button', { name: 'Put Arrivals 1 on the plan' }).press('Enter');
      const first = plan.getByRole('button', { name: /^Arrivals 1/ });
      await first.press('ArrowRight');
      await first.press('Shift+ArrowUp');
      await expect(page.getByLabel('From the left')).toHaveValue('51 %');
      await expect(page.getByLabel('From the top')).toHaveValue('49.9 %');
      await page.getByLabel('From the left').fill('20');
      await page.keyboard.press('Tab');
      await expect(page.getByText('Arrivals 1: 20 % from the left, 50 % from the top')).toBeAttached();
      // by mouse, from the list onto the picture
      const box = await plan.locator('img').boundingBox();
      if (box === null) throw new Error('the plan has no picture');
      await without.getByRole('listitem').filter({ hasText: 'Arrivals 2' }).locator('span').first().hover();
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
      await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.25);
      await page.mouse.up();
      await expect(page.getByLabel('From the left')).toHaveValue(/^(74\.[5-9]|75)/);
      faults.push(...(await violationsOf(page, 'placing')));
      await page.getByRole('button', { name: 'Save the places' }).click();

      await expect(plan.getByRole('link', { name: /Arrivals 2.*Not paired/ })).toBeVisible();
      await page.reload();
      await page.getByRole('button', { name: 'Larger' }).click();
      await expect(page.getByText('150 %')).toBeVisible();
      await page.setViewportSize({ width: 390, height: 844 });
      faults.push(...(await violationsOf(page, 'on a phone')));
      await page.getByRole('button', { name: 'Whole plan' }).click();
      await plan.getByRole('link', { name: /^Arrivals 1/ }).click();
      await expect(page.getByRole('heading', { name: 'Arrivals 1', level: 1 })).toBeVisible();
      expect(faults).toEqual([]);
    } finally {
      await world.stop();
    }
  },
);
