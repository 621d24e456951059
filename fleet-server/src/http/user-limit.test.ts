import { expect, test } from 'vitest';
import { createUserLimit } from './user-limit.ts';

test('each person has so many requests a minute, and the next minute they have them again', () => {
  let nowMs = 5_000;
  const limit = createUserLimit({ monotonicMs: () => nowMs }, 2);
  expect([limit.take('linh'), limit.take('linh'), limit.take('minh')]).toEqual([0, 0, 0]);
  nowMs += 20_000;
  expect([limit.take('linh'), limit.take('minh')]).toEqual([40_000, 0]);
  nowMs += 40_000;
  expect(limit.take('linh')).toBe(0);
});
