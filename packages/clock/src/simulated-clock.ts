import type { Clock } from './clock.ts';

/** A clock that a test turns by hand. Timers run in order of their instant when it is turned past them. */
export type SimulatedClock = Clock & {
  readonly advance: (byMs: number) => void;
  /** Sets the wall clock, as an administrator or NTP would; the monotonic clock and timers do not move. */
  readonly setWallClock: (nowMs: number) => void;
};

export function simulatedClock(startMs: number): SimulatedClock {
  let monotonic = 0;
  let wallOffset = startMs;
  let count = 0;
  const timers = new Map<number, { readonly dueMs: number; readonly action: () => void }>();
  return {
    nowMs: () => wallOffset + monotonic,
    monotonicMs: () => monotonic,
    after(delayMs, action) {
      const id = ++count;
      timers.set(id, { dueMs: monotonic + Math.max(delayMs, 0), action });
      return () => void timers.delete(id);
    },
    advance(byMs) {
      const endMs = monotonic + byMs;
      for (;;) {
        const next = [...timers].filter(([, timer]) => timer.dueMs <= endMs).sort(([a, x], [b, y]) => x.dueMs - y.dueMs || a - b)[0];
        if (next === undefined) break;
        const [id, timer] = next;
        timers.delete(id);
        monotonic = Math.max(monotonic, timer.dueMs);
        timer.action();
      }
      monotonic = endMs;
    },
    setWallClock(nowMs) {
      wallOffset = nowMs - monotonic;
    },
  };
}
