import { buildTree } from '@gatecast/releases';
import { expect, test } from 'vitest';
import { zoneWindow, type CompileInput, type ScreenInput } from './compile-input.ts';
import { compileReleases as compileWith, type CompileOutput } from './compile-releases.ts';
import { builtInLayouts, overlayLayouts } from '../schedule/built-in-layouts.ts';

const compileReleases = (input: CompileInput) => compileWith(input, () => 0);
const document = 'd'.repeat(64);
const screen = (id: string, more: Partial<ScreenInput> = {}): ScreenInput => ({
  id,
  siteId: 'site',
  areaIds: [],
  kind: 'display',
  widthPx: 1_920,
  heightPx: 1_080,
  ...more,
});
const entry = (id: string, more: Partial<CompileInput['entries'][number]> = {}): CompileInput['entries'][number] => ({
  id,
  name: id,
  tier: 'fallback',
  targets: JSON.stringify([{ kind: 'site', siteId: '0190a000-0000-7000-8000-00000000000a' }]),
  playlistId: '0190a000-0000-7000-8000-0000000000a1',
  layoutId: null,
  tickerPlaylistId: null,
  when: JSON.stringify({ kind: 'always' }),
  daypartIds: '[]',
  mode: 'replace',
  turnMs: null,
  shareBp: null,
  isAlone: 0,
  transition: null,
  calendarIds: '[]',
  exceptCalendarIds: '[]',
  revision: 1,
  publishedRevision: null,
  changedAtMs: 0,
  ...more,
});
const siteId = '0190a000-0000-7000-8000-00000000000a';
const itemId = '0190a000-0000-7000-8000-0000000000b1';
const playlistId = '0190a000-0000-7000-8000-0000000000a1';

function input(more: Partial<CompileInput> = {}): CompileInput {
  return {
    ...zoneWindow(Date.UTC(2026, 6, 29)),
    sites: [
      {
        id: siteId,
        names: { vi: 'Nội Bài' },
        timeZone: 'Asia/Ho_Chi_Minh',
        languages: ['vi'],
        dayStart: '04:00',
        liveHosts: [],
        exitPin: null,
      },
    ],
    screens: [screen('a', { siteId }), screen('b', { siteId })],
    items: [
      { id: itemId, kind: 'notice', title: 'Chào', category: 'c', supplier: 's', validFromMs: null, validUntilMs: null, missing: 'skip' },
    ],
    variants: [
      {
        itemId,
        language: 'vi',
        durationMs: 6_000,
        validFromMs: null,
        validUntilMs: null,
        document,
        sizeBytes: 100,
        media: null,
        pages: null,
        zones: null,
        files: null,
        textMeasure: null,
      },
    ],
    playlists: [{ id: playlistId, name: 'loop', slots: JSON.stringify([{ kind: 'item', itemId, weight: 1 }]), changedAtMs: 0 }],
    layouts: [...builtInLayouts, ...overlayLayouts].map((layout) => structuredClone(layout)) as never,
    dayparts: [],
    calendars: [],
    entries: [entry('e1')],
    search: null,
    lay: null,
    instead: null,
    stored: new Map(),
    standingTrees: [],
    ...more,
  };
}

const parsedObjects = (output: CompileOutput) =>
  output.objects.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>);

test('the same input gives the same bytes, and screens that show the same share one tree', () => {
  const output = compileReleases(input());
  expect(compileReleases(input())).toEqual(output);
  expect(output.screens.map((one) => one.kind === 'compiled' && one.tree)).toEqual(Array(2).fill(output.trees[0]?.tree));
  // root node, screen, playlist, entries, item, and the variant's document; the portal's empty tree is no part of it
  expect(output.trees).toMatchObject([{ objectCount: 6, mediaBytes: 0 }]);
});

test('the zone is given for whole years, so that the screen part stays the same object until New Year', () => {
  const spring = compileReleases(input(zoneWindow(Date.UTC(2026, 0, 1))));
  const winter = compileReleases(input(zoneWindow(Date.UTC(2026, 11, 31))));
  expect(winter.trees).toEqual(spring.trees);
});

