// The question "who is on?" answered with a stock recurrence library: every rule is expanded from its first start, the occurrences are
// met with dayparts and calendars, and the highest of those that cover the instant wins. It knows neither loops nor languages.
// `node stock-recurrence.ts SAMPLE.json` with what the measuring program wrote; prints JSON lines.
import { readFileSync } from 'node:fs';
// its bundle is CommonJS in which Node sees no names
// oxlint-disable-next-line import/default
import rrule from 'rrule';
import { startWatch } from './stop-watch.ts';

type When =
  | { kind: 'always' }
  | { kind: 'once'; start: string; end: string }
  | { kind: 'recurring'; start: string; end: string; rules: string[]; excludedStarts: string[]; addedStarts: string[] };
type Hours = { from: string; to: string };
type Daypart = {
  id: string;
  spans: (Hours & { days: string[] })[];
  exceptions?: { on: { kind: 'date'; date: string } | { kind: 'calendar'; calendarId: string }; spans: Hours[] }[];
};
type Entry = {
  id: string;
  tier: string;
  specificity: number;
  when: When;
  daypartIds: string[];
  calendarIds?: string[];
  exceptCalendarIds?: string[];
};
type Sample = {
  plan: {
    screen: { zone: { initialOffsetMs: number; transitions: { atMs: number; offsetMs: number }[] } };
    calendars: { id: string; dates: string[] }[];
    dayparts: Daypart[];
    entries: Entry[];
  };
  instants: number[];
  winners: string[];
  dayFromMs: number;
  dayUntilMs: number;
  day: { fromMs: number; entryId: string }[];
};
/** On in [fromMs, untilMs); `startMs` decides ties. */
type Span = { fromMs: number; untilMs: number; startMs: number };
type Ready = { entry: Entry; spans: Span[]; latestEndMs: number[] };

// oxlint-disable-next-line import/no-named-as-default-member
const { RRule } = rrule;
const dayMs = 86_400_000;
const tiers = ['fallback', 'regular', 'campaign', 'priority'];
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const { plan, instants, winners, dayFromMs, dayUntilMs, day }: Sample = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { zone } = plan.screen;
const dayparts = new Map(plan.dayparts.map((daypart) => [daypart.id, daypart]));
const calendars = new Map(plan.calendars.map(({ id, dates }) => [id, new Set(dates)]));

// a day, from nothing
const stretchesMs: number[] = [];
let stretches: { fromMs: number; entryId: string }[] = [];
for (let round = 0; round < 3; round += 1) {
  const tookMs = startWatch();
  stretches = stretchesOf(readyIn(dayFromMs, dayUntilMs), dayFromMs, dayUntilMs);
  stretchesMs.push(tookMs());
}

// one instant, from nothing
const coldMs: number[] = [];
const coldWinners = instants.slice(0, 5).map((instantMs) => {
  const tookMs = startWatch();
  const winner = winnerAt(readyIn(instantMs, instantMs + 1), instantMs);
  coldMs.push(tookMs());
  return winner;
});

// a year prepared, then asked
const preparedMs = startWatch();
const year = readyIn(Math.min(...instants), Math.max(...instants) + 1);
const prepareYearMs = preparedMs();
const found = instants.map((instantMs) => winnerAt(year, instantMs));
const perSecond: number[] = [];
for (let round = 0; round < 5; round += 1) {
  const tookMs = startWatch();
  let asked = 0;
  for (; asked < 20_000; asked += 1) winnerAt(year, instants[asked % instants.length] ?? 0);
  perSecond.push((asked * 1_000) / tookMs());
}

process.stdout.write(
  `${JSON.stringify({
    event: 'answered',
    differing:
      found.filter((id, index) => id !== winners[index]).length +
      coldWinners.filter((id, index) => id !== winners[index]).length +
      Number(JSON.stringify(stretches) !== JSON.stringify(day)),
    firstDifference: found.flatMap((id, index) =>
      id === winners[index] ? [] : [{ atMs: instants[index], id, winner: winners[index] }],
    )[0],
    compared: found.length + coldWinners.length + 1,
    dayMs: median(stretchesMs),
    coldMs: median(coldMs),
    prepareYearMs,
    atYearPerSecond: median(perSecond),
  })}\n`,
);

