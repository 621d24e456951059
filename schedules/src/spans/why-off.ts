import { countUpTo } from '../count-in-order.ts';
import type { Entry } from '../plan.ts';
import { nextOn } from './onset.ts';
import type { Onset } from './onset.ts';
import { emptiedNear } from './series.ts';
import type { Tile } from './tiles.ts';
import { dayMs } from '../time/civil.ts';
import { horizonMs } from '../time/horizon.ts';
import { hasChangeIn } from '../time/zone.ts';

/** Why an entry is not on at an instant. */
export type OffReason =
  | {
      readonly kind: 'outside-span';
      readonly nextStartMs: number | null;
      /** There where an occurrence within a day of the instant does not occur: the change of clocks that left it empty. */
      readonly emptiedAtMs?: number;
    }
  | {
      readonly kind: 'outside-daypart';
      readonly daypartIds: readonly string[];
      /** The same of a daypart's span. */
      readonly emptiedAtMs?: number;
    }
  /** Its date is none of `calendarIds`, or one of `exceptCalendarIds`. */
  | { readonly kind: 'outside-calendar'; readonly calendarIds: readonly string[]; readonly exceptCalendarIds: readonly string[] };

/** Half-open: why an entry is off in it. */
type OffStretch = { readonly fromMs: number; readonly untilMs: number; readonly why: OffReason };

const maxKept = 2_000;

/**
 * Makes the function that says why an entry, or any other that is on at the same times, is off at an instant; null where it is on. What has been found
 * holds for its whole stretch and is kept, up to a bound.
 */
export function createWhyOff(entry: Entry, onset: Onset, tileAt: (atMs: number) => Tile): (atMs: number) => OffReason | null {
  const kept: OffStretch[] = [];
  const fromsMs: number[] = [];

  function whyAt(atMs: number): OffReason | null {
    const index = countUpTo(fromsMs, atMs);
    const known = kept[index - 1];
    if (known !== undefined && atMs < known.untilMs) return known.why;
    const tile = tileAt(atMs);
    if (tile.state === 'on') return null;
    const found = offStretch(entry, onset, tile);
    if (kept.length >= maxKept) {
      kept.length = 0;
      fromsMs.length = 0;
    }
    const place = countUpTo(fromsMs, found.fromMs);
    kept.splice(place, 0, found);
    fromsMs.splice(place, 0, found.fromMs);
    return found.why;
  }

  return (atMs) => {
    const why = whyAt(atMs);
    // Near a change of clocks a reason also tells what the change left empty; that depends on the instant.
    if (why === null || why.kind === 'outside-calendar' || !hasChangeIn(onset.zone, atMs - dayMs, atMs + dayMs)) return why;
    const { occurrences, dayparts } = onset.whole;
    const emptiedAtMs = emptiedNear((why.kind === 'outside-span' ? occurrences : dayparts) ?? [], onset.zone, atMs);
    return emptiedAtMs === null ? why : { ...why, emptiedAtMs };
  };
}

function offStretch(entry: Entry, onset: Onset, { state, fromMs, untilMs }: Tile): OffStretch {
  switch (state) {
    case 'outside-calendar': {
      const { calendarIds = [], exceptCalendarIds = [] } = entry;
      const why = { kind: state, calendarIds: calendarIds.toSorted(), exceptCalendarIds: exceptCalendarIds.toSorted() };
      return { fromMs, untilMs, why };
    }
    case 'outside-daypart':
      return { fromMs, untilMs, why: { kind: state, daypartIds: entry.daypartIds.toSorted() } };
    case 'outside-span':
    case 'on': {
      const nextStartMs = nextOn(onset, untilMs, untilMs + horizonMs);
      // with dayparts or calendars another reason may come before it is on
      const isOffUntilThen = onset.dayparts === null && onset.days === null && onset.occurrences === onset.whole.occurrences;
      return {
        fromMs,
        untilMs: isOffUntilThen && nextStartMs !== null ? nextStartMs : untilMs,
        why: { kind: 'outside-span', nextStartMs },
      };
    }
  }
}
