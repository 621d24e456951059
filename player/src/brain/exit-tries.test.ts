import { expect, test } from 'vitest';
import { exitTried, exitTries, exitWaitMs } from './exit-tries.ts';

test('three tries are free, then each wrong one doubles the pause, to an hour at most', () => {
  let tries = exitTries(0, 0);
  const waits = Array.from({ length: 12 }, () => {
    tries = exitTried(tries, 1_000);
    return exitWaitMs(tries, 1_000) / 1_000;
  });
  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600]);
});

test('the pause runs out by time and is not shortened by a restart', () => {
  const tries = exitTried(exitTries(2, 0), 10_000);
  expect([exitWaitMs(tries, 10_000), exitWaitMs(tries, 25_000), exitWaitMs(tries, 40_000)]).toEqual([30_000, 15_000, 0]);
  // another agent, whose clock begins anew
  expect(exitWaitMs(exitTries(tries.failures, 5_000), 5_000)).toBe(30_000);
});
