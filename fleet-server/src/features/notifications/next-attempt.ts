const firstWaitMs = 10_000;
const longestWaitMs = 15 * 60_000;
/** A message that could not be brought in a day is news no more. */
export const givesUpAfterMs = 24 * 3_600_000;

/** When a message is tried again that has failed so often; null: it is given up. */
export function nextAttemptMs(attempts: number, queuedAtMs: number, nowMs: number): number | null {
  const nextMs = nowMs + Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs);
  return nextMs - queuedAtMs > givesUpAfterMs ? null : nextMs;
}