test('where a screen says from where it is read, its part says so, and texts that then turn pages are told, each once', () => {
  const viewing = { distanceMm: 8_000, glassWidthMm: 1_210 };
  const variants = input().variants.map((variant) => ({
    ...variant,
    textMeasure: JSON.stringify({ titleEm: 12, bodyEm: 260, rowEms: [14, 20, 18] }),
  }));
  const output = compileReleases(input({ screens: [screen('a', { siteId }), screen('b', { siteId, viewing })], variants }));
  const screenParts = parsedObjects(output).filter(({ kind }) => kind === 'screen') as { screen: { viewing?: unknown } }[];
  expect(screenParts.map((part) => part.screen.viewing)).toEqual([undefined, viewing]);
  expect(output.trees.map(({ warnings }) => warnings)).toEqual([
    [],
    [
      {
        path: `items[${itemId}].variants[vi]`,
        code: 'text-turns-pages',
        message: 'in region main it takes about 3 pages of 2 s at the smallest size that can be read there',
      },
    ],
  ]);
});

test('a ticker playlist makes the layout its own, with an id that every publication derives alike', () => {
  const layoutId = builtInLayouts[1]?.id ?? '';
  const line = {
    id: '0190a000-0000-7000-8000-0000000000a2',
    name: 'line',
    slots: JSON.stringify([{ kind: 'item', itemId, weight: 1 }]),
    changedAtMs: 0,
  };
  const entries = [entry('e1', { layoutId, tickerPlaylistId: line.id }), entry('e2', { layoutId, tickerPlaylistId: playlistId })];
  const output = compileReleases(input({ entries, playlists: [...input().playlists, line] }));
  const layouts = parsedObjects(output).filter(({ kind }) => kind === 'layout') as unknown as {
    layout: { id: string; regions: { content: unknown }[] };
  }[];
  expect(layouts.map(({ layout }) => layout.regions[1]?.content)).toEqual(
    expect.arrayContaining([
      { kind: 'ticker', playlistId: line.id },
      { kind: 'ticker', playlistId },
    ]),
  );
  expect(new Set(layouts.map(({ layout }) => layout.id)).size).toBe(2);
  for (const { layout } of layouts) expect(layout.id).toMatch(/^layout-[0-9a-f]{32}$/);
});

test('a group of many entries is split, and every entry is there once', () => {
  const entries = Array.from({ length: 250 }, (_, index) => entry(`e${index}`));
  const output = compileReleases(input({ entries }));
  const parts = parsedObjects(output).filter(({ kind }) => kind === 'entries') as unknown as { entries: { id: string }[] }[];
  expect(parts.map((part) => part.entries.length)).toEqual([100, 100, 50]);
  expect(new Set(parts.flatMap((part) => part.entries.map(({ id }) => id))).size).toBe(250);
});

test('an item without an approved variant takes no slot, and a plan without any other is refused by its entry', () => {
  const output = compileReleases(input({ variants: [] }));
  expect(output.screens).toMatchObject([
    { kind: 'refused', faults: [{ path: 'entries', code: 'no-unconditional-fallback' }] },
    { kind: 'refused' },
  ]);
  expect(output.portal).toEqual({ tree: buildTree(new Map()).tree, objectCount: 1, languages: ['vi'] });
});

test('a zone that this host does not know refuses the screen instead of guessing', () => {
  const sites = [
    { id: siteId, names: { vi: 'x' }, timeZone: 'Mars/Olympus', languages: ['vi'], dayStart: '04:00', liveHosts: [], exitPin: null },
  ];
  expect(compileReleases(input({ sites })).screens[0]).toMatchObject({ kind: 'refused', faults: [{ path: 'screen.zone' }] });
});

const daypartId = '0190a000-0000-7000-8000-0000000000d1' as never;
const calendarId = '0190a000-0000-7000-8000-0000000000c1' as never;
const night = { id: daypartId, name: 'Night', spans: [{ days: ['FR' as const], from: '22:00', to: '02:00' }], exceptions: [], revision: 1 };
const tet = { id: calendarId, name: 'Tết', dates: ['2027-02-06'], revision: 1, changedAtMs: 0 };

