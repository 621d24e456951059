import type { Conflict } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { overbookedFaults } from './overbooked-faults.ts';

const hourMs = 3_600_000;
function over(fromHour: number, entryIds: readonly string[], shareBp: number): Conflict {
  return { kind: 'shares-over-whole', fromMs: fromHour * hourMs, untilMs: (fromHour + 1) * hourMs, entryIds, shareBp };
}
const tie: Conflict = {
  ...{ kind: 'tie', fromMs: 0, untilMs: 1, tier: 'regular', specificity: 0, winnerId: 'x', entryIds: ['x', 'y'], decidedBy: 'smaller-id' },
};
const found = (conflicts: readonly Conflict[], conflictCount = conflicts.length) => ({ conflicts, conflictCount, checkedUntilMs: 9 });

test('interrupts that are promised too much every day are told once, with their first time and how often', () => {
  const faults = overbookedFaults(
    found([over(0, ['a', 'b'], 11_000), tie, over(24, ['a', 'b'], 11_000), over(30, ['a', 'b', 'c'], 12_000)]),
  );
  expect(faults).toEqual([
    {
      path: 'entries',
      code: 'shares-over-whole',
      message: 'interrupts a, b are promised 110 % together from 1970-01-01T00:00:00.000Z until 1970-01-01T01:00:00.000Z, the first of 2',
      overbooked: { entryIds: ['a', 'b'], shareBp: 11_000, fromMs: 0, untilMs: hourMs, times: 2, isAtLeast: false },
    },
    {
      path: 'entries',
      code: 'shares-over-whole',
      message: 'interrupts a, b, c are promised 120 % together from 1970-01-02T06:00:00.000Z until 1970-01-02T07:00:00.000Z',
      overbooked: { entryIds: ['a', 'b', 'c'], shareBp: 12_000, fromMs: 30 * hourMs, untilMs: 31 * hourMs, times: 1, isAtLeast: false },
    },
  ]);
});

test('where the search told only the first conflicts, the count is a least one', () => {
  const [fault] = overbookedFaults(found([over(0, ['a', 'b'], 11_000)], 300));
  expect([fault?.overbooked?.isAtLeast, fault?.message.endsWith(', the first of at least 1')]).toEqual([true, true]);
});

test('ties, and conflicts that were not looked for, are no fault of shares', () => {
  expect([overbookedFaults(null), overbookedFaults(found([tie]))]).toEqual([[], []]);
});
