import type { Daypart, Entry, Plan, When, Zone } from '../../src/plan.ts';
import { startsOfRule } from './recurrence.ts';
import { covers, dayMs, dayOf, hourMs, intervalOf, startOf, wall, weekdayOf } from './wall.ts';
import type { Interval } from './wall.ts';

// When an entry is on: in an occurrence, and in a span of its dayparts, and on a date of its calendars.

/** `day`: number of the date that the span starts on. */
type Dated = Interval & { readonly day: number; readonly wallLengthMs: number };
export type StartedBy = 'occurrence' | 'daypart' | 'calendar';
export type OnState =
  | { readonly kind: 'on'; readonly startMs: number; readonly startedBy: StartedBy }
  | { readonly kind: 'outside-span' | 'outside-daypart' | 'outside-calendar' };

/** All spans of an entry that touch a stretch, layer by layer: it is on where every layer has a span. */
export type Layers = {
  readonly occurrences: readonly Interval[];
  readonly dayparts: readonly Interval[] | null;
  readonly allowed: readonly { readonly by: StartedBy; readonly spans: readonly Interval[] }[];
};

export function layersOf(plan: Plan, entry: Entry, fromMs: number, untilMs: number): Layers {
  const { zone } = plan.screen;
  const occurrences = occurrencesOf(entry.when, zone, untilMs).filter((one) => one.endMs > fromMs && one.startMs < untilMs);
  const named = plan.dayparts.filter((daypart) => entry.daypartIds.includes(daypart.id));
  const dayparts = named.length === 0 ? null : daypartSpansOf(plan, named, fromMs, untilMs);
  const isAllowed = allowedDates(plan, entry);
  const plain = [
    { by: 'occurrence' as const, spans: occurrences },
    ...(dayparts === null ? [] : [{ by: 'daypart' as const, spans: dayparts }]),
  ];
  if (isAllowed === null) return { occurrences, dayparts, allowed: plain };
  const allowedOccurrences = occurrences.filter((one) => isAllowed(one.day));
  const allowedDayparts = dayparts?.filter((one) => isAllowed(one.day));
  const allowed =
    allowedDayparts !== undefined
      ? [plain[0] ?? { by: 'occurrence' as const, spans: [] }, { by: 'daypart' as const, spans: allowedDayparts }]
      : isShort(entry.when)
        ? [{ by: 'occurrence' as const, spans: allowedOccurrences }]
        : [...plain, { by: 'calendar' as const, spans: datesAsSpans(zone, isAllowed, fromMs, untilMs) }];
  return { occurrences, dayparts, allowed };
}

export function onAt(layers: Layers, atMs: number): OnState {
  const isIn = (spans: readonly Interval[]): boolean => spans.some((span) => covers(span, atMs));
  if (!isIn(layers.occurrences)) return { kind: 'outside-span' };
  if (layers.dayparts !== null && !isIn(layers.dayparts)) return { kind: 'outside-daypart' };
  if (!layers.allowed.every(({ spans }) => isIn(spans))) return { kind: 'outside-calendar' };
  const starts = layers.allowed.flatMap(({ by, spans }) =>
    spans.filter((span) => covers(span, atMs)).map(({ startMs }) => ({ by, startMs })),
  );
  const startMs = Math.max(...starts.map((start) => start.startMs));
  return { kind: 'on', startMs, startedBy: starts.find((start) => start.startMs === startMs)?.by ?? 'occurrence' };
}

/** The instants at which the entry's state or start may change. */
export function edgesOf(layers: Layers): readonly number[] {
  const all = [layers.occurrences, layers.dayparts ?? [], ...layers.allowed.map(({ spans }) => spans)].flat();
  return all.flatMap(({ startMs, endMs }) => [startMs, endMs]);
}

function isShort(when: When): boolean {
  return when.kind !== 'always' && when.end !== null && wall(when.end) - wall(when.start) <= dayMs;
}

function allowedDates(plan: Plan, entry: Entry): ((day: number) => boolean) | null {
  const only = entry.calendarIds ?? [];
  const except = entry.exceptCalendarIds ?? [];
  if (only.length === 0 && except.length === 0) return null;
  const datesOf = (ids: readonly string[]): ReadonlySet<number> =>
    new Set((plan.calendars ?? []).filter((calendar) => ids.includes(calendar.id)).flatMap((calendar) => calendar.dates.map(dayOf)));
  const [onlyDates, exceptDates] = [datesOf(only), datesOf(except)];
  return (day) => (only.length === 0 || onlyDates.has(day)) && !exceptDates.has(day);
}

function occurrencesOf(when: When, zone: Zone, untilMs: number): readonly Dated[] {
  if (when.kind === 'always') return [{ startMs: -Infinity, endMs: Infinity, day: NaN, wallLengthMs: Infinity }];
  const firstMs = wall(when.start);
  if (when.kind === 'once' && when.end === null) {
    return [{ startMs: startOf(zone, firstMs), endMs: Infinity, day: Math.floor(firstMs / dayMs), wallLengthMs: Infinity }];
  }
  const wallLengthMs = wall(when.end ?? when.start) - firstMs;
  const starts = new Set([firstMs]);
  if (when.kind === 'recurring') {
    for (const added of when.addedStarts) starts.add(wall(added));
    for (const rule of when.rules) for (const start of startsOfRule(rule, firstMs, zone, untilMs + 2 * dayMs)) starts.add(start);
    for (const excluded of when.excludedStarts) starts.delete(wall(excluded));
  }
  return [...starts].map((startMs) => ({
    ...intervalOf(zone, startMs, startMs + wallLengthMs),
    day: Math.floor(startMs / dayMs),
    wallLengthMs,
  }));
}

function daypartSpansOf(plan: Plan, dayparts: readonly Daypart[], fromMs: number, untilMs: number): readonly Dated[] {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const found: Dated[] = [];
  for (let n = Math.floor(fromMs / dayMs) - 4; n <= Math.floor(untilMs / dayMs) + 4; n += 1) {
    for (const { from, to } of dayparts.flatMap((daypart) => spansOnDay(plan, daypart, n))) {
      const wallLengthMs = (minutes(to) - minutes(from) + (minutes(to) <= minutes(from) ? 1_440 : 0)) * 60_000;
      const startMs = n * dayMs + minutes(from) * 60_000;
      found.push({ ...intervalOf(plan.screen.zone, startMs, startMs + wallLengthMs), day: n, wallLengthMs });
    }
  }
  return found;
}

function spansOnDay(plan: Plan, daypart: Daypart, n: number): readonly { readonly from: string; readonly to: string }[] {
  const exceptions = daypart.exceptions ?? [];
  const isOf = (calendarId: string): boolean =>
    (plan.calendars ?? []).some((calendar) => calendar.id === calendarId && calendar.dates.some((date) => dayOf(date) === n));
  const exception =
    exceptions.find(({ on }) => on.kind === 'date' && dayOf(on.date) === n) ??
    exceptions.find(({ on }) => on.kind === 'calendar' && isOf(on.calendarId));
  return exception?.spans ?? daypart.spans.filter((span) => span.days.includes(weekdayOf(n)));
}

function datesAsSpans(zone: Zone, isAllowed: (day: number) => boolean, fromMs: number, untilMs: number): readonly Interval[] {
  const spans: Interval[] = [];
  for (let n = Math.floor(fromMs / dayMs) - 4; n <= Math.floor((untilMs + hourMs) / dayMs) + 4; n += 1) {
    if (isAllowed(n)) spans.push(intervalOf(zone, n * dayMs, (n + 1) * dayMs));
  }
  return spans;
}
