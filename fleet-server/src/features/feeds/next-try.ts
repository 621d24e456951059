const longestWaitMs = 30 * 60_000;

/**
 * Milliseconds until a source is fetched again: its own period, doubled by each failure up to half an hour, and spread by a tenth either way,
 * so that sources that began together do not stay together. `dice` is from 0 to 1.
 */
export function nextTryInMs(everyS: number, failures: number, dice: number): number {
  const periodMs = everyS * 1_000;
  const waitMs = Math.max(periodMs, Math.min(periodMs * 2 ** Math.min(failures, 16), longestWaitMs));
  return Math.round(waitMs * (0.9 + 0.2 * dice));
}
