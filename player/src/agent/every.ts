import { createHash } from 'node:crypto';
import type { Clock } from '@gatecast/clock';

/** Does something again and again, `periodMs` after it was last begun; the result ends it. */
export function every(clock: Clock, periodMs: () => number, action: () => void): () => void {
  let cancel = (): void => undefined;
  function turn(): void {
    cancel = clock.after(periodMs(), () => {
      turn();
      action();
    });
  }
  turn();
  return () => cancel();
}

/** A share of 1 that is the same for a key whenever it is asked, and spread evenly over keys. */
export function shareOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32;
}
