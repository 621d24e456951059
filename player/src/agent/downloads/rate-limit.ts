import type { Clock } from '@gatecast/clock';

/** Waits until so many bytes may be taken. */
export type RateLimit = (bytes: number) => Promise<void>;

/** A rate that all who hold it share: each waits for those who asked before it. Nothing is saved up while nobody asks. */
export function rateLimit(clock: Clock, rate: () => number | null): RateLimit {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return (bytes) => {
    const bytesPerSecond = rate();
    if (bytesPerSecond === null) return Promise.resolve();
    const nowMs = clock.monotonicMs();
    const startMs = Math.max(nowMs, freeAtMs);
    freeAtMs = startMs + (bytes * 1_000) / bytesPerSecond;
    if (startMs <= nowMs) return Promise.resolve();
    return new Promise((resolve) => void clock.after(startMs - nowMs, resolve));
  };
}
