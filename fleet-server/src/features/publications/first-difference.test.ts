import { compile, type Plan } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { firstDifference, type SeenPlan } from './first-difference.ts';

const hour = 3_600_000;
const item = (id: string): Plan['items'][number] => ({
  id,
  kind: 'notice',
  validity: { fromMs: null, untilMs: null },
  missing: 'skip',
  variants: [{ language: 'vi', durationMs: 10_000, validity: { fromMs: null, untilMs: null } }],
});
const loop = (id: string, ...itemIds: string[]): Plan['playlists'][number] => ({
  id,
  name: id,
  slots: itemIds.map((itemId) => ({ kind: 'item', itemId, weight: 1 })),
});
const entry = (id: string, playlistId: string, more: Partial<Plan['entries'][number]> = {}): Plan['entries'][number] => ({
  ...{
    id,
    name: id,
    tier: 'fallback',
    specificity: 0,
    mode: 'replace',
    playlistId,
    layoutId: null,
    when: { kind: 'always' },
    daypartIds: [],
  },
  ...more,
});
const evening = { kind: 'once' as const, start: '1970-01-01T20:00:00', end: '1970-01-01T22:00:00' };

function seen(more: Partial<Plan> = {}, contents: Readonly<Record<string, string>> = {}): SeenPlan {
  const zone = { name: 'UTC', initialOffsetMs: 0, transitions: [] };
  const plan: Plan = {
    version: 1,
    semantics: 1,
    screen: { widthPx: 1_920, heightPx: 1_080, languages: ['vi'], zone, dayStart: '04:00' },
    dayparts: [],
    layouts: [],
    playlists: [loop('base', 'a'), loop('later', 'b')],
    items: [item('a'), item('b'), item('c')],
    entries: [entry('all', 'base'), entry('evening', 'later', { tier: 'regular', when: evening })],
    ...more,
  };
  const compiled = compile(plan);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  return { plan, timeline: compiled.timeline, contentOf: (id) => contents[id] ?? id };
}
const span = { fromMs: 12 * hour, untilMs: 48 * hour, isOver: () => false };
const found = (before: SeenPlan, after: SeenPlan, ...touched: string[]) => firstDifference(before, after, new Set(touched), span);

test('what differs now is told at once, and what differs in the evening in the evening', () => {
  expect(found(seen(), seen({}, { a: 'A' }), 'a').fromMs).toBe(12 * hour);
  expect(found(seen(), seen({}, { b: 'B' }), 'b').fromMs).toBe(20 * hour);
  expect(found(seen(), seen({ playlists: [loop('base', 'a'), loop('later', 'b', 'c')] }), 'later', 'c').fromMs).toBe(20 * hour + 10_000);
});

test('what nobody will see makes no difference, and a name is no picture', () => {
  expect(found(seen(), seen({}, { c: 'C' }), 'c')).toEqual({ fromMs: null, lookedUntilMs: 48 * hour });
  expect(
    found(
      seen(),
      seen({ entries: [entry('all', 'base', { name: 'Other' }), entry('evening', 'later', { tier: 'regular', when: evening })] }),
      'all',
    ).fromMs,
  ).toBe(null);
});

test('an entry that goes shows when it would have begun', () => {
  expect(found(seen(), seen({ entries: [entry('all', 'base')] }), 'evening').fromMs).toBe(20 * hour);
});

test('the search says how far it came where its time is over', () => {
  const before = seen();
  const after = seen({ entries: [entry('all', 'base', { name: 'Other' })] });
  let asked = 0;
  const ended = firstDifference(before, after, new Set(['all']), { ...span, isOver: () => ++asked > 1 });
  expect(ended.fromMs).toBeNull();
  expect(ended.lookedUntilMs).toBeLessThan(20 * hour);
});
