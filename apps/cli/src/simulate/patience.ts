import type { Clock } from '@gatecast/clock';

/** Deadlines of many simulated players. */
export type Patience = {
  /** Calls when so much time has passed in which this process could look; gives the cancelling of it. */
  readonly after: (ms: number, call: () => void) => () => void;
  readonly close: () => void;
};

const tickMs = 250;
/** What one tick takes away at most. */
const mostOfTickMs = 2 * tickMs;

/**
 * A process that plays ten thousand players has one thread where a fleet has ten thousand: what it was too busy to read did not come late. So a
 * deadline counts only time in which this process looked, and all share one timer.
 */
export function createPatience(clock: Pick<Clock, 'after' | 'monotonicMs'>): Patience {
  const waiting = new Set<{ leftMs: number; readonly call: () => void }>();
  let lastMs = clock.monotonicMs();
  function tick(): void {
    const nowMs = clock.monotonicMs();
    const passedMs = Math.min(nowMs - lastMs, mostOfTickMs);
    lastMs = nowMs;
    for (const one of waiting) {
      one.leftMs -= passedMs;
      if (one.leftMs > 0) continue;
      waiting.delete(one);
      one.call();
    }
    cancel = clock.after(tickMs, tick);
  }
  let cancel = clock.after(tickMs, tick);
  return {
    after(ms, call) {
      const one = { leftMs: ms, call };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    close: () => cancel(),
  };
}
