import { expect, test } from 'vitest';
import { countReach } from './count-reach.ts';

const signed = (receivedAtMs: number | null, paintedAtMs: number | null, clearedAtMs: number | null = null) => ({
  receivedAtMs,
  paintedAtMs,
  clearedAtMs,
});
const reach = new Map([
  ['a', signed(1_040, 1_060, 9_000)],
  // painted without saying that it was received
  ['b', signed(null, 6_000)],
  ['c', signed(1_200, 6_001)],
  ['d', signed(1_100, null)],
  // it was moved elsewhere, and yet it has shown the alert
  ['gone', signed(1_100, 1_200)],
]);
const all = { told: 7, received: 5, painted: 4, notInTime: 4, cleared: 1, firstPaintedAtMs: 1_060, lastPaintedAtMs: 6_001 };

test('screens are counted by what they have signed, whom an alert addresses and who has it being told alike', () => {
  const addressed = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(countReach({ effectiveMs: 1_000 }, addressed, reach, (screenId) => screenId === 'e')).toEqual({ ...all, notConnected: 2 });
  expect(countReach({ effectiveMs: 1_000 }, addressed, reach, null)).toEqual({ ...all, notConnected: 0 });
});

test('of an alert that nobody has painted there is no first and no last', () => {
  const none = { received: 0, painted: 0, cleared: 0, notConnected: 0, firstPaintedAtMs: null, lastPaintedAtMs: null };
  expect(countReach({ effectiveMs: 1_000 }, ['a', 'b'], new Map(), null)).toEqual({ ...none, told: 2, notInTime: 2 });
  expect(countReach({ effectiveMs: 1_000 }, [], new Map(), null)).toEqual({ ...none, told: 0, notInTime: 0 });
});
