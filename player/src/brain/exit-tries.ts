// How often somebody may try to leave the kiosk. Pure: time comes in, on a clock that only goes forward within one life of the agent.

export type ExitTries = {
  /** In a row, since the last right one; kept over restarts. */
  readonly failures: number;
  /** The last failure, or the start of this agent where an earlier one heard it. */
  readonly sinceMs: number;
};

const freeTries = 3;
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;

/** Goes on where the last agent stopped: the pause begins anew, so that a restart shortens none. */
export function exitTries(failures: number, nowMs: number): ExitTries {
  return { failures, sinceMs: nowMs };
}

/** How long to wait before the next try counts; 0: now. Three are free, then half a minute, doubling to an hour. */
export function exitWaitMs(tries: ExitTries, nowMs: number): number {
  if (tries.failures < freeTries) return 0;
  const pauseMs = Math.min(firstPauseMs * 2 ** (tries.failures - freeTries), longestPauseMs);
  return Math.max(0, tries.sinceMs + pauseMs - nowMs);
}

/** A try that begins counts as failed until it is known to be right, and is on disk as such: no power cut makes it free. */
export function exitTried(tries: ExitTries, nowMs: number): ExitTries {
  return { failures: Math.min(tries.failures + 1, 1_000), sinceMs: nowMs };
}
