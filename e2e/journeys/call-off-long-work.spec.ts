import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To a technician: what takes its time says how far it is, and called off it has changed nothing.

test('a file of thousands of screens is read in with its progress in sight, and called off leaves nothing behind', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    await world.addScreen('Gate 1');
    await openController(page, world, 'operator');
    await page.goto(`${world.url}/screens`);
    await page.getByRole('button', { name: 'Read from CSV' }).click();
    const reading = page.getByRole('form', { name: 'Read from CSV' });
    const rows = Array.from({ length: 10_000 }, (_, at) => `Test gate,Arrivals,Row ${at},display,1280,720,hall`);
    const text = ['site,area,name,kind,widthPx,heightPx,tags', ...rows].join('\n');
    await reading.locator('input[type=file]').setInputFiles({ name: 'screens.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await reading.getByRole('button', { name: 'See what would happen' }).click();
    const save = reading.getByRole('button', { name: 'Save 10000 changes' });
    await expect(save).toBeVisible({ timeout: 90_000 });
    await save.click();
    await expect(reading.getByRole('status').filter({ hasText: /of 10,000\./ })).toBeVisible();
    await expect(reading.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
    await reading.getByRole('button', { name: 'Call off' }).click();
    await expect(reading.getByRole('alert')).toContainText('Called off: nothing was changed');
    expect(await violationsOn(page, { within: 'form' })).toEqual([]);
    const { screens } = await world.operator.get('/api/screens');
    expect(screens.map(({ name }: { name: string }) => name)).toEqual(['Gate 1']);
  } finally {
    await world.stop();
  }
});
