import { expect, test } from 'vitest';
import { nextTryInMs } from './next-try.ts';

test('a source is fetched at its own pace, spread by a tenth, and ever more rarely while it fails', () => {
  expect([0, 0.5, 1].map((dice) => nextTryInMs(60, 0, dice))).toEqual([54_000, 60_000, 66_000]);
  expect([1, 2, 3, 4, 5, 50].map((failures) => nextTryInMs(60, failures, 0.5) / 60_000)).toEqual([2, 4, 8, 16, 30, 30]);
});

test('a source of every day is not fetched more often because it fails', () => {
  expect([0, 1, 9].map((failures) => nextTryInMs(86_400, failures, 0.5))).toEqual([86_400_000, 86_400_000, 86_400_000]);
});
