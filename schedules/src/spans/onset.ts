import { daysAsSeries, onAllowedDays } from './allowed-days.ts';
import type { AllowedDays } from './allowed-days.ts';
import { dayMs } from '../time/civil.ts';
import type { Entry, Zone } from '../plan.ts';
import { nextSpan, seriesOfWhen, spansTouching } from './series.ts';
import type { Series } from './series.ts';

/**
 * Where an entry is on: the intersection of its occurrences, its dayparts and its calendars as sets of instants; null restricts nothing.
 * What the calendars let through stands in `occurrences`, `dayparts` and `days`; what there would be without them, in `whole`.
 */
export type Onset = {
  readonly zone: Zone;
  readonly occurrences: readonly Series[] | null;
  readonly dayparts: readonly Series[] | null;
  /** The calendars' days by themselves, for entries that have no daypart and no occurrence of a day or less to carry them. */
  readonly days: readonly Series[] | null;
  readonly whole: { readonly occurrences: readonly Series[] | null; readonly dayparts: readonly Series[] | null };
};

/** What entries name: the spans of each daypart by its id, and the days that their calendars leave. */
export type Named = {
  readonly dayparts: ReadonlyMap<string, readonly Series[]>;
  readonly allowedDays: (entry: Entry) => AllowedDays | null;
};

/** The onset of an entry of a checked plan. */
export function onsetOf(entry: Entry, zone: Zone, named: Named): Onset {
  const occurrences = seriesOfWhen(entry.when, zone);
  const own = entry.daypartIds.toSorted().flatMap((id) => named.dayparts.get(id) ?? []);
  const dayparts = entry.daypartIds.length === 0 ? null : own;
  const whole = { occurrences, dayparts };
  const allowed = named.allowedDays(entry);
  if (allowed === null) return { zone, occurrences, dayparts, days: null, whole };
  const filtered = (series: readonly Series[]): readonly Series[] => series.map((one) => onAllowedDays(one, allowed));
  if (dayparts !== null) return { zone, occurrences, dayparts: filtered(dayparts), days: null, whole };
  const isWithinDay = occurrences?.every((series) => series.lengthMs <= dayMs) ?? false;
  if (occurrences !== null && isWithinDay) return { zone, occurrences: filtered(occurrences), dayparts, days: null, whole };
  return { zone, occurrences, dayparts, days: [daysAsSeries(allowed)], whole };
}

/** Whether nothing restricts it. */
export function isAlwaysOn(onset: Onset): boolean {
  return onset.occurrences === null && onset.dayparts === null && onset.days === null;
}

/** The first instant in [fromMs, untilMs) at which it is on; null if there is none. */
export function firstOn({ occurrences, dayparts, days, zone }: Onset, fromMs: number, untilMs: number): number | null {
  const sets = [occurrences, dayparts, days].filter((series) => series !== null);
  return firstMeeting(sets, 0, zone, fromMs, untilMs);
}

/** When an onset that is off just before an instant is on next, before a limit; null if it is not. */
export function nextOn(onset: Onset, fromMs: number, untilMs: number): number | null {
  const { occurrences, dayparts, days, zone } = onset;
  // with one set alone a span that covers the instant begins there
  if (occurrences !== null && dayparts === null && days === null) return nextSpan(occurrences, zone, fromMs - 1, untilMs)?.fromMs ?? null;
  return firstOn(onset, fromMs, untilMs);
}

/** The first instant in [fromMs, untilMs) at which all sets from `index` on are on: within a span of the first of them, by start, what the others leave of it. */
function firstMeeting(sets: readonly (readonly Series[])[], index: number, zone: Zone, fromMs: number, untilMs: number): number | null {
  if (fromMs >= untilMs) return null;
  const set = sets[index];
  if (set === undefined) return fromMs;
  for (const span of spansTouching(set, zone, fromMs, fromMs + 1)) {
    const foundMs = firstMeeting(sets, index + 1, zone, fromMs, Math.min(span.untilMs, untilMs));
    if (foundMs !== null) return foundMs;
  }
  let span = nextSpan(set, zone, fromMs, untilMs);
  while (span !== null) {
    const foundMs = firstMeeting(sets, index + 1, zone, span.fromMs, Math.min(span.untilMs, untilMs));
    if (foundMs !== null) return foundMs;
    span = nextSpan(set, zone, span.fromMs, untilMs);
  }
  return null;
}
