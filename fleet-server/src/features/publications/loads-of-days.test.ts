import type { EntrySpan } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { loadsOfDays } from './loads-of-days.ts';

const span = (entryId: string, fromMs: number, untilMs: number, why?: string): EntrySpan =>
  ({
    ...{ entryId, startMs: fromMs, fromMs, untilMs },
    parts: [
      { fromMs, untilMs, standing: why === undefined ? { kind: 'speaking' } : { kind: 'hidden', winnerId: 'x', why: { kind: why } } },
    ],
  }) as EntrySpan;

test('a day is as full as something else than a fallback is on, what lies over midnight counts on both days, and nothing twice', () => {
  const spans = [span('base', 0, 300), span('a', 10, 30), span('b', 20, 40), span('night', 90, 110), span('c', 250, 260, 'later-id')];
  expect(loadsOfDays(spans, [0, 100, 200, 300], new Set(['base']))).toEqual([
    { fromMs: 0, plannedMs: 40, entryCount: 3, hasTie: false },
    { fromMs: 100, plannedMs: 10, entryCount: 1, hasTie: false },
    { fromMs: 200, plannedMs: 10, entryCount: 1, hasTie: true },
  ]);
});
