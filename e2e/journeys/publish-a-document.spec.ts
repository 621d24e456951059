import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { mainShell, PlayerDriver } from '../drivers/player-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import type { Colour } from '../worlds/glass.ts';

// To an operator and an approver: a PDF that somebody sent is on a screen page by page, and two people have looked at each of them.

test(
  'an editor takes two pages of a PDF, a second person sees both and approves, and a screen shows one after the other',
  { tag: '@long' },
  async ({ page, browser }) => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const player = new PlayerDriver(world, mainShell(), 0);
    try {
      await openController(page, world, 'operator');
      await page.goto(`${world.url}/content/media`);
      const pdf = pdfOf([colours.red, colours.blue, colours.green]);
      await page.locator('input[type=file]').setInputFiles({ name: 'notice.pdf', mimeType: 'application/pdf', buffer: pdf });
      await expect(page.getByText('3 pages')).toBeVisible({ timeout: 60_000 });

      const id = await world.addItem('pages', 'Timetable', {});
      await page.goto(`${world.url}/content/items/${id}`);
      const form = page.getByRole('form', { name: 'Text in this language' });
      await form.getByRole('combobox', { name: 'File' }).click();
      await page.getByRole('option', { name: 'notice.pdf' }).click();
      await form.getByLabel('First page').fill('2');
      await form.getByLabel('Last page').fill('4');
      await form.getByLabel('Seconds per page').fill('3');
      await expect(form.getByRole('list', { name: 'Pages' }).getByRole('listitem')).toHaveText([/left out/, /3 s/, /3 s/]);
      await form.getByLabel('Last page').fill('3');
      await expect(form.getByRole('status').first()).toHaveText('2 pages are shown, 6 s in all');
      await expectNoViolations(page);
      await form.getByRole('button', { name: 'Submit for approval' }).click();
      await expect(page.getByText('Submitted; a second person approves it')).toBeVisible();

      const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await openController(other, world, 'approver');
      await other.goto(`${world.url}/content/approvals`);
      const waiting = other.getByRole('article', { name: /^Timetable/ });
      const seen = waiting.getByRole('link', { name: /in full size/ });
      await expect(seen).toHaveCount(2);
      for (const sheet of await seen.locator('img').all()) {
        await sheet.scrollIntoViewIfNeeded();
        await expect.poll(() => sheet.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth)).toBe(3_840);
      }
      await expectNoViolations(other);
      await waiting.getByRole('button', { name: 'Approve' }).click();
      await expect(other.getByText('“Timetable” is approved')).toBeVisible();

      await world.addEntry('Always', await world.addPlaylist('Loop', [id]));
      await world.publish();
      await player.enrol(screenId);
      for (const colour of [colours.blue, colours.green, colours.blue]) await expect.poll(() => player.shows(colour)).toBe(true);
    } finally {
      await player.stop();
      await world.stop();
    }
  },
);

async function expectNoViolations(page: Page): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}

/** A PDF by hand, a page of each colour. */
function pdfOf(pages: readonly Colour[]): Buffer {
  const fills = pages.map(({ red, green, blue }) => `${red / 255} ${green / 255} ${blue / 255} rg 0 0 1280 720 re f`);
  const kids = pages.map((_, index) => `${3 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...fills.flatMap((fill, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1280 720] /Contents ${4 + index * 2} 0 R >>`,
      `<< /Length ${fill.length} >>\nstream\n${fill}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.7\n';
  const starts = objects.map((object, index) => {
    const start = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + end, 'latin1');
}
