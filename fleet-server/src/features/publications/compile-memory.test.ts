import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneWindow, type CompileInput } from './compile-input.ts';
import { createCompileMemory } from './compile-memory.ts';
import { compileReleases, type CompileOutput } from './compile-releases.ts';

const id = (kind: number, number: number) => `0190a000-0000-7000-8000-${String(kind * 1_000 + number).padStart(12, '0')}`;
const siteId = id(1, 0);
const screenCount = 6;

/** Each screen has a loop and an entry of its own; item `n` is in the loops of screens `n` and `n + 1`. `titles` are the items' names. */
function fleet(titles: readonly string[], more: Partial<CompileInput> = {}): CompileInput {
  const numbers = Array.from({ length: screenCount }, (_, n) => n);
  return {
    ...zoneWindow(Date.UTC(2026, 5, 1)),
    sites: [
      {
        id: siteId,
        names: { vi: 'Cửa' },
        timeZone: 'Asia/Ho_Chi_Minh',
        languages: ['vi'],
        dayStart: '04:00',
        liveHosts: [],
        exitPin: null,
      },
    ],
    screens: numbers.map((n) => ({ id: id(2, n), siteId, areaIds: [], kind: 'display', widthPx: 1_920, heightPx: 1_080 })),
    items: numbers.map((n) => ({
      ...{ id: id(3, n), kind: 'notice', title: titles[n] ?? '', category: 'c', supplier: 's' },
      ...{ validFromMs: null, validUntilMs: null, missing: 'skip' },
    })),
    variants: numbers.map((n) => ({
      ...{ itemId: id(3, n), language: 'vi', durationMs: 6_000, validFromMs: null, validUntilMs: null },
      ...{ document: String(n).padStart(64, '0'), sizeBytes: 100, media: null, pages: null, zones: null, files: null, textMeasure: null },
    })),
    playlists: numbers.map((n) => ({
      ...{ id: id(4, n), name: `loop ${n}`, changedAtMs: 0, revision: 1, searched: '' },
      slots: JSON.stringify([n, (n + screenCount - 1) % screenCount].map((item) => ({ kind: 'item', itemId: id(3, item), weight: 1 }))),
    })),
    layouts: [],
    dayparts: [],
    calendars: [],
    entries: numbers.map((n) => entryRow(n)),
    search: null,
    lay: null,
    instead: null,
    stored: new Map(),
    standingTrees: [],
    ...more,
  };
}

function entryRow(n: number): CompileInput['entries'][number] {
  return {
    ...{
      id: id(5, n),
      name: `entry ${n}`,
      tier: 'fallback',
      mode: 'replace',
      playlistId: id(4, n),
      tickerPlaylistId: null,
      layoutId: null,
    },
    ...{ targets: JSON.stringify([{ kind: 'screen', screenId: id(2, n) }]), when: JSON.stringify({ kind: 'always' }) },
    ...{ daypartIds: '[]', calendarIds: '[]', exceptCalendarIds: '[]', turnMs: null, shareBp: null, isAlone: 0, transition: null },
    ...{ revision: 1, publishedRevision: null, changedAtMs: 0 },
  } as unknown as CompileInput['entries'][number];
}

function counting() {
  const memory = createCompileMemory();
  let compiled = 0;
  return {
    memory: {
      ...memory,
      keepPlan(...told: Parameters<typeof memory.keepPlan>) {
        compiled += 1;
        memory.keepPlan(...told);
      },
    },
    /** Since it was asked last. */
    compiled: () => {
      const count = compiled;
      compiled = 0;
      return count;
    },
  };
}
const treesOf = ({ screens }: CompileOutput) => screens.map((one) => (one.kind === 'compiled' ? one.tree : one.kind));
const names = Array.from({ length: screenCount }, (_, n) => `Notice ${n}`);

test('what did not change is not compiled again, and one item changes the plans that hold it', () => {
  const { memory, compiled } = counting();
  const first = compileReleases(fleet(names), () => 0, memory);
  expect(compiled()).toBe(screenCount);
  compileReleases(fleet(names), () => 0, memory);
  expect(compiled()).toBe(0);
  const standingTrees = treesOf(first);
  const changed = compileReleases(fleet(names.with(2, 'Another'), { standingTrees }), () => 0, memory);
  expect([compiled(), treesOf(changed).map((tree, n) => tree !== standingTrees[n])]).toEqual([2, [false, false, true, true, false, false]]);
  // of screens that have their tree already no object is handed over: two roots, the item, and the portal's
  expect(changed.objects.length).toBe(fresh(changed, standingTrees));
});

/** A compilation without memory hands over everything; what only the standing trees are made of is left out. */
function fresh(changed: CompileOutput, standingTrees: readonly string[]): number {
  const whole = compileReleases(fleet(names.with(2, 'Another')), () => 0);
  const before = new Set(compileReleases(fleet(names), () => 0).objects.map(({ name }) => name));
  const ofChanged = whole.objects.filter(({ name }) => changed.objects.some((one) => one.name === name));
  expect(whole.objects.filter(({ name }) => !before.has(name)).every(({ name }) => ofChanged.some((one) => one.name === name))).toBe(true);
  expect(ofChanged.every(({ name }) => !standingTrees.includes(name))).toBe(true);
  return ofChanged.length;
}

test('with a memory of whatever was compiled before, the answer is the same as without', () => {
  const edits = fc.array(fc.tuple(fc.nat(screenCount - 1), fc.constantFrom('A', 'B', '')), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(edits, (all) => {
      const memory = createCompileMemory();
      let titles = names;
      for (const [n, title] of all) {
        titles = titles.with(n, title);
        const input = fleet(titles);
        const { objects, ...answer } = compileReleases(input, () => 0, memory);
        const { objects: wanted, ...alone } = compileReleases(input, () => 0);
        expect(answer).toEqual(alone);
        const sorted = (list: CompileOutput['objects']) => list.map(({ name }) => name).toSorted();
        expect(sorted(objects)).toEqual(sorted(wanted));
      }
    }),
    { numRuns: 40 },
  );
});
