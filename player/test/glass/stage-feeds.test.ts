import type { FeedTable } from '@gatecast/protocol';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aboveNotice, feedLanguages, waitsFrame, waitsTable } from '../stage-harness/feeds-fixture.ts';
import { handoverOf, releaseOf, type FixtureItem, type Release, type ReleaseParts } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';

let world: StageWorld;
beforeAll(async () => {
  world = await createStageWorld();
});
afterAll(() => world?.close());
afterEach(() => world.reset());

const long = 600_000;
const frames = (languages: readonly string[], more: Parameters<typeof waitsFrame>[1] = {}): FixtureItem => ({
  id: `waits-${languages.join('-')}-${JSON.stringify(more).length}`,
  category: 'border',
  durationMs: long,
  contents: Object.fromEntries(languages.map((language) => [language, waitsFrame(language, more)])),
});
const together: NonNullable<ReleaseParts['layout']> = {
  id: 'together',
  name: 'Together',
  regions: [
    {
      id: 'main',
      frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
      languages: { kind: 'together' },
      content: { kind: 'main' },
    },
  ],
};
let revision = 0;
function hand(release: Release | null, feeds: readonly FeedTable[]): void {
  revision += 1;
  world.server.hand(
    handoverOf(release, { revision, alertRevision: revision, feeds: [...feeds] }),
    release === null ? ['feeds'] : undefined,
  );
}
async function show(page: Page, item: FixtureItem, feeds: readonly FeedTable[], parts: Partial<ReleaseParts> = {}): Promise<void> {
  const isShown = world.stateWhere(({ showing }) => showing.kind === 'item' && showing.itemId === item.id);
  hand(releaseOf({ number: revision + 1, ...aboveNotice(item, parts) }), feeds);
  await isShown;
  await page.waitForFunction(() => document.querySelectorAll('.is-shown').length === 1);
}
/** Rows as they stand on the glass, cell by cell. */
const rowsOnGlass = (page: Page): Promise<readonly (readonly string[])[]> =>
  page.$$eval('.is-shown .row.value-row', (rows) =>
    rows.filter((row) => row.checkVisibility()).map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  );
const textOf = (page: Page, selector: string): Promise<readonly string[]> =>
  page.$$eval(selector, (found) => found.map((one) => one.textContent ?? ''));

it('draws values in the words of each language, with the time that they are of', async () => {
  const { page, errors } = await world.open({ width: 1280, height: 720 });
  const table = waitsTable([12, 1_045]);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' });
  const [asOf, counted] = [clock.format(table.asOfMs), clock.format(table.asOfMs - 60_000)];
  await show(page, frames(['vi', 'en']), [table], { layout: together });
  expect(await rowsOnGlass(page)).toEqual([
    ['Hữu Nghị', '12\u00A0phút', asOf],
    ['Tân Thanh', '1.045\u00A0phút', counted],
    ['Hữu Nghị', '12\u00A0min', asOf],
    ['Tân Thanh', '1,045\u00A0min', counted],
  ]);
  expect(await textOf(page, '.is-shown .panel-note')).toEqual([`Cập nhật lúc ${asOf}`, `As of ${asOf}`]);
  expect(errors).toEqual([]);
});

