import type { Clock } from '@gatecast/clock';

const windowMs = 60_000;

/** Counts what each person or token asks for, from wherever. */
export type UserLimit = {
  /** Counts one request; how long to wait until the next minute begins, or 0 where it is within the limit. */
  readonly take: (who: string) => number;
};

/** Of this process: with several nodes each counts for itself. Remembers whoever asked within the minute and nobody else. */
export function createUserLimit(clock: Pick<Clock, 'monotonicMs'>, perMinute: number): UserLimit {
  const counts = new Map<string, number>();
  let startMs = clock.monotonicMs();
  return {
    take(who) {
      const nowMs = clock.monotonicMs();
      if (nowMs - startMs >= windowMs) {
        counts.clear();
        startMs = nowMs;
      }
      const count = (counts.get(who) ?? 0) + 1;
      counts.set(who, count);
      return count <= perMinute ? 0 : Math.ceil(startMs + windowMs - nowMs);
    },
  };
}
