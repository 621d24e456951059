import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';

// To everybody in front of the controller: every page, in Vietnamese and English, at a desk and on a phone, without a
// violation that a machine can find (WCAG 2.2 AA), and never wider than the window.

const pages = [
  '/',
  '/enrol',
  '/sites',
  '/survey',
  '/survey/sheets',
  '/survey/report',
  '/schedule',
  '/schedule/timetable',
  '/schedule/calendars',
  '/schedule/publish',
  '/content',
  '/content/approvals',
  '/content/media',
  '/content/feeds',
  '/content/playlists',
  '/reports',
  '/emergency',
  '/emergency/templates',
];

// each language in a world of its own, so that both can be looked at side by side
test.describe.configure({ mode: 'parallel' });
for (const language of ['Tiếng Việt', 'English'])
  test(`every page of the controller is accessible in ${language}, at a desk and on a phone`, async ({ page }) => {
    const world = await FleetWorld.start();
    const screenId = await world.addScreen('Arrivals 1');
    const red = await world.addPicture('Red', colours.red);
    await world.addNotice('Notice', { vi: { title: 'Xin chào', body: 'Chào mừng quý khách.' }, en: { title: 'Hello', body: 'Welcome.' } });
    await world.operator.post('/api/feed-sources', {
      name: 'Gates',
      siteId: null,
      intake: { kind: 'push' },
      columns: [{ key: 'gate', type: 'text', from: 'gate' }],
    });
    const loop = await world.addPlaylist('Loop', [red]);
    await world.addEntry('Always', loop);
    // two that tie, so that the publish page has conflicts to tell
    for (const name of ['One', 'Other']) await world.addEntry(name, loop, { tier: 'regular' });
    await world.operator.post('/api/calendars', { name: 'Tết', dates: ['2027-02-05', '2027-02-06'] });
    await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
    try {
      await openController(page, world, 'operator');
      const found: string[] = [];
      await page.getByRole('button', { name: language }).click();
      for (const path of [...pages, `/screens/${screenId}`]) {
        await page.goto(world.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
        found.push(...violations.map(({ id, nodes }) => `${path} ${language}: ${id} at ${nodes[0]?.target.join(' ')}`));
        await page.setViewportSize({ width: 390, height: 844 });
        // the page may take a moment to find its new shape
        const isNarrow = await page
          .waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, undefined, { timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
        const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (!isNarrow) found.push(`${path} ${language}: ${overflowPx} px wider than a phone`);
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      expect(found).toEqual([]);
    } finally {
      await world.stop();
    }
  });
