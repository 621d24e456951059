import { instantOfWallClock } from '../../instants/instant-of-wall-clock.ts';

export type View = 'day' | 'week' | 'month' | 'year';
/** A date of the site, from midnight to midnight. */
export type ShownDay = { readonly date: string; readonly fromMs: number; readonly untilMs: number };
/** Days that are drawn beside each other on one axis. */
export type Strip = { readonly fromMs: number; readonly untilMs: number; readonly days: readonly ShownDay[] };

const dayMs = 86_400_000;

/** `YYYY-MM-DD`, so many days on. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The strips of a view around a date: one day, one week from Monday, or the weeks that touch a month. */
export function stripsOf(view: View, date: string, timeZone: string): readonly Strip[] {
  if (view === 'day') return [stripOf([date], timeZone)];
  const monday = dateAfter(date, -weekdayIndex(date));
  if (view === 'week') return [stripOf(weekFrom(monday), timeZone)];
  if (view === 'year') return [stripOf(datesOfYear(date.slice(0, 4)), timeZone)];
  const first = `${date.slice(0, 7)}-01`;
  const strips: Strip[] = [];
  for (let from = dateAfter(first, -weekdayIndex(first)); from.slice(0, 7) <= date.slice(0, 7); from = dateAfter(from, 7))
    strips.push(stripOf(weekFrom(from), timeZone));
  return strips;
}

/** The date that a view one step further is drawn around. */
export function stepDate(view: View, date: string, by: 1 | -1): string {
  if (view === 'day') return dateAfter(date, by);
  if (view === 'week') return dateAfter(date, by * 7);
  const [year = 0, month = 1] = date.split('-').map(Number);
  if (view === 'year') return new Date(Date.UTC(year + by, month - 1, 1)).toISOString().slice(0, 10);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
}

/** The days of a year, `YYYY`, as a site counts them. */
export function daysOfYear(year: string, timeZone: string): Strip['days'] {
  return stripOf(datesOfYear(year), timeZone).days;
}

function datesOfYear(year: string): readonly string[] {
  const dates: string[] = [];
  for (let date = `${year}-01-01`; date.startsWith(year); date = dateAfter(date, 1)) dates.push(date);
  return dates;
}

function weekFrom(monday: string): readonly string[] {
  return [0, 1, 2, 3, 4, 5, 6].map((day) => dateAfter(monday, day));
}

function weekdayIndex(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
}

function stripOf(dates: readonly string[], timeZone: string): Strip {
  const at = (date: string) => instantOfWallClock(`${date}T00:00`, timeZone) ?? 0;
  const edges = [...dates, ...dates.slice(-1).map((last) => dateAfter(last, 1))].map(at);
  const days = dates.map((date, index) => ({ date, fromMs: edges[index] ?? 0, untilMs: edges[index + 1] ?? 0 }));
  return { fromMs: days[0]?.fromMs ?? 0, untilMs: days.at(-1)?.untilMs ?? 0, days };
}
