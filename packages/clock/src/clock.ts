/** Where code that touches the world takes its time from. */
export type Clock = {
  /** UTC milliseconds; may jump when the machine's clock is set. */
  readonly nowMs: () => number;
  /** Milliseconds since some fixed instant; never jumps, never goes back. */
  readonly monotonicMs: () => number;
  /** Calls `action` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, action: () => void) => () => void;
};