/** By rank; entries that can be on in [fromMs, untilMs) with all their spans there. */
function readyIn(fromMs: number, untilMs: number): Ready[] {
  return plan.entries
    .toSorted((a, b) => tiers.indexOf(b.tier) - tiers.indexOf(a.tier) || b.specificity - a.specificity || (a.id < b.id ? -1 : 1))
    .map((entry) => {
      const spans = spansOf(entry, fromMs, untilMs).toSorted((a, b) => a.fromMs - b.fromMs);
      let latest = -Infinity;
      return { entry, spans, latestEndMs: spans.map((span) => (latest = Math.max(latest, span.untilMs))) };
    });
}

function winnerAt(ready: readonly Ready[], instantMs: number): string {
  let best: { entry: Entry; startMs: number } | null = null;
  for (const { entry, spans, latestEndMs } of ready) {
    if (best !== null && (best.entry.tier !== entry.tier || best.entry.specificity !== entry.specificity)) break;
    const startMs = startAt(spans, latestEndMs, instantMs);
    if (startMs !== null && (best === null || startMs > best.startMs)) best = { entry, startMs };
  }
  return best?.entry.id ?? '';
}

/** The latest start of the spans that cover an instant; null where none does. */
function startAt(spans: readonly Span[], latestEndMs: readonly number[], instantMs: number): number | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.fromMs ?? Infinity) <= instantMs) low = middle + 1;
    else high = middle;
  }
  let startMs: number | null = null;
  for (let index = low - 1; index >= 0 && (latestEndMs[index] ?? 0) > instantMs; index -= 1) {
    const span = spans[index];
    if (span !== undefined && span.untilMs > instantMs && (startMs === null || span.startMs > startMs)) startMs = span.startMs;
  }
  return startMs;
}

function stretchesOf(ready: readonly Ready[], fromMs: number, untilMs: number): { fromMs: number; entryId: string }[] {
  const edges = new Set([fromMs]);
  for (const { spans } of ready) {
    for (const span of spans) for (const edge of [span.fromMs, span.untilMs]) if (edge > fromMs && edge < untilMs) edges.add(edge);
  }
  const all = [...edges].sort((a, b) => a - b).map((edge) => ({ fromMs: edge, entryId: winnerAt(ready, edge) }));
  return all.filter(({ entryId }, index) => entryId !== all[index - 1]?.entryId);
}

function spansOf(entry: Entry, fromMs: number, untilMs: number): Span[] {
  const { when } = entry;
  const lengthMs = when.kind === 'always' ? Infinity : wallOf(when.end) - wallOf(when.start);
  const restricted = (entry.calendarIds ?? []).length + (entry.exceptCalendarIds ?? []).length > 0;
  const occurrences = occurrencesOf(when, lengthMs, fromMs, untilMs);
  if (entry.daypartIds.length > 0) {
    const spans = entry.daypartIds
      .flatMap((id) => daypartSpans(id, fromMs, untilMs))
      .filter(({ date }) => !restricted || isAllowed(entry, date));
    return occurrences.flatMap((one) => spans.flatMap((span) => meeting(one, span)));
  }
  if (!restricted) return occurrences;
  if (lengthMs <= dayMs) return occurrences.filter(({ date }) => isAllowed(entry, date));
  const days = datesIn(fromMs, untilMs).filter((date) => isAllowed(entry, date));
  return occurrences.flatMap((one) =>
    days.flatMap((date) => meeting(one, wallSpan(wallOf(`${date}T00:00`), wallOf(`${date}T00:00`) + dayMs))),
  );
}

function occurrencesOf(when: When, lengthMs: number, fromMs: number, untilMs: number): (Span & { date: string })[] {
  if (when.kind === 'always') return [{ fromMs: -Infinity, untilMs: Infinity, startMs: -Infinity, date: '' }];
  const starts = when.kind === 'once' ? [wallOf(when.start)] : startsOf(when, untilMs + dayMs);
  return starts
    .filter((start) => start + lengthMs > fromMs - dayMs && start < untilMs + dayMs)
    .map((start) => ({ ...wallSpan(start, start + lengthMs), date: dateOf(start) }));
}