it('puts new values in the place of the old ones: the item stays, and no frame is without rows', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  await show(page, frames(['vi']), [waitsTable([12, 30])]);
  await page.evaluate(() => {
    const seen = { least: Infinity, values: [] as string[], root: document.querySelector('.is-shown') };
    Object.assign(window, { seen });
    const look = (): void => {
      const rows = [...document.querySelectorAll('.is-shown .value.is-number')];
      seen.least = Math.min(seen.least, rows.length);
      const said = rows.map((row) => row.textContent).join();
      if (seen.values.at(-1) !== said) seen.values.push(said);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.waitForFunction(() => (window as unknown as { seen: { values: string[] } }).seen.values.length === 1);
  hand(null, [waitsTable([7, 8, 9])]);
  await page.waitForFunction(() => document.querySelectorAll('.is-shown .row.value-row').length === 3);
  const seen = await page.evaluate(() => {
    const { least, values, root } = (window as unknown as { seen: { least: number; values: string[]; root: Element } }).seen;
    return { least, values, isSame: root === document.querySelector('.is-shown') };
  });
  expect(seen).toEqual({ least: 2, values: ['12\u00A0phút,30\u00A0phút', '7\u00A0phút,8\u00A0phút,9\u00A0phút'], isSame: true });
});

it('marks values as old, then says what was approved for when they are gone, and takes fresh ones up again', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  await show(page, frames(['en']), [waitsTable([12], 20)]);
  hand(null, [waitsTable([12], 400)]);
  await page.waitForSelector('.feed.is-shown.is-old');
  expect(await textOf(page, '.is-shown .panel-note')).toEqual([expect.stringMatching(/^Values of .*; nothing newer has come$/)]);
  hand(null, [waitsTable([12], 1_000)]);
  await page.waitForSelector('.feed.is-shown.is-gone');
  expect([await rowsOnGlass(page), await textOf(page, '.is-shown .body')]).toEqual([[], ['Waiting times are not known at present']]);
  // a table of another form than was approved is no table
  hand(null, [{ ...waitsTable([3]), columns: [{ key: 'gate', type: 'text' }], rows: [['x']] }]);
  await page.waitForFunction(() => document.querySelector('.is-shown .body')?.textContent?.includes('not known') === true);
  hand(null, [waitsTable([3])]);
  await page.waitForFunction(() => document.querySelector('.is-shown .value.is-number')?.textContent === '3\u00A0min');
  expect(await page.$('.feed.is-shown.is-gone')).toBeNull();
});

it('passes over an item without values where that was approved, comes back to it with them, and is never blank', async () => {
  const { errors } = await world.open({ width: 1280, height: 720 });
  const feed = { ...frames(['vi'], { whenGone: { kind: 'skip' } }), id: 'waits' };
  const release = releaseOf({ number: revision + 1, ...aboveNotice(feed) });
  const showing = (itemId: string) => world.stateWhere((state) => state.showing.kind === 'item' && state.showing.itemId === itemId);
  const first = showing('notice');
  hand(release, []);
  await first;
  const withValues = showing('waits');
  hand(null, [waitsTable([5])]);
  await withValues;
  const without = showing('notice');
  hand(null, [waitsTable([5], 901)]);
  await without;
  const blanks = world.server.states.filter((state) => state.showing.kind === 'nothing' && state.releaseNumber > 0);
  expect([blanks, errors]).toEqual([[], []]);
});

it('draws whatever a source says as text: markup, addresses and scripts do nothing', async () => {
  const { page, errors } = await world.open({ width: 1280, height: 720 });
  const hostile = ['<img src=x onerror=alert(1)>', 'javascript:alert(1)', '"><script>document.title="x"</script>', '${1+1}{{1+1}}'];
  const table = waitsTable(hostile.map(() => 1));
  await show(page, frames(['en']), [{ ...table, rows: table.rows.map((cells, index) => [hostile[index] ?? '', ...cells.slice(1)]) }]);
  expect((await rowsOnGlass(page)).map(([gate]) => gate)).toEqual(hostile);
  expect(await page.$$eval('.is-shown :is(img, script, a, iframe)', (found) => found.length)).toBe(0);
  expect([await page.title(), errors]).toEqual([expect.not.stringContaining('x') as string, []]);
});

it('fits its box in every language, turns pages by whole rows where there are many, and keeps the headings on each', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  const found: string[] = [];
  for (const language of feedLanguages) {
    await show(page, frames([language]), [waitsTable(Array.from({ length: 40 }, (_, index) => index * 7))]);
    found.push(
      ...(await page.$$eval(
        '.is-shown.feed',
        ([root], name) => {
          const box = root?.querySelector('.fit');
          const rows = [...(root?.querySelectorAll<HTMLElement>('.row.value-row') ?? [])].filter((row) => row.checkVisibility());
          if (root === undefined || box === null || box === undefined) return [`${name}: nothing is shown`];
          const outer = box.getBoundingClientRect();
          const cells = [...rows, ...root.querySelectorAll('.value-head')].flatMap((row) => [...row.children]);
          const out = cells.filter((cell) => {
            const inner = cell.getBoundingClientRect();
            return inner.bottom > outer.bottom + 1.5 || inner.right > outer.right + 1.5 || inner.left < outer.left - 1.5;
          });
          const heading = root.querySelector<HTMLElement>('.value-head');
          return [
            ...(out.length > 0 ? [`${name}: ${out.length} cells reach out of their box`] : []),
            ...(rows.length < 1 || rows.length >= 40 ? [`${name}: ${rows.length} rows on a page`] : []),
            ...(rows.some((row) => [...row.children].some((cell) => cell.textContent === '')) ? [`${name}: a row is divided`] : []),
            ...(heading?.checkVisibility() === true ? [] : [`${name}: no headings`]),
            ...(/^\d+\/\d+$/.test(root.querySelector('.page-mark')?.textContent ?? '') ? [] : [`${name}: no page is named`]),
          ];
        },
        language,
      )),
    );
  }
  expect(found).toEqual([]);
  expect(await page.$eval('.is-shown.feed .panel', (panel) => getComputedStyle(panel).direction)).toBe('ltr');
});
