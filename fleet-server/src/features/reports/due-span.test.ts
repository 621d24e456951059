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
  expect(textOf(nextDueMs({ every: 'week', atHour: 6 }, at('2026-07-29T13:46:00+07:00'), hanoi))).toBe(
    textOf(at('2026-08-03T06:00:00+07:00')),
  );
  expect(textOf(nextDueMs({ every: 'week', atHour: 6 }, at('2026-08-03T05:59:00+07:00'), hanoi))).toBe(
    textOf(at('2026-08-03T06:00:00+07:00')),
  );
  expect(textOf(nextDueMs({ every: 'week', atHour: 6 }, at('2026-08-03T06:00:00+07:00'), hanoi))).toBe(
    textOf(at('2026-08-10T06:00:00+07:00')),
  );
  const { fromMs, untilMs } = spanDueAt('week', at('2026-08-03T06:00:00+07:00'), hanoi);
  expect([fromMs, untilMs].map(textOf)).toEqual([at('2026-07-27T00:00:00+07:00'), at('2026-08-03T00:00:00+07:00')].map(textOf));
});

test('a monthly report goes out on the first at six, of the month before, over the end of a year too', () => {
  expect(textOf(nextDueMs({ every: 'month', atHour: 6 }, at('2026-12-15T00:00:00+07:00'), hanoi))).toBe(
    textOf(at('2027-01-01T06:00:00+07:00')),
  );
  const { fromMs, untilMs } = spanDueAt('month', at('2027-01-01T06:00:00+07:00'), hanoi);
  expect([fromMs, untilMs].map(textOf)).toEqual([at('2026-12-01T00:00:00+07:00'), at('2027-01-01T00:00:00+07:00')].map(textOf));
});

test('a daily report goes out at its hour of each day, of the day before; where that hour does not exist, when the clock goes on', () => {
  const next = (atHour: number, after: string) => textOf(nextDueMs({ every: 'day', atHour }, at(after), hanoi));
  expect(next(22, '2026-07-29T21:59:00+07:00')).toBe(textOf(at('2026-07-29T22:00:00+07:00')));
  expect(next(22, '2026-07-29T22:00:00+07:00')).toBe(textOf(at('2026-07-30T22:00:00+07:00')));
  expect(next(0, '2026-12-31T12:00:00+07:00')).toBe(textOf(at('2027-01-01T00:00:00+07:00')));
  const { fromMs, untilMs } = spanDueAt('day', at('2027-01-01T00:00:00+07:00'), hanoi);
  expect([fromMs, untilMs].map(textOf)).toEqual([at('2026-12-31T00:00:00+07:00'), at('2027-01-01T00:00:00+07:00')].map(textOf));
  const berlin = zoneOf('Europe/Berlin', at('2026-01-01T00:00Z'), at('2026-12-31T00:00Z')) ?? hanoi;
  expect(textOf(nextDueMs({ every: 'day', atHour: 2 }, at('2026-03-29T00:30:00Z'), berlin))).toBe(textOf(at('2026-03-29T01:00:00Z')));
});
