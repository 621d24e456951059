import { performance } from 'node:perf_hooks';
import type { Clock } from './clock.ts';

/** The machine's own clock. A timer alone does not keep the process alive when `isBackground` is set. */
export function systemClock(options: { readonly isBackground?: boolean } = {}): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, action) {
      // setTimeout counts in 32 bits; a longer wait is made of shorter ones by the caller asking again
      const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), 2_147_483_647));
      if (options.isBackground) timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
