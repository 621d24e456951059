import { zoneOf } from '@gatecast/zones';
import { expect, test } from 'vitest';
import { nextDueMs, spanDueAt } from './due-span.ts';

const at = (text: string) => Date.parse(text);
const hanoi = zoneOf('Asia/Ho_Chi_Minh', at('2026-01-01T00:00Z'), at('2027-12-31T00:00Z')) ?? {
  name: 'UTC',
  initialOffsetMs: 0,
  transitions: [],
};
const textOf = (atMs: number) => new Date(atMs).toISOString();

test('a weekly report goes out on Monday at six of its zone, of the week before', () => {
  expect(textOf(nextDueMs('week', at('2026-07-29T13:46:00+07:00'), hanoi))).toBe(textOf(at('2026-08-03T06:00:00+07:00')));
  expect(textOf(nextDueMs('week', at('2026-08-03T05:59:00+07:00'), hanoi))).toBe(textOf(at('2026-08-03T06:00:00+07:00')));
  expect(textOf(nextDueMs('week', at('2026-08-03T06:00:00+07:00'), hanoi))).toBe(textOf(at('2026-08-10T06:00:00+07:00')));
  const { fromMs, untilMs } = spanDueAt('week', at('2026-08-03T06:00:00+07:00'), hanoi);
  expect([fromMs, untilMs].map(textOf)).toEqual([at('2026-07-27T00:00:00+07:00'), at('2026-08-03T00:00:00+07:00')].map(textOf));
});

test('a monthly report goes out on the first at six, of the month before, over the end of a year too', () => {
  expect(textOf(nextDueMs('month', at('2026-12-15T00:00:00+07:00'), hanoi))).toBe(textOf(at('2027-01-01T06:00:00+07:00')));
  const { fromMs, untilMs } = spanDueAt('month', at('2027-01-01T06:00:00+07:00'), hanoi);
  expect([fromMs, untilMs].map(textOf)).toEqual([at('2026-12-01T00:00:00+07:00'), at('2027-01-01T00:00:00+07:00')].map(textOf));
});
