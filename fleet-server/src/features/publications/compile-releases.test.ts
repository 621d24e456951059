import { buildTree } from '@gatecast/releases';
import { expect, test } from 'vitest';
import { zoneWindow, type CompileInput, type ScreenInput } from './compile-input.ts';
import { compileReleases, type CompileOutput } from './compile-releases.ts';
import { builtInLayouts } from '../schedule/built-in-layouts.ts';

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
    sites: [{ id: siteId, names: { vi: 'Nội Bài' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'], dayStart: '04:00' }],
    screens: [screen('a', { siteId }), screen('b', { siteId })],
    items: [
      { id: itemId, kind: 'notice', title: 'Chào', category: 'c', supplier: 's', validFromMs: null, validUntilMs: null, missing: 'skip' },
    ],
    variants: [{ itemId, language: 'vi', durationMs: 6_000, validFromMs: null, validUntilMs: null, document, sizeBytes: 100, media: null }],
    playlists: [{ id: playlistId, name: 'loop', slots: JSON.stringify([{ kind: 'item', itemId, weight: 1 }]), changedAtMs: 0 }],
    layouts: builtInLayouts.map((layout) => structuredClone(layout)) as never,
    dayparts: [],
    entries: [entry('e1')],
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
  const sites = [{ id: siteId, names: { vi: 'x' }, timeZone: 'Mars/Olympus', languages: ['vi'], dayStart: '04:00' }];
  expect(compileReleases(input({ sites })).screens[0]).toMatchObject({ kind: 'refused', faults: [{ path: 'screen.zone' }] });
});
