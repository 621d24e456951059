import { dayMs, dayOfWall, wallOfParts, weekdayOf } from './civil.ts';
import { memberFrom, nthMember } from './day-set.ts';
import type { DaySet } from './day-set.ts';
import type { Weekday, Zone } from './plan.ts';
import { instantOfWall } from './zone.ts';

export type ParsedRule =
  | { readonly kind: 'days'; readonly days: DaySet }
  | {
      readonly kind: 'fault';
      readonly code: 'bad-rule' | 'unsupported-rule' | 'out-of-range';
      readonly message: string;
      readonly limit?: number;
    };

const weekdays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] satisfies readonly Weekday[];
const maxInterval = 1_000;
const maxCount = 1_000_000;
const laterParts = new Set([
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'RSCALE',
  'SKIP',
]);
const laterFrequencies = new Set(['SECONDLY', 'MINUTELY', 'HOURLY', 'MONTHLY', 'YEARLY']);

type Fault = Extract<ParsedRule, { kind: 'fault' }>;
type Parts = {
  frequency: 'DAILY' | 'WEEKLY' | null;
  interval: number;
  byDay: readonly number[] | null;
  weekStart: number;
  count: number | null;
  until: { readonly wallMs: number; readonly isUtc: boolean } | null;
};

/**
 * The days on which a rule (RFC 5545, 3.3.10) has occurrences of a series that first starts at `startWallMs`.
 * Knows FREQ DAILY and WEEKLY with INTERVAL, BYDAY without ordinals, UNTIL, COUNT and WKST; every other part is a fault that
 * names it. The first start counts as the first of COUNT, whether the rule yields it or not.
 */
export function parseRule(text: string, startWallMs: number, zone: Zone): ParsedRule {
  const parts = readParts(text);
  if ('kind' in parts) return parts;
  if (parts.frequency === null) return fault('bad-rule', 'FREQ is missing');
  if (parts.count !== null && parts.until !== null) return fault('bad-rule', 'COUNT and UNTIL exclude each other');
  const startDay = dayOfWall(startWallMs);
  const endless = parts.frequency === 'DAILY' ? dailySet(parts, startDay) : weeklySet(parts, startDay);
  return { kind: 'days', days: { ...endless, lastDay: lastDayOf(endless, parts, startWallMs, zone) } };
}

function dailySet(parts: Parts, startDay: number): DaySet {
  const { byDay, interval } = parts;
  if (byDay === null) return endlessSet(startDay, startDay, interval, [0]);
  const candidates = weekdays.map((_, step) => step * interval);
  const offsets = candidates.filter((offset) => byDay.includes(weekdayOf(startDay + offset)));
  return endlessSet(startDay, startDay, 7 * interval, offsets);
}

function weeklySet(parts: Parts, startDay: number): DaySet {
  const daysIntoWeek = (weekdayOf(startDay) - parts.weekStart + 7) % 7;
  const byDay = parts.byDay ?? [weekdayOf(startDay)];
  const offsets = byDay.map((weekday) => (weekday - parts.weekStart + 7) % 7).toSorted((a, b) => a - b);
  return endlessSet(startDay - daysIntoWeek, startDay, 7 * parts.interval, offsets);
}

function endlessSet(epochDay: number, firstDay: number, periodDays: number, offsets: readonly number[]): DaySet {
  return { epochDay, firstDay, periodDays, offsets, lastDay: Infinity };
}

function lastDayOf(endless: DaySet, parts: Parts, startWallMs: number, zone: Zone): number {
  const startDay = dayOfWall(startWallMs);
  if (parts.count !== null) {
    const isStartYielded = memberFrom(endless, startDay) === startDay;
    const countOfRule = isStartYielded ? parts.count : parts.count - 1;
    return countOfRule === 0 ? startDay - 1 : (nthMember(endless, countOfRule - 1) ?? startDay - 1);
  }
  if (parts.until === null) return Infinity;
  const { wallMs: untilMs, isUtc } = parts.until;
  const timeOfDayMs = startWallMs - startDay * dayMs;
  const startsAfter = (day: number): boolean => {
    const wallMs = day * dayMs + timeOfDayMs;
    return (isUtc ? instantOfWall(zone, wallMs, 'start') : wallMs) > untilMs;
  };
  let day = dayOfWall(untilMs) + 2;
  while (startsAfter(day)) day -= 1;
  return day;
}

function readParts(text: string): Parts | Fault {
  const parts: Parts = { frequency: null, interval: 1, byDay: null, weekStart: 0, count: null, until: null };
  const seen = new Set<string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (value === '' || rest.length > 0) return fault('bad-rule', `"${part}" is not NAME=VALUE`);
    if (seen.has(name)) return fault('bad-rule', `${name} stands twice`);
    seen.add(name);
    const problem = readPart(parts, name, value);
    if (problem !== null) return problem;
  }
  return parts;
}

function readPart(parts: Parts, name: string, value: string): Fault | null {
  switch (name) {
    case 'FREQ':
      if (laterFrequencies.has(value)) return fault('unsupported-rule', `FREQ=${value} is not supported`);
      if (value !== 'DAILY' && value !== 'WEEKLY') return fault('bad-rule', `FREQ=${value} is no frequency`);
      parts.frequency = value;
      return null;
    case 'INTERVAL':
      if (!/^0*[1-9]\d*$/.test(value)) return fault('bad-rule', 'INTERVAL is not a positive whole number');
      parts.interval = Number(value);
      return parts.interval > maxInterval ? outOfRange('INTERVAL', maxInterval) : null;
    case 'COUNT':
      if (!/^0*[1-9]\d*$/.test(value)) return fault('bad-rule', 'COUNT is not a positive whole number');
      parts.count = Number(value);
      return parts.count > maxCount ? outOfRange('COUNT', maxCount) : null;
    case 'WKST':
      parts.weekStart = weekdays.indexOf(value);
      return parts.weekStart < 0 ? fault('bad-rule', `WKST=${value} is no weekday`) : null;
    case 'BYDAY':
      return readByDay(parts, value);
    case 'UNTIL':
      return readUntil(parts, value);
    default:
      return laterParts.has(name)
        ? fault('unsupported-rule', `${name} is not supported`)
        : fault('bad-rule', `${name} is no part of a rule`);
  }
}

function readByDay(parts: Parts, value: string): Fault | null {
  const names = value.split(',');
  if (names.some((name) => /^[+-]?\d+(MO|TU|WE|TH|FR|SA|SU)$/.test(name))) {
    return fault('unsupported-rule', `BYDAY=${value}: a weekday with an ordinal is not supported`);
  }
  const unknown = names.find((name) => !weekdays.includes(name));
  if (unknown !== undefined) return fault('bad-rule', `BYDAY: "${unknown}" is no weekday`);
  parts.byDay = [...new Set(names.map((name) => weekdays.indexOf(name)))];
  return null;
}

/** A date alone is refused: RFC 5545 asks for the value type of DTSTART, which is always a date with a time here. */
function readUntil(parts: Parts, value: string): Fault | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/.exec(value);
  const wallMs = match === null ? null : wallOfParts(match.slice(1, 7).map(Number));
  if (wallMs === null) return fault('bad-rule', `UNTIL=${value} is not YYYYMMDDTHHMMSS, with Z for UTC`);
  parts.until = { wallMs, isUtc: match?.[7] === 'Z' };
  return null;
}

function fault(code: Fault['code'], message: string): Fault {
  return { kind: 'fault', code, message };
}

function outOfRange(name: string, limit: number): Fault {
  return { kind: 'fault', code: 'out-of-range', message: `${name} is at most ${limit}`, limit };
}
