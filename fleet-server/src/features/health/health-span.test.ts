import { zoneOf } from '@gatecast/zones';
import { expect, test } from 'vitest';
import { daysOf, healthSpan, hourMs, minuteMs } from './health-span.ts';

const nowMs = Date.UTC(2026, 6, 29, 6, 46, 30);
const dayMs = 24 * hourMs;
const zoneNamed = (name: string) => zoneOf(name, nowMs - 900 * dayMs, nowMs + dayMs) ?? { name, initialOffsetMs: 0, transitions: [] };
const hanoi = zoneNamed('Asia/Ho_Chi_Minh');
const spanOf = (lengthMs: number, agoMs = 0) => healthSpan({ fromMs: nowMs - agoMs - lengthMs, untilMs: nowMs - agoMs }, nowMs, hanoi);

test('a day is told by quarters of an hour, an hour by minutes, a week by hours, a season by days of the site', () => {
  const lengths = [hourMs, dayMs, 7 * dayMs, 90 * dayMs].map((length) => {
    const { buckets } = spanOf(length);
    return [buckets.length, ((buckets[1]?.untilMs ?? 0) - (buckets[1]?.fromMs ?? 0)) / minuteMs];
  });
  expect(lengths).toEqual([
    [61, 1],
    [97, 15],
    [169, 60],
    [91, 1_440],
  ]);
  expect(new Date(spanOf(90 * dayMs).fromMs).toISOString()).toBe('2026-04-29T17:00:00.000Z');
});

test('days, hours and minutes follow upon each other without a gap, and none is counted in two of them', () => {
  for (const span of [
    spanOf(dayMs),
    spanOf(7 * dayMs),
    spanOf(90 * dayMs),
    spanOf(30 * dayMs, 20 * dayMs),
    spanOf(2 * dayMs, 40 * dayMs),
  ]) {
    const ranges = [...span.days, span.hours, span.minutes].filter(({ fromMs, untilMs }) => untilMs > fromMs);
    expect([ranges[0]?.fromMs, ranges.at(-1)?.untilMs]).toEqual([span.fromMs, span.untilMs]);
    for (const [index, { fromMs }] of ranges.entries()) if (index > 0) expect(fromMs).toBe(ranges[index - 1]?.untilMs);
    expect(span.buckets.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0)).toBe(span.untilMs - span.fromMs);
  }
});

test('a day has 23 or 25 hours where the clocks change, and begins with a whole hour where the offset has none', () => {
  const lengths = (name: string, month: number, day: number) =>
    daysOf(zoneNamed(name), { fromMs: Date.UTC(2026, month, day), untilMs: Date.UTC(2026, month, day + 2) }).map(
      ({ day: date, fromMs, untilMs }) => `${date} ${(untilMs - fromMs) / hourMs}`,
    );
  expect(lengths('Europe/Berlin', 2, 28)).toEqual(['2026-03-28 24', '2026-03-29 23', '2026-03-30 24']);
  expect(lengths('Asia/Kolkata', 6, 1)).toEqual(['2026-07-01 24', '2026-07-02 24', '2026-07-03 24']);
});
