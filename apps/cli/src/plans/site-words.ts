import { localOf, type Plan } from '@gatecast/schedules';

/** How a plan's things are called for people; times are those of the plan's site. */
export type SiteWords = {
  /** The time of day, with its date where that is another than the day that the words are about. */
  readonly time: (ms: number) => string;
  /** Date and time of day. */
  readonly dateTime: (ms: number) => string;
  /** `Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh`. */
  readonly heading: (ms: number) => string;
  /** The entry's name in quotation marks; its id where it has none. */
  readonly entry: (entryId: string) => string;
  readonly daypart: (daypartId: string) => string;
  readonly calendar: (calendarId: string) => string;
};

/** The words of a plan around an instant: times on its day are told without a date. */
export function siteWords(plan: Plan, aboutMs: number): SiteWords {
  const { zone } = plan.screen;
  const aboutDay = dayOf(localOf(zone, aboutMs));
  const dateTime = (ms: number) => `${dayOf(localOf(zone, ms))} ${timeOf(localOf(zone, ms))}`;
  const nameIn = (all: readonly { readonly id: string; readonly name: string }[]) => (id: string) => {
    const name = all.find((one) => one.id === id)?.name ?? '';
    return name === '' ? id : name;
  };
  const entryName = nameIn(plan.entries);
  return {
    time: (ms) => (dayOf(localOf(zone, ms)) === aboutDay ? timeOf(localOf(zone, ms)) : dateTime(ms)),
    dateTime,
    heading: (ms) => `${weekdayOf(dayOf(localOf(zone, ms)))} ${dateTime(ms)} in ${zone.name}`,
    entry: (id) => (entryName(id) === id ? id : `"${entryName(id)}"`),
    daypart: nameIn(plan.dayparts),
    calendar: nameIn(plan.calendars ?? []),
  };
}

/** `1 d 2 h 3 min 4.5 s`, of a length in milliseconds. */
export function lengthInWords(ms: number): string {
  const parts = [
    [Math.floor(ms / 86_400_000), 'd'],
    [Math.floor(ms / 3_600_000) % 24, 'h'],
    [Math.floor(ms / 60_000) % 60, 'min'],
    [(ms % 60_000) / 1_000, 's'],
  ] as const;
  const told = parts.filter(([value]) => value !== 0);
  return told.length === 0 ? '0 s' : told.map(([value, unit]) => `${value} ${unit}`).join(' ');
}

/** `12.5 %`, of basis points. */
export function shareInWords(shareBp: number): string {
  return `${shareBp / 100} %`;
}

/** Rows in columns as wide as their widest cell, the last one ragged. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdayOf = (day: string) => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
const dayOf = (local: string) => local.slice(0, local.indexOf('T'));
/** With seconds, which the engine leaves out where they are 0. */
const timeOf = (local: string) => local.slice(local.indexOf('T') + 1).padEnd(8, ':00');
