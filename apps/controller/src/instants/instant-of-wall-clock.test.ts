import { describe, expect, it } from 'vitest';
import { instantOfWallClock, wallClockOf } from './instant-of-wall-clock.ts';

describe('wall-clock times of a site', () => {
  it('are seven hours ahead of UTC in Hanoi, all year', () => {
    expect(instantOfWallClock('2026-07-29T13:46', 'Asia/Ho_Chi_Minh')).toBe(Date.UTC(2026, 6, 29, 6, 46));
    expect(wallClockOf(Date.UTC(2026, 0, 1, 17, 30), 'Asia/Ho_Chi_Minh')).toBe('2026-01-02T00:30');
  });

  it('are the earlier instant where an hour comes twice', () => {
    expect(instantOfWallClock('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it('are the first instant that exists after a gap', () => {
    const at = instantOfWallClock('2026-03-29T02:30', 'Europe/Berlin');
    expect(wallClockOf(at ?? 0, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('are null where the text is no time', () => {
    expect(instantOfWallClock('tomorrow', 'Asia/Ho_Chi_Minh')).toBe(null);
  });
});
