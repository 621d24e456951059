import type { Zone } from '../../src/plan.ts';
import { dayMs, hourMs, startOf, weekdayOf } from './wall.ts';

// RFC 5545, 3.3.10, as a question that is asked of every time of every day: do you hold each part of the rule?

type Rule = {
  readonly text: ReadonlyMap<string, string>;
  readonly frequency: string;
  readonly weekStart: string;
  readonly months: readonly number[] | null;
  readonly weeks: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  readonly weekdays: readonly string[] | null;
};
type Time = { readonly wallMs: number; readonly period: number };

/** Every start of a rule on the wall up to a limit, the first start included and counted whether the rule yields it or not. */
export function startsOfRule(text: string, firstMs: number, zone: Zone, untilWallMs: number): readonly number[] {
  const rule = parseRule(text);
  const yielded = pickPositions(rule, timesOf(rule, firstMs, untilWallMs)).filter((wallMs) => wallMs > firstMs && wallMs <= untilWallMs);
  const starts = [firstMs, ...yielded].slice(0, Number(rule.text.get('COUNT') ?? Infinity));
  return starts.filter((wallMs) => !isPast(rule, wallMs, zone));
}

function isPast(rule: Rule, wallMs: number, zone: Zone): boolean {
  const until = rule.text.get('UNTIL');
  if (until === undefined) return false;
  const [, y, mo, d, h, mi, s, z] = /(....)(..)(..)T(..)(..)(..)(Z?)/.exec(until) ?? [];
  return (z === 'Z' ? startOf(zone, wallMs) : wallMs) > Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

/** BYSETPOS: of the times of each period, those at these places, counted from either end. */
function pickPositions(rule: Rule, times: readonly Time[]): readonly number[] {
  const places = numbersOf(rule.text, 'BYSETPOS');
  if (places === null) return times.map((time) => time.wallMs);
  const periods = new Map<number, number[]>();
  for (const { wallMs, period } of times) periods.set(period, [...(periods.get(period) ?? []), wallMs]);
  return [...periods.values()].flatMap((all) =>
    all.filter((_, index) => places.includes(index + 1) || places.includes(index - all.length)),
  );
}

/** All times that hold the rule's parts, from the beginning of the first period on; whole periods, so that places can be counted. */
function timesOf(rule: Rule, firstMs: number, untilWallMs: number): readonly Time[] {
  const first = new Date(firstMs);
  const isHourly = rule.frequency === 'HOURLY';
  const interval = Number(rule.text.get('INTERVAL') ?? 1);
  const ascending = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
  const hours = ascending(numbersOf(rule.text, 'BYHOUR') ?? (isHourly ? Array.from({ length: 24 }, (_, n) => n) : [first.getUTCHours()]));
  const minutes = ascending(numbersOf(rule.text, 'BYMINUTE') ?? [first.getUTCMinutes()]);
  const seconds = ascending(numbersOf(rule.text, 'BYSECOND') ?? [first.getUTCSeconds()]);
  const firstDay = Math.floor(firstMs / dayMs);
  const times: Time[] = [];
  // A year more at either end, so that every period is whole.
  for (let n = firstDay - 366; n <= Math.floor(untilWallMs / dayMs) + 366; n += 1) {
    if (!isDayOf(rule, n, firstDay)) continue;
    for (const hour of hours) {
      const period = isHourly ? n * 24 + hour - Math.floor(firstMs / hourMs) : periodOf(rule, n) - periodOf(rule, firstDay);
      if (period < 0 || period % interval !== 0) continue;
      for (const minute of minutes) {
        for (const second of seconds) {
          times.push({ wallMs: n * dayMs + hour * hourMs + minute * 60_000 + second * 1_000, period });
        }
      }
    }
  }
  return times;
}

/** Number of the day's day, week, month or year, as the rule's frequency counts. */
function periodOf(rule: Rule, n: number): number {
  const date = new Date(n * dayMs);
  const { frequency } = rule;
  if (frequency === 'YEARLY') return date.getUTCFullYear();
  if (frequency === 'MONTHLY') return date.getUTCFullYear() * 12 + date.getUTCMonth();
  return frequency === 'WEEKLY' ? Math.floor(weekStartOf(rule, n) / 7) : n;
}

function isDayOf(rule: Rule, n: number, firstDay: number): boolean {
  const date = new Date(n * dayMs);
  const first = new Date(firstDay * dayMs);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const { frequency, months, weeks, yearDays, monthDays, weekdays } = rule;
  const monthLength = Date.UTC(year, month + 1, 0) / dayMs - Date.UTC(year, month, 0) / dayMs;
  const yearLength = Date.UTC(year + 1, 0, 1) / dayMs - Date.UTC(year, 0, 1) / dayMs;
  const yearDay = n - Date.UTC(year, 0, 1) / dayMs + 1;
  if (months !== null && !months.includes(month + 1)) return false;
  if (weeks !== null && !holdsWeek(rule, n, weeks)) return false;
  if (yearDays !== null && !yearDays.includes(yearDay) && !yearDays.includes(yearDay - yearLength - 1)) return false;
  if (monthDays !== null && !monthDays.includes(dayOfMonth) && !monthDays.includes(dayOfMonth - monthLength - 1)) return false;
  const isOfYear = rule.frequency === 'YEARLY' && months === null;
  const place = isOfYear ? yearDay : dayOfMonth;
  const length = isOfYear ? yearLength : monthLength;
  if (weekdays !== null && !weekdays.some((weekday) => holdsWeekday(weekday, n, place, length))) return false;
  const saysDay = yearDays !== null || monthDays !== null || weekdays !== null;
  if (saysDay) return true;
  if (frequency === 'WEEKLY' || (frequency === 'YEARLY' && weeks !== null)) return weekdayOf(n) === weekdayOf(firstDay);
  if (frequency === 'MONTHLY') return dayOfMonth === first.getUTCDate();
  return frequency !== 'YEARLY' || (dayOfMonth === first.getUTCDate() && (months !== null || month === first.getUTCMonth()));
}

/** `MO`, or `2MO`, `-1MO`: the nth of its month or year, of which the day is the `place`th of `length`. */
function holdsWeekday(text: string, n: number, place: number, length: number): boolean {
  if (!text.endsWith(weekdayOf(n))) return false;
  const nth = Number(text.slice(0, -2));
  if (nth === 0) return true;
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}

function weekStartOf(rule: Rule, n: number): number {
  let start = n;
  while (weekdayOf(start) !== rule.weekStart) start -= 1;
  return start;
}

/** Week 1 is the first with four of its days in the year. */
function holdsWeek(rule: Rule, n: number, weeks: readonly number[]): boolean {
  const start = weekStartOf(rule, n);
  const year = new Date((start + 3) * dayMs).getUTCFullYear();
  const firstOf = (of: number): number => weekStartOf(rule, Date.UTC(of, 0, 4) / dayMs);
  const number = (start - firstOf(year)) / 7 + 1;
  const count = (firstOf(year + 1) - firstOf(year)) / 7;
  return weeks.includes(number) || weeks.includes(number - count - 1);
}

function parseRule(text: string): Rule {
  const parts = new Map(text.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  return {
    text: parts,
    frequency: parts.get('FREQ') ?? '',
    weekStart: parts.get('WKST') ?? 'MO',
    months: numbersOf(parts, 'BYMONTH'),
    weeks: numbersOf(parts, 'BYWEEKNO'),
    yearDays: numbersOf(parts, 'BYYEARDAY'),
    monthDays: numbersOf(parts, 'BYMONTHDAY'),
    weekdays: parts.get('BYDAY')?.split(',') ?? null,
  };
}

function numbersOf(parts: Rule['text'], name: string): readonly number[] | null {
  return parts.get(name)?.split(',').map(Number) ?? null;
}
