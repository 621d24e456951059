import type { Conflict } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { mostConflicts, searchConflicts } from './search-conflicts.ts';

const dayMs = 86_400_000;
const window = { fromMs: 0, untilMs: 366 * dayMs };
const tie = (fromMs: number, untilMs: number): Conflict => ({
  ...{ kind: 'tie', fromMs, untilMs, tier: 'regular', specificity: 0, winnerId: 'a', entryIds: ['a', 'b'], decidedBy: 'smaller-id' },
});
/** A timeline whose conflicts are known, clipped to what is asked as the engine clips. */
function timelineWith(all: readonly Conflict[]) {
  return {
    conflicts: (fromMs: number, untilMs: number) =>
      all
        .filter((one) => one.fromMs < untilMs && one.untilMs > fromMs)
        .map((one) => ({ ...one, fromMs: Math.max(one.fromMs, fromMs), untilMs: Math.min(one.untilMs, untilMs) })),
  };
}

test('a conflict that lasts for months is one, however the search was cut', () => {
  const conflicts = [tie(10 * dayMs, 200 * dayMs), tie(250 * dayMs, 251 * dayMs)];
  expect(searchConflicts(timelineWith(conflicts), window, () => false)).toEqual({
    conflicts,
    conflictCount: 2,
    checkedUntilMs: window.untilMs,
  });
});

test('two conflicts that touch and differ stay two', () => {
  const conflicts = [tie(0, 28 * dayMs), { ...tie(28 * dayMs, 29 * dayMs), winnerId: 'b' } as Conflict];
  expect(searchConflicts(timelineWith(conflicts), window, () => false).conflicts).toEqual(conflicts);
});

test('when the time is over the first weeks were looked at all the same, and the answer says until when', () => {
  const conflicts = [tie(dayMs, 2 * dayMs), tie(100 * dayMs, 101 * dayMs)];
  expect(searchConflicts(timelineWith(conflicts), window, () => true)).toEqual({
    conflicts: [tie(dayMs, 2 * dayMs)],
    conflictCount: 1,
    checkedUntilMs: 28 * dayMs,
  });
});

test('of a great many the first are told, and how many there are', () => {
  const conflicts = Array.from({ length: 300 }, (_, day) => tie(day * dayMs, day * dayMs + 1_000));
  const found = searchConflicts(timelineWith(conflicts), window, () => false);
  expect([found.conflicts, found.conflictCount]).toEqual([conflicts.slice(0, mostConflicts), 300]);
});
