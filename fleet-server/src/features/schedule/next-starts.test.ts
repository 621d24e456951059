import type { When } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { nextStarts } from './next-starts.ts';

function recurring(start: string, rule: string, more: Partial<Extract<When, { kind: 'recurring' }>> = {}) {
  const end = `${start.slice(0, 10)}T23:00`;
  return { kind: 'recurring' as const, start, end, rules: [rule], excludedStarts: [], addedStarts: [], ...more };
}

test('every second Tuesday, without the one that is left out and with one that is added', () => {
  const when = recurring('2026-12-01T08:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', {
    excludedStarts: ['2026-12-15T08:00'],
    addedStarts: ['2026-12-17T08:00'],
  });
  expect(nextStarts(when, '2026-11-26T17:00')).toEqual([
    '2026-12-01T08:00',
    '2026-12-17T08:00',
    '2026-12-29T08:00',
    '2027-01-12T08:00',
    '2027-01-26T08:00',
  ]);
});

test('what began before the asked time is over, occurrences that overlap are each told, and COUNT ends them', () => {
  const when = recurring('2026-12-01T08:00:30', 'FREQ=HOURLY;COUNT=4');
  expect(nextStarts(when, '2026-12-01T09:00')).toEqual(['2026-12-01T09:00:30', '2026-12-01T10:00:30', '2026-12-01T11:00:30']);
  expect(nextStarts(when, '2026-12-01T09:00:31')).toEqual(['2026-12-01T10:00:30', '2026-12-01T11:00:30']);
  expect(nextStarts(when, '2027-01-01T00:00')).toEqual([]);
});

test('the leap day is found however far it is', () => {
  const when = recurring('2028-02-29T08:00', 'FREQ=YEARLY');
  expect(nextStarts(when, '2026-01-01T00:00').slice(0, 3)).toEqual(['2028-02-29T08:00', '2032-02-29T08:00', '2036-02-29T08:00']);
});
