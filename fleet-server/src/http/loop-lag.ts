const tickMs = 250;

/** How late this process is with what it wants to do. */
export type LoopLag = {
  /** Milliseconds by which the present or the last tick came late. */
  readonly lateMs: () => number;
  readonly close: () => void;
};

/** Looks at the lateness of a timer of its own, by this process's own time: no simulated clock says how busy it is. */
export function watchLoopLag(monotonicMs: () => number = () => performance.now()): LoopLag {
  let dueMs = monotonicMs() + tickMs;
  let lastLateMs = 0;
  const timer = setInterval(() => {
    const nowMs = monotonicMs();
    lastLateMs = Math.max(0, nowMs - dueMs);
    dueMs = nowMs + tickMs;
  }, tickMs);
  timer.unref();
  return {
    // one that is still due may be later than the last one was
    lateMs: () => Math.max(lastLateMs, monotonicMs() - dueMs),
    close: () => clearInterval(timer),
  };
}
