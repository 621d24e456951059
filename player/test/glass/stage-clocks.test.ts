import { legibleSize } from '@gatecast/glass-text';
import type { ClockContent } from '@gatecast/protocol';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handoverOf, releaseOf, type FixtureItem, type ReleaseParts } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';

// Clocks on the glass: the site's own, and those of other places, whose offsets come with the release.

let world: StageWorld;
beforeAll(async () => {
  world = await createStageWorld();
});
afterAll(() => world?.close());
afterEach(() => world.reset());

const clockOf = (...zones: readonly (readonly [zone: string, place: string])[]): ClockContent => ({
  kind: 'clock',
  zones: zones.map(([zone, place]) => ({ zone, place })),
});
type Contents = FixtureItem['contents'];
/** The whole glass in one language, or side by side. */
const speaking = (languages: NonNullable<ReleaseParts['layout']>['regions'][number]['languages'], widthBp = 10_000) => ({
  id: 'one',
  name: 'One',
  regions: [{ id: 'main', frame: { xBp: 0, yBp: 0, widthBp, heightBp: 10_000 }, languages, content: { kind: 'main' as const } }],
});
const nearAndFar = {
  vi: clockOf(['Asia/Ho_Chi_Minh', 'Hà Nội'], ['Europe/Paris', 'Pa-ri']),
  fr: clockOf(['Asia/Ho_Chi_Minh', 'Hanoï'], ['Europe/Paris', 'Paris']),
};

let revision = 0;
/** Puts an item on the glass that was not there before, by the server's time at that instant, and waits until it stands there. */
async function show(contents: Contents, { atMs, durationMs = 600_000, ...parts }: Showing = {}): Promise<void> {
  revision += 1;
  const id = `clock-${revision}`;
  const isShown = world.stateWhere(({ showing }) => showing.kind === 'item' && showing.itemId === id);
  const clock = { offsetMs: atMs === undefined ? 0 : atMs - Date.now(), state: 'synced' } as const;
  const release = releaseOf({ number: revision, items: [{ id, durationMs, contents }], languages: Object.keys(contents), ...parts });
  world.server.hand(handoverOf(release, { revision, alertRevision: revision, clock }));
  await isShown;
}
type Showing = Partial<Omit<ReleaseParts, 'items'>> & { readonly atMs?: number; readonly durationMs?: number };
/** What the clocks that can be seen say: place, time and day. */
function clocksOn(page: Page): Promise<readonly string[]> {
  return page.$$eval('.is-shown .clock-cell', (cells) =>
    cells
      .filter((cell) => cell.checkVisibility())
      .map((cell) => {
        const said = ['.clock-place', '.clock-time', '.clock-day.is-on'].flatMap((part) =>
          [...cell.querySelectorAll(part)].map((one) => one.textContent),
        );
        return said.join(' | ');
      }),
  );
}
/** Everything that does not hold in its clock, or is smaller than can be read. */
function faultsOn(page: Page, smallestPx: number): Promise<readonly string[]> {
  return page.$$eval(
    '.is-shown .clock-cell',
    (cells, smallest) =>
      cells
        .filter((cell) => cell.checkVisibility())
        .flatMap((cell) => {
          const box = cell.getBoundingClientRect();
          return [...cell.querySelectorAll('.clock-place, .clock-time, .clock-day')].flatMap((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            const isWithin = left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1;
            const sizePx = Number.parseFloat(getComputedStyle(text).fontSize);
            const isWide = text.scrollWidth > text.clientWidth + 1;
            return isWithin && !isWide && sizePx >= smallest - 0.01 ? [] : [`${text.textContent} at ${sizePx} px`];
          });
        }),
    smallestPx,
  );
}

const said = (text: string) => expect.stringMatching(new RegExp(`^${text.replaceAll('|', '\\|')}$`));

