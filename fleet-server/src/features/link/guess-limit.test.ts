import { simulatedClock } from '@gatecast/clock';
import { expect, test } from 'vitest';
import { createGuessLimit } from './guess-limit.ts';

test('after twenty wrong guesses an address waits for the rest of the minute, and others do not', () => {
  const clock = simulatedClock(0);
  const limit = createGuessLimit(clock);
  for (let n = 0; n < 20; n++) {
    expect(limit.waitMs('10.0.0.1')).toBe(0);
    limit.wrong('10.0.0.1');
  }
  clock.advance(10_000);
  expect([limit.waitMs('10.0.0.1'), limit.waitMs('10.0.0.2')]).toEqual([50_000, 0]);
  clock.advance(50_000);
  expect(limit.waitMs('10.0.0.1')).toBe(0);
});