/** Wall-clock starts before a limit. */
function startsOf(when: When & { kind: 'recurring' }, untilMs: number): number[] {
  const first = wallOf(when.start);
  const starts = new Set([first, ...when.addedStarts.map(wallOf)]);
  for (const rule of when.rules) {
    const options = RRule.parseString(rule);
    const yielded = new RRule({ ...options, dtstart: new Date(first) }).between(new Date(first), new Date(untilMs), true);
    // the first start is the first of COUNT, whether the rule yields it or not
    const isFirstExtra = yielded[0]?.getTime() !== first;
    for (const start of isFirstExtra ? yielded.slice(0, (options.count ?? Infinity) - 1) : yielded) starts.add(start.getTime());
  }
  for (const start of when.excludedStarts) starts.delete(wallOf(start));
  return [...starts];
}

function daypartSpans(id: string, fromMs: number, untilMs: number): (Span & { date: string })[] {
  const daypart = dayparts.get(id);
  if (daypart === undefined) throw new Error(`no daypart ${id}`);
  return datesIn(fromMs, untilMs).flatMap((date) => {
    const midnight = wallOf(`${date}T00:00`);
    const hours =
      exceptionOn(daypart, date) ?? daypart.spans.filter(({ days }) => days.includes(weekdays[new Date(midnight).getUTCDay()] ?? ''));
    return hours.map(({ from, to }) => {
      const [start, end] = [minutesOf(from) * 60_000, minutesOf(to) * 60_000];
      return { ...wallSpan(midnight + start, midnight + (end <= start ? end + dayMs : end)), date };
    });
  });
}

function exceptionOn({ exceptions = [] }: Daypart, date: string): Hours[] | null {
  const named = exceptions.find(({ on }) => on.kind === 'date' && on.date === date);
  const inCalendar = exceptions.find(({ on }) => on.kind === 'calendar' && calendars.get(on.calendarId)?.has(date) === true);
  return (named ?? inCalendar)?.spans ?? null;
}

function isAllowed({ calendarIds = [], exceptCalendarIds = [] }: Entry, date: string): boolean {
  const isIn = (ids: readonly string[]) => ids.some((id) => calendars.get(id)?.has(date) === true);
  return (calendarIds.length === 0 || isIn(calendarIds)) && !isIn(exceptCalendarIds);
}

function meeting(a: Span, b: Span): Span[] {
  const span = {
    fromMs: Math.max(a.fromMs, b.fromMs),
    untilMs: Math.min(a.untilMs, b.untilMs),
    startMs: Math.max(a.startMs, b.startMs),
  };
  return span.fromMs < span.untilMs ? [span] : [];
}

/** The dates on the wall of [fromMs, untilMs), and one before and behind. */
function datesIn(fromMs: number, untilMs: number): string[] {
  const firstDay = Math.floor(fromMs / dayMs) - 1;
  return Array.from({ length: Math.floor(untilMs / dayMs) + 2 - firstDay }, (_, index) => dateOf((firstDay + index) * dayMs));
}

function wallSpan(fromWall: number, untilWall: number): Span {
  const fromMs = instantOf(fromWall, 'start');
  return { fromMs, untilMs: instantOf(untilWall, 'end'), startMs: fromMs };
}

/** In a gap the first valid instant; in a fold the earlier one of a start, the later one of an end. */
function instantOf(wall: number, edge: 'start' | 'end'): number {
  const offsets = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)];
  const valid = offsets.map((offset) => wall - offset).filter((instantMs) => instantMs + offsetAt(instantMs) === wall);
  if (valid.length > 0) return edge === 'start' ? Math.min(...valid) : Math.max(...valid);
  return zone.transitions.find(({ atMs }) => atMs > wall - dayMs)?.atMs ?? 0;
}

function offsetAt(instantMs: number): number {
  return zone.transitions.findLast(({ atMs }) => atMs <= instantMs)?.offsetMs ?? zone.initialOffsetMs;
}

function wallOf(local: string): number {
  return Date.parse(`${local}Z`);
}

function dateOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}