it('tells the time of each place by its own summer time, in the words of the language', async () => {
  const { page, errors } = await world.open({ width: 1280, height: 720 });
  const change = Date.parse('2026-03-29T01:00:00Z');
  const inOne = (language: string) => ({ languages: ['vi', 'fr'], layout: speaking({ kind: 'fixed', language }) });
  await show(nearAndFar, { ...inOne('vi'), atMs: change - 1_800_000 });
  await expect
    .poll(() => clocksOn(page))
    .toEqual([said('Hà Nội | 07:3\\d | Chủ Nhật, 29 tháng 3'), said('Pa-ri | 01:3\\d | Chủ Nhật, 29 tháng 3')]);
  await show(nearAndFar, { ...inOne('fr'), atMs: change - 1_800_000 });
  await expect.poll(() => clocksOn(page)).toEqual([said('Hanoï | 07:3\\d | Dimanche 29 mars'), said('Paris | 01:3\\d | Dimanche 29 mars')]);
  // the hour that Paris does not have goes by while it is looked at
  await show(nearAndFar, { ...inOne('fr'), atMs: change - 2_000 });
  await expect.poll(() => clocksOn(page)).toEqual([said('Hanoï | 08:0\\d | Dimanche 29 mars'), said('Paris | 03:0\\d | Dimanche 29 mars')]);
  expect(errors).toEqual([]);
});

it(
  'names each place in every language where languages stand side by side, and each day by its own date, in turn',
  { tags: 'long' },
  async () => {
    const { page, errors } = await world.open({ width: 1280, height: 720 });
    await show(nearAndFar, { layout: speaking({ kind: 'together' }), atMs: Date.parse('2026-12-31T20:30:00Z') });
    const inVietnamese = [said('Hà Nội | Hanoï | 03:3\\d | Thứ Sáu, 1 tháng 1'), said('Pa-ri | Paris | 21:3\\d | Thứ Năm, 31 tháng 12')];
    const inFrench = [said('Hà Nội | Hanoï | 03:3\\d | Vendredi 1 janvier'), said('Pa-ri | Paris | 21:3\\d | Jeudi 31 décembre')];
    await expect.poll(() => clocksOn(page)).toEqual(inFrench);
    await expect.poll(() => clocksOn(page)).toEqual(inVietnamese);
    expect(errors).toEqual([]);
  },
);

it('turns pages where not all clocks can be read from where people stand, and shows each of them whole', { tags: 'long' }, async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  const places = ['Tokyo', 'Seoul', 'Shanghai', 'Bangkok', 'Kolkata', 'Paris', 'London', 'New_York'];
  const zones = places.map((place) => {
    const region = { Paris: 'Europe', London: 'Europe', New_York: 'America' }[place] ?? 'Asia';
    return [`${region}/${place}`, place.replace('_', ' ')] as const;
  });
  const viewing = { distanceMm: 12_000, glassWidthMm: 1_210 };
  const size = { width: 1280, height: 720 };
  await show({ en: clockOf(...zones) }, { durationMs: 12_000, viewing, size, layout: speaking({ kind: 'sequence' }, 5_000) });
  const smallestPx = legibleSize({ widthPx: 1280, heightPx: 720, viewing });
  const seen = new Map<string, readonly string[]>();
  await expect
    .poll(async () => {
      const faults = await faultsOn(page, smallestPx);
      const told = await clocksOn(page);
      for (const clock of told) seen.set(clock.split(' | ')[0] ?? '', faults);
      return [...seen.keys()].sort();
    })
    .toEqual(places.map((place) => place.replace('_', ' ')).sort());
  expect([...seen.values()].flat()).toEqual([]);
  expect((await clocksOn(page)).length).toBeLessThan(places.length);
});

it('fills the glass with what holds: one place, eight places, a bar, letters that reach high', async () => {
  const eight = Array.from({ length: 8 }, () => ['America/Argentina/Buenos_Aires', 'Buenos Aires'] as const);
  const tall = { th: clockOf(['Asia/Bangkok', 'กรุงเทพมหานคร'], ['Asia/Vientiane', 'ນະຄອນຫຼວງວຽງຈັນ']), ar: clockOf(['Asia/Dubai', 'دبي']) };
  const cases: readonly (readonly [Contents, { readonly width: number; readonly height: number }])[] = [
    [{ en: clockOf(['Europe/Paris', 'Paris']) }, { width: 1280, height: 720 }],
    [{ vi: clockOf(...eight) }, { width: 1280, height: 720 }],
    [{ vi: clockOf(...eight.slice(0, 4)) }, { width: 1920, height: 240 }],
    [tall, { width: 540, height: 960 }],
  ];
  for (const [contents, size] of cases) {
    const { page } = await world.open(size);
    await show(contents, { size, layout: speaking({ kind: 'together' }) });
    await page.waitForSelector('.is-shown .clock-time');
    expect(await faultsOn(page, legibleSize({ widthPx: size.width, heightPx: size.height })), JSON.stringify(size)).toEqual([]);
    await world.reset();
  }
});

