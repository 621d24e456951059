import { describe, expect, it } from 'vitest';
import { follow, serverTime, startClock } from './stage-clock.ts';

const start = startClock({ wallMs: 1_000_000, monotonicMs: 0, offsetMs: 500 });

describe('the clock of the stage', () => {
  it('is Date.now() plus the offset, carried by the monotonic clock', () => {
    expect([0, 250, 10_000].map((monotonicMs) => serverTime(start, monotonicMs))).toEqual([1_000_500, 1_000_750, 1_010_500]);
  });

  it('makes a change of offset up gradually, and neither stands still nor turns back', () => {
    const slewed = follow(start, { wallMs: 1_000_000, monotonicMs: 0, offsetMs: -1_500 });
    const times = Array.from({ length: 12 }, (_, second) => serverTime(slewed, second * 1_000));
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(steps).toEqual([800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 1_000]);
    expect(times.at(-1)).toBe(1_000_000 - 1_500 + 11_000);
  });

  it('takes a large change at once when the agent vouches for it', () => {
    const stepped = follow(start, { wallMs: 1_000_000, monotonicMs: 0, offsetMs: 7_200_000 });
    expect(serverTime(stepped, 1_000)).toBe(8_201_000);
  });
});
