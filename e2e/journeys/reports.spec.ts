import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To whoever answers for the fleet: each report as chart, table and file, with an address that can be passed on.

async function violationsOf(page: Page, what: string): Promise<string[]> {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const found = (await violationsOn(page)).map((violation) => `${what}: ${violation}`);
  return isWide ? [...found, `${what}: wider than its window`] : found;
}

test(
  'what is missing in a language of a site is seen in a report, by its address again, and saved as files',
  { tag: '@long' },
  async ({ page, browser }) => {
    const world = await FleetWorld.start();
    try {
      await world.addNotice('Customs', { vi: { title: 'Hải quan', body: 'Khai báo' } });
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/reports`);
      await expect(page.getByText('Nothing in this span.').first()).toBeVisible();
      await page.getByRole('combobox', { name: 'Report' }).click();
      await page.getByRole('option', { name: 'Language coverage' }).click();
      const gaps = page.getByRole('region', { name: 'Items with gaps' }).first();
      await expect(gaps).toContainText('Customs');
      await expect(page.locator('[data-report-chart=languages] svg').first()).toBeVisible();
      const faults = await violationsOf(page, '/reports');
      const byLanguage = page.getByRole('region', { name: 'By site and language' }).first();
      const [csv] = await Promise.all([page.waitForEvent('download'), byLanguage.getByRole('link', { name: 'Save as CSV' }).click()]);
      expect(await readFile(await csv.path(), 'utf8')).toContain('Test gate,en,1,0,0,0,1,0');
      const [xlsx] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as XLSX' }).click()]);
      expect(xlsx.suggestedFilename()).toBe('gatecast-languages.xlsx');

      const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as PDF' }).click()]);
      expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-');

      const administrator = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await openController(administrator, world, 'administrator');
      await administrator.goto(`${world.url}/reports?report=uptime`);
      await administrator.getByRole('button', { name: 'By mail' }).click();
      await expect(administrator.getByText('GATECAST_SMTP is not set')).toBeVisible();
      await administrator.getByRole('button', { name: 'Have a report sent' }).click();
      const schedule = administrator.getByRole('form', { name: 'Have a report sent' });
      await schedule.getByLabel('To').fill('lan@example.vn');
      faults.push(...(await violationsOf(administrator, '/reports, a schedule')));
      await schedule.getByRole('button', { name: 'Have a report sent' }).click();
      await expect(administrator.getByRole('region', { name: 'Uptime' })).toContainText('Not sent yet');
      await administrator.close();

      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(page.url());
      await expect(gaps).toContainText('Customs');
      faults.push(...(await violationsOf(page, '/reports on a phone')));
      expect(faults).toEqual([]);
    } finally {
      await world.stop();
    }
  },
);
