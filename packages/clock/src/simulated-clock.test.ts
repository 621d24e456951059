import { expect, test } from 'vitest';
import { simulatedClock } from './simulated-clock.ts';

test('timers run in the order of their instants, each at its own', () => {
  const clock = simulatedClock(1_000);
  const seen: [string, number][] = [];
  clock.after(50, () => seen.push(['late', clock.nowMs()]));
  clock.after(10, () => {
    seen.push(['early', clock.nowMs()]);
    clock.after(10, () => seen.push(['from within', clock.nowMs()]));
  });
  clock.advance(100);
  expect(seen).toEqual([
    ['early', 1_010],
    ['from within', 1_020],
    ['late', 1_050],
  ]);
});

test('a cancelled timer does not run', () => {
  const clock = simulatedClock(0);
  let ran = false;
  const cancel = clock.after(10, () => (ran = true));
  cancel();
  clock.advance(20);
  expect(ran).toBe(false);
});

test('setting the wall clock moves neither the monotonic clock nor timers', () => {
  const clock = simulatedClock(1_000);
  const seen: number[] = [];
  clock.after(100, () => seen.push(clock.monotonicMs()));
  clock.setWallClock(500_000);
  expect([clock.nowMs(), clock.monotonicMs()]).toEqual([500_000, 0]);
  clock.advance(100);
  expect(seen).toEqual([100]);
  expect(clock.nowMs()).toBe(500_100);
});
