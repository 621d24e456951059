import { expect, test } from 'vitest';
import { axisTicksOf, divisorOf, summaryOf } from './figure-scale.ts';

test('bytes are told in the greatest unit that the highest fills', () => {
  const gibibyte = 1_024 ** 3;
  expect([0, 1_023, 1_024, 5 * gibibyte, 2_000 * gibibyte, 2 ** 62].map((highest) => divisorOf('freeBytes', highest))).toEqual([
    ...[1, 1, 1_024],
    ...[gibibyte, 1_024 * gibibyte, 1_024 * gibibyte],
  ]);
});

test('the marks of an axis are even, and every band, its limit and zero lie between them', () => {
  const marks = (band: readonly [number, number] | null, limit: number | null, isWhole = false) =>
    axisTicksOf([{ band }], limit, { isWhole });
  expect(marks([40, 60], 85)).toEqual([0, 50, 100]);
  expect(marks([60, 74.1], null)).toEqual([0, 20, 40, 60, 80]);
  expect(marks([-40, -20], null)).toEqual([-40, -30, -20, -10, 0]);
  expect(marks([-3, 12], 1_000)).toEqual([-500, 0, 500, 1_000]);
  expect(marks([0.1, 0.35], null)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  expect(marks([0, 1], null, true)).toEqual([0, 1]);
  expect(marks(null, null)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test('a summary knows of no gaps, and of a figure that was never told nothing', () => {
  expect(summaryOf([null, { low: 3, mean: 4, high: 9 }, null, { low: 5, mean: 6, high: 7 }, null])).toEqual({ low: 3, high: 9, last: 6 });
  expect(summaryOf([null, null])).toBe(null);
});