test('what needs no more than semantics 1 has the bytes that it had before there was another', () => {
  const layoutId = builtInLayouts[1]?.id ?? null;
  const ticker = entry('e2', { tier: 'regular', layoutId, tickerPlaylistId: playlistId, daypartIds: JSON.stringify([daypartId]) });
  const output = compileReleases(input({ entries: [entry('e1'), ticker], dayparts: [night], calendars: [tet] }));
  expect(output.trees).toEqual([
    {
      tree: '572323a7a6bef43b0c58a08082b6358a81cb0793f071815a23d235a237f02c32',
      objectCount: 8,
      objectBytes: 3_001,
      mediaBytes: 0,
      semantics: 1,
      warnings: [],
      found: null,
    },
  ]);
});

test('a plan carries the calendars that its entries and their dayparts name, and no others, and says semantics 2', () => {
  const other = { ...tet, id: '0190a000-0000-7000-8000-0000000000c2' as never, name: 'Other' };
  const unused = { ...tet, id: '0190a000-0000-7000-8000-0000000000c3' as never, name: 'Unused' };
  const exceptions = [{ on: { kind: 'calendar' as const, calendarId: other.id }, spans: [] }];
  const entries = [
    entry('e1'),
    entry('e2', { tier: 'regular', daypartIds: JSON.stringify([daypartId]), calendarIds: JSON.stringify([calendarId]) }),
  ];
  const output = compileReleases(input({ entries, dayparts: [{ ...night, exceptions }], calendars: [tet, other, unused] }));
  const parts = parsedObjects(output) as unknown as { kind: string; calendar: { name: string }; daypart: unknown }[];
  expect(output.trees.map(({ semantics }) => semantics)).toEqual([2]);
  expect(parts.flatMap(({ kind, calendar }) => (kind === 'calendar' ? [calendar.name] : [])).sort()).toEqual(['Other', 'Tết']);
  expect(parts.find(({ kind }) => kind === 'daypart')?.daypart).toEqual({ id: daypartId, name: 'Night', spans: night.spans, exceptions });
});

test('an interrupt, an overlay and turns stand in the plan as they were entered, and nothing that was not', () => {
  const entries = [
    entry('e1'),
    entry('e2', { tier: 'regular', turnMs: 30_000 }),
    entry('e3', { tier: 'regular', mode: 'interrupt', shareBp: 1_000, isAlone: 1 }),
    entry('e4', { tier: 'regular', mode: 'overlay', layoutId: overlayLayouts[0]?.id ?? null }),
  ];
  const output = compileReleases(input({ entries }));
  const part = parsedObjects(output).find(({ kind }) => kind === 'entries') as unknown as { entries: Record<string, unknown>[] };
  const plain = { specificity: 0, playlistId, when: { kind: 'always' }, daypartIds: [] };
  expect(part.entries).toEqual([
    { ...plain, id: 'e1', name: 'e1', tier: 'fallback', mode: 'replace', layoutId: null },
    { ...plain, id: 'e2', name: 'e2', tier: 'regular', mode: 'replace', layoutId: null, turnMs: 30_000 },
    { ...plain, id: 'e3', name: 'e3', tier: 'regular', mode: 'interrupt', layoutId: null, shareBp: 1_000, isAlone: true },
    { ...plain, id: 'e4', name: 'e4', tier: 'regular', mode: 'overlay', layoutId: overlayLayouts[0]?.id },
  ]);
});

test('conflicts are looked for in the trees that are asked about, and screens that share a tree share the search', () => {
  const fromMs = Date.UTC(2026, 6, 29);
  const untilMs = fromMs + 86_400_000;
  const search = { fromMs, untilMs, longestMs: 1_000, skippedTrees: [] };
  const entries = [entry('e1'), entry('e2', { tier: 'regular' }), entry('e3', { tier: 'regular' })];
  const [tree] = compileReleases(input({ entries, search })).trees;
  const tie = { kind: 'tie', fromMs, untilMs, tier: 'regular', specificity: 0, winnerId: 'e2', entryIds: ['e2', 'e3'] };
  expect(tree?.found).toEqual({ conflicts: [{ ...tie, decidedBy: 'smaller-id' }], conflictCount: 1, checkedUntilMs: untilMs });
  const skipping = { ...search, skippedTrees: [tree?.tree ?? ''] };
  expect(compileReleases(input({ entries, search: skipping })).trees[0]?.found).toBeNull();
});
