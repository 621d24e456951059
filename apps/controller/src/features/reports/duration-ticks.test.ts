import { expect, test } from 'vitest';
import { durationTicks } from './duration-ticks.ts';

const hourMs = 3_600_000;

test('an axis of durations has few marks, at what people count time in, and reaches over the longest', () => {
  expect(durationTicks(129_000)).toEqual([0, 30_000, 60_000, 90_000, 120_000, 150_000]);
  expect(durationTicks(7.3 * hourMs)).toEqual([0, 2, 4, 6, 8].map((hours) => hours * hourMs));
  expect(durationTicks(90 * 24 * hourMs)).toEqual([0, 20, 40, 60, 80, 100].map((days) => days * 24 * hourMs));
  expect(durationTicks(0)).toEqual([0, 1_000]);
});