it('writes the site’s own day in the language of the variant, and without words in every language', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  const atMs = Date.parse('2026-11-28T05:00:00Z');
  const daysOn = () => page.$$eval('.is-shown.clock .dates .date', (dates) => dates.map((date) => date.textContent));
  await show({ vi: { kind: 'clock' }, fr: { kind: 'clock' } }, { layout: speaking({ kind: 'fixed', language: 'fr' }), atMs });
  await expect.poll(daysOn).toEqual(['Samedi 28 novembre 2026']);
  await show({ zxx: { kind: 'clock' } }, { languages: ['vi', 'fr'], atMs });
  await expect.poll(daysOn).toEqual(['Thứ Bảy, 28 tháng 11, 2026', 'Samedi 28 novembre 2026']);
});

it('writes nothing of the site’s own clock smaller than can be read from where people stand: what does not hold takes turns', async () => {
  const languages = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'];
  const near = { distanceMm: 2_000, glassWidthMm: 1_210 };
  const cases = [
    { size: { width: 1280, height: 720 }, viewing: near, parts: ['clock-site', 'time', 'dates'] },
    { size: { width: 1280, height: 720 }, viewing: { ...near, distanceMm: 14_000 }, parts: ['time', 'date-turning'] },
    { size: { width: 480, height: 320 }, viewing: near, parts: ['time', 'date-turning'] },
    { size: { width: 720, height: 240 }, viewing: { ...near, distanceMm: 14_000 }, parts: ['time', 'date-turning'] },
    { size: { width: 240, height: 720 }, viewing: { ...near, distanceMm: 30_000 }, parts: ['time', 'date-turning'] },
  ];
  const seen = [];
  for (const { size, viewing } of cases) {
    const { page } = await world.open(size);
    await show({ zxx: { kind: 'clock' } }, { languages, size, viewing });
    const side = Math.min(size.width, size.height);
    const smallestPx = Math.min(legibleSize({ widthPx: size.width, heightPx: size.height, viewing }), side * 0.2);
    await page.waitForSelector('.is-shown.clock .time');
    const found = await page.$eval(
      '.is-shown.clock',
      (clock, smallest) => {
        const box = clock.getBoundingClientRect();
        const shown = [...clock.children].filter((part) => part.checkVisibility());
        const texts = shown.flatMap((part) => (part.children.length === 0 ? [part] : [...part.children]));
        const faults = texts.flatMap((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          const isWithin = left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1;
          const sizePx = Number.parseFloat(getComputedStyle(text).fontSize);
          return isWithin && sizePx >= smallest - 0.01 ? [] : [`${text.className} “${text.textContent}” at ${sizePx} px`];
        });
        return { parts: shown.map((part) => part.className.split(' ').at(-1)), faults };
      },
      smallestPx,
    );
    seen.push({ size, viewing, ...found });
    await world.reset();
  }
  expect(seen).toEqual(cases.map((one) => ({ ...one, faults: [] })));
});

it('shows no time of a place whose offsets it was not given: the next item plays', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  const notice: FixtureItem = { id: 'notice', durationMs: 5_000, contents: { vi: { kind: 'notice', title: 'Chào', body: 'Mừng' } } };
  const clocks: FixtureItem = { id: 'clocks', durationMs: 5_000, contents: nearAndFar };
  const release = releaseOf({ number: ++revision, items: [clocks, notice], languages: ['vi'] });
  const { zones: _, ...plan } = release.plan;
  const isShown = world.stateWhere(({ showing }) => showing.kind === 'item' && showing.itemId === 'notice');
  world.server.hand(handoverOf({ ...release, plan }, { revision, alertRevision: revision }));
  await isShown;
  expect(await clocksOn(page)).toEqual([]);
});
