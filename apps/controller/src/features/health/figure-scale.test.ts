import { expect, test } from 'vitest';
import { divisorOf, domainOf, summaryOf } from './figure-scale.ts';

test('bytes are told in the greatest unit that the highest fills', () => {
  const gibibyte = 1_024 ** 3;
  expect([0, 1_023, 1_024, 5 * gibibyte, 2_000 * gibibyte, 2 ** 62].map((highest) => divisorOf('freeBytes', highest))).toEqual([
    ...[1, 1, 1_024],
    ...[gibibyte, 1_024 * gibibyte, 1_024 * gibibyte],
  ]);
});

test('an axis holds every band, its limit and zero', () => {
  expect(domainOf([{ band: [40, 60] }, { band: null }], 85)).toEqual([0, 93.500_000_000_000_01]);
  expect(domainOf([{ band: [-40, -20] }], null)).toEqual([-44, 0]);
  expect(domainOf([], null)).toEqual([-1, 1]);
});

test('a summary knows of no gaps, and of a figure that was never told nothing', () => {
  expect(summaryOf([null, { low: 3, mean: 4, high: 9 }, null, { low: 5, mean: 6, high: 7 }, null])).toEqual({ low: 3, high: 9, last: 6 });
  expect(summaryOf([null, null])).toBe(null);
});
