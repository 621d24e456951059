import type { Zone } from '../plan.ts';
import { dayStartAfter, dayStartAt } from './zone.ts';

/** The days of a site, which start at its own hour. */
export type SiteDays = {
  /** The latest start of a day at or before an instant. */
  readonly startAt: (instantMs: number) => number;
  /** The first start of a day after an instant. */
  readonly startAfter: (instantMs: number) => number;
};

/** The days of a site in a zone that start `dayStartMs` after midnight. Neighbouring instants are answered from memory. */
export function createSiteDays(zone: Zone, dayStartMs: number): SiteDays {
  let day = { fromMs: 0, untilMs: 0 };
  function dayOf(instantMs: number): typeof day {
    if (instantMs < day.fromMs || instantMs >= day.untilMs) {
      day = { fromMs: dayStartAt(zone, dayStartMs, instantMs), untilMs: dayStartAfter(zone, dayStartMs, instantMs) };
    }
    return day;
  }
  return { startAt: (instantMs) => dayOf(instantMs).fromMs, startAfter: (instantMs) => dayOf(instantMs).untilMs };
}
