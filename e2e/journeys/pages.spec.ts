import { expect, test, type Page } from '@playwright/test';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { signIn } from '../worlds/api.ts';
import { colours, FleetWorld, type PersonName } from '../worlds/fleet-world.ts';

// To everybody in front of the controller: every page, in Vietnamese and English, at a desk and on a phone, without a
// violation that a machine can find (WCAG 2.2 AA), in light and dark, with help of its own, and never wider than the window.

/** `:screen` and the like stand for what the world has one of. */
const pages = [
  '/',
  '/?view=plan',
  '/screens',
  '/screens/:screen',
  '/screens/:screen/time',
  '/incidents',
  '/incidents/routes',
  '/health',
  '/health?span=week&only=unwell',
  '/enrol',
  '/sites',
  '/survey',
  '/survey?view=plan',
  '/survey?view=gap',
  '/survey/sheets',
  '/survey/report',
  '/schedule',
  '/schedule/timetable',
  '/schedule/calendars',
  '/schedule/publish',
  '/schedule/publications/:publication',
  '/content',
  '/content/items/:item',
  '/content/approvals',
  '/content/media',
  '/content/feeds',
  '/content/playlists',
  '/layouts',
  '/plays',
  '/reports',
  '/emergency',
  '/emergency/templates',
  '/people',
  '/audit',
  '/appearance',
  '/account',
];
/** The others are looked at by the operator, who sees a refusal here. */
const administratorPages = new Set(['/people', '/audit', '/appearance']);
const widths = [1440, 1024, 390];

// each language in a world of its own, so that both can be looked at side by side
test.describe.configure({ mode: 'parallel' });
for (const [turn, { language, axeWidth, firstHeading, refusal }] of [
  { language: 'Tiếng Việt', axeWidth: 390, firstHeading: 'Nên làm gì', refusal: 'Vai trò của bạn không mở được trang này' },
  { language: 'English', axeWidth: 1440, firstHeading: 'What to do', refusal: 'This page is not for your roles' },
].entries())
  test.describe(`in ${language}`, () => {
    test.describe.configure({ mode: 'default' });
    let world: FleetWorld;
    let operatorPage: Page;
    let administratorPage: Page;
    let places: Readonly<Record<string, string>>;

    test.beforeAll(async ({ browser }) => {
      world = await FleetWorld.start();
      const red = await world.addPicture('Red', colours.red);
      const texts = { vi: { title: 'Xin chào', body: 'Chào mừng quý khách.' }, en: { title: 'Hello', body: 'Welcome.' } };
      const columns = [{ key: 'gate', type: 'text', from: 'gate' }];
      await world.operator.post('/api/feed-sources', { name: 'Gates', siteId: null, intake: { kind: 'push' }, columns });
      const loop = await world.addPlaylist('Loop', [red]);
      places = { screen: await world.addScreen('Arrivals 1'), item: await world.addNotice('Notice', texts) };
      await world.addEntry('Always', loop);
      places = { ...places, publication: (await world.publish()).id };
      // two that tie, so that the publish page has conflicts to tell
      for (const name of ['One', 'Other']) await world.addEntry(name, loop, { tier: 'regular' });
      await world.operator.post('/api/calendars', { name: 'Tết', dates: ['2027-02-05', '2027-02-06'] });
      await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' });
      // as for whoever asks for less motion: others see it move in all other journeys
      const openAs = async (who: PersonName) => {
        const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
        await openController(page, world, who);
        await page.getByRole('button', { name: language }).click();
        return page;
      };
      const administrator = await signIn(world.url, world.email('administrator'), world.password);
      await administrator.patch('/api/account/guide', { isTourOver: true });
      operatorPage = await openAs('operator');
      administratorPage = await openAs('administrator');
    });
    test.afterAll(async () => {
      for (const page of [operatorPage, administratorPage]) await page.context().close();
      await world.stop();
    });

    // `npm test` looks at each page in one of both, `pnpm bench suite` in both
    for (const [index, path] of pages.entries())
      test(`${path} is accessible, in the dark as well, and fits its window`, { tag: index % 2 === turn ? [] : '@long' }, async () => {
        const page = administratorPages.has(path) ? administratorPage : operatorPage;
        await page.setViewportSize({ width: axeWidth, height: 900 });
        await page.goto(world.url + path.replace(/:(\w+)/, (_, name: string) => places[name] ?? ''));
        await page.getByRole('heading', { level: 1 }).waitFor();
        // a page is looked at with what it holds, never a refusal in its place
        await expect(page.getByRole('heading', { name: refusal })).toHaveCount(0);
        await expect(page.locator('.mantine-Loader-root')).toHaveCount(0);
        expect(await violationsOn(page)).toEqual([]);
        // nothing but colours is another in the dark
        await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
        // what floats behind a choice finds its place in its own time
        await expect(async () => expect(await violationsOn(page, { only: ['color-contrast'] })).toEqual([]), 'in the dark').toPass({
          timeout: 10_000,
        });
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await page.keyboard.press('?');
        const help = page.getByRole('dialog');
        await expect(help.getByRole('heading', { level: 3 }).first()).toHaveText(firstHeading);
        expect(await violationsOn(page, { within: '[role="dialog"]' }), 'in help').toEqual([]);
        await page.keyboard.press('Escape');
        await expect(help).toHaveCount(0);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          // the page may take a moment to find its new shape
          await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
        }
      });
  });
