import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To the technician who walks through a site with a phone, and to the editor who plans: what stands where is found, photographed and handed in,
// what shall stand there is planned, what is missing is told as a chart, a table, a file and a paper.

/** A screen, the means that it is, and a plan on which it stands. */
async function placeOnPlan(world: FleetWorld, name: string): Promise<void> {
  const { operator, siteId } = world;
  const screenId = await world.addScreen(name);
  await operator.post('/api/means', { siteId, name, kind: 'display', condition: 'good', screenId });
  const picture = await sharp({ create: { width: 800, height: 450, channels: 3, background: '#f4f1ea' } })
    .png()
    .toBuffer();
  const { id: mediaId } = await operator.upload('/api/media', 'plan.png', picture);
  const plan = await operator.post('/api/site-plans', { siteId, mediaId });
  const places = [{ screenId, xBp: 2_500, yBp: 5_000 }];
  await operator.put(`/api/site-plans/${plan.id}`, { mediaId, places, revision: plan.revision });
  await expect.poll(async () => (await operator.get(`/api/sites/${siteId}/plans`)).plans[0].picture, 'its picture is made').not.toBeNull();
}

async function violationsOf(page: Page, what: string): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const found = (await violationsOn(page)).map((violation) => `${what}: ${violation}`);
  return isWide ? [...found, `${what}: wider than its window`] : found;
}

test('a technician surveys a site on a phone, an editor plans, and what is missing is seen, saved and printed', async ({ page }) => {
  const world = await FleetWorld.start();
  try {
    await openController(page, world, 'operator');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${world.url}/survey/sheets`);
    await expect(page.getByText('Nothing has been surveyed here yet')).toBeVisible();
    const faults = await violationsOf(page, '/survey/sheets, empty');
    await page.getByRole('button', { name: 'Something else stands here' }).click();
    const adding = page.getByRole('form', { name: 'Add a means of information' });
    await adding.getByLabel('Name').fill('Screen over door A1');
    await adding.getByRole('button', { name: 'Add a means of information' }).click();
    await page.getByRole('button', { name: /Screen over door A1/ }).click();
    const sheet = page.getByRole('form', { name: 'Fill in a sheet' });
    await sheet.getByRole('radio', { name: 'Faulty' }).click();
    await sheet.getByLabel('Notes').fill('The lower half stays dark');
    const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    await sheet.getByLabel('Take or choose a photo').setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: photo });
    await expect(sheet.getByRole('img', { name: 'Photo 1' })).toBeVisible();
    faults.push(...(await violationsOf(page, '/survey/sheets, a sheet')));
    await sheet.getByRole('button', { name: 'Hand in the sheet' }).click();
    await expect(page.getByText('1 of 1 looked at in the last 90 days')).toBeVisible();

    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${world.url}/survey`);
    const inventory = page.getByRole('region', { name: 'Inventory' });
    await expect(inventory.getByRole('img', { name: 'Photo of Screen over door A1' })).toBeVisible();
    await expect(inventory).toContainText('Faulty');
    faults.push(...(await violationsOf(page, '/survey')));
    await page.getByRole('button', { name: 'Read from a file' }).click();
    const reading = page.getByRole('form', { name: 'Read from a file' });
    const take = async (text: string) => {
      await reading.locator('input[type=file]').setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await reading.getByRole('button', { name: 'See what would happen' }).click();
    };
    await take(`Địa điểm,Loại,Tên,Năm lắp đặt\nCửa thử nghiệm,Quầy,Information desk,1066\n`);
    await expect(reading).toContainText('Line 2 · Installed in: is too small (limit: 1980)');
    await take(`Địa điểm,Loại,Tên,Năm lắp đặt\nCửa thử nghiệm,Quầy,Information desk,2016\n`);
    await reading.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(inventory).toContainText('Information desk');

    await page.getByRole('radiogroup', { name: 'What to look at' }).getByText('Plan', { exact: true }).click();
    await page.getByRole('button', { name: 'Add a line to the plan' }).click();
    const line = page.getByRole('form', { name: 'Add a line to the plan' });
    await line.getByLabel('How many').fill('3');
    await line.getByRole('button', { name: 'Add a line to the plan' }).click();
    await expect(page.getByRole('region', { name: 'Plan' })).toContainText('Whole site');
    // half faded out it has no contrast
    await expect(page.getByRole('dialog')).toHaveCount(0);
    faults.push(...(await violationsOf(page, '/survey?view=plan')));

    await page.goto(`${world.url}/survey?view=gap`);
    await expect(page.getByRole('region', { name: 'Gap' })).toContainText('3 missing');
    await expect(page.locator('[data-gap-chart] svg').first()).toBeVisible();
    faults.push(...(await violationsOf(page, '/survey?view=gap')));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as XLSX' }).click()]);
    expect(download.suggestedFilename()).toBe('gatecast-gap.xlsx');
    await placeOnPlan(world, 'Lobby board');
    await page.goto(`${world.url}/survey/report`);
    await expect(page.getByRole('heading', { name: /3 means of information/ })).toBeVisible();
    const plan = page.getByRole('figure').filter({ has: page.getByRole('img', { name: 'Plan of Test gate' }) });
    const row = page.getByRole('row').filter({ hasText: 'Lobby board' });
    await expect(plan.locator('span'), 'where it stands, by its number').toHaveText(
      (await row.getByRole('cell').first().textContent()) ?? '',
    );
    for (const name of ['Plan of Test gate', 'Photo of Screen over door A1'])
      await expect
        .poll(async () => page.getByRole('img', { name }).evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBeGreaterThan(0);
    faults.push(...(await violationsOf(page, '/survey/report')));
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(faults).toEqual([]);
  } finally {
    await world.stop();
  }
});
