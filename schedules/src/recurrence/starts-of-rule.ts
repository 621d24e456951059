import { dateOfDay, dayMs, dayOfDate, dayOfWall, weekdayOf } from '../time/civil.ts';
import { indexesOf, nextAtPositions, nextInHours, nextOnDays } from './dated-starts.ts';
import type { NextStart } from './dated-starts.ts';
import type { DayFilter } from './day-filter.ts';
import { dayFinder, lastYear } from './day-finder.ts';
import { periodsOf } from './period.ts';
import { firstAfter, nthAfter } from './periodic-set.ts';
import type { RuleParts } from './rule-parts.ts';
import { weekPattern } from './week-pattern.ts';

/** The wall-clock times that a rule yields, from its start on and as if it had neither COUNT nor UNTIL, up to the end of 9999. */
export type RuleStarts = {
  /** The first after a wall-clock time; null if there is none. */
  readonly next: (afterWallMs: number) => number | null;
  /** The n-th, counted from 0; null if there is none. */
  readonly nth: (n: number) => number | null;
};

const endMs = dayOfDate(lastYear + 1, 1, 1) * dayMs;
const none: RuleStarts = { next: () => null, nth: () => null };

/**
 * What a rule yields (RFC 5545, 3.3.10). Its table of parts that expand and parts that limit comes to one rule for days: a day is in where it
 * fits every part that stands, and a part that would be needed to name a day and does not stand is taken from the start.
 */
export function startsOfRule(parts: RuleParts, startWallMs: number): RuleStarts {
  const timesMs = timesOf(parts, startWallMs);
  const filter = filterOf(parts, dayOfWall(startWallMs));
  const pattern = weekPattern(parts, filter, startWallMs, timesMs);
  if (timesMs.length === 0 || pattern?.offsets.length === 0) return none;
  const picksFromSets = parts.setPositions !== null && !hasEqualSets(parts);
  if (pattern !== null && !hasDates(filter) && !picksFromSets) {
    return within(
      (afterMs) => firstAfter(pattern, afterMs),
      startWallMs,
      (n) => nthAfter(pattern, startWallMs - 1, n),
    );
  }
  const next = nextOfDates(parts, filter, startWallMs, timesMs);
  return next === null ? none : within(next, startWallMs);
}

function nextOfDates(parts: RuleParts, filter: DayFilter, startWallMs: number, timesMs: readonly number[]): NextStart | null {
  const { frequency, interval, setPositions } = parts;
  const finder = dayFinder(filter);
  if (frequency === 'HOURLY') {
    const firstHour = Math.floor(startWallMs / (dayMs / 24));
    return nextInHours(finder, { firstPeriod: firstHour, interval }, parts.hours, timesMs);
  }
  const periods = periodsOf(frequency, parts.weekStart);
  const visits = { firstPeriod: periods.ofDay(dayOfWall(startWallMs)), interval };
  if (setPositions === null || hasEqualSets(parts)) return nextOnDays(finder, periods, visits, timesMs);
  const mostDays = Math.min(periods.mostDays, Math.ceil(periods.mostDays / 7) * (filter.weekdays?.length ?? 7));
  const isBeyond = setPositions.every((position) => Math.abs(position) > mostDays * timesMs.length);
  return isBeyond ? null : nextAtPositions(finder, periods, visits, timesMs, setPositions);
}

/** Cuts to [start, end of 9999], and remembers from when on there is nothing, since only a whole cycle of the calendar proves that. */
function within(nextStart: NextStart, startWallMs: number, nth?: RuleStarts['nth']): RuleStarts {
  let emptyAfterMs = Infinity;
  const next = (afterWallMs: number): number | null => {
    const afterMs = Math.max(afterWallMs, startWallMs - 1);
    if (afterMs >= emptyAfterMs || afterMs >= endMs) return null;
    const wallMs = nextStart(afterMs);
    if (wallMs !== null && wallMs < endMs) return wallMs;
    emptyAfterMs = afterMs;
    return null;
  };
  const walk = (n: number): number | null => {
    let wallMs = next(startWallMs - 1);
    for (let left = n; left > 0 && wallMs !== null; left -= 1) wallMs = next(wallMs);
    return wallMs;
  };
  const cut = (wallMs: number | null): number | null => (wallMs !== null && wallMs < endMs ? wallMs : null);
  return { next, nth: nth === undefined ? walk : (n) => cut(nth(n)) };
}

/** Times within a day, of HOURLY within an hour, in milliseconds, ascending. Where all sets are alike, BYSETPOS is done here. */
function timesOf(parts: RuleParts, startWallMs: number): readonly number[] {
  const startSeconds = Math.floor((startWallMs - dayOfWall(startWallMs) * dayMs) / 1_000);
  const hours = parts.frequency === 'HOURLY' ? [0] : (parts.hours ?? [Math.floor(startSeconds / 3_600)]);
  const minutes = parts.minutes ?? [Math.floor(startSeconds / 60) % 60];
  // clocks here know no leap second: 60 is the second before (3.3.12)
  const seconds = [...new Set((parts.seconds ?? [startSeconds % 60]).map((second) => Math.min(second, 59)))];
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => (hour * 3_600 + minute * 60 + second) * 1_000)),
  );
  if (parts.setPositions === null || !hasEqualSets(parts)) return times;
  return indexesOf(parts.setPositions, times.length).map((index) => times[index] ?? 0);
}

/** Whether every set that BYSETPOS picks from holds the same times, because a set is one day or one hour. */
function hasEqualSets({ frequency }: RuleParts): boolean {
  return frequency === 'DAILY' || frequency === 'HOURLY';
}

function hasDates({ months, weekNumbers, yearDays, monthDays }: DayFilter): boolean {
  return [months, weekNumbers, yearDays, monthDays].some((list) => list !== null);
}

function filterOf(parts: RuleParts, startDay: number): DayFilter {
  const { frequency, months, weekNumbers, yearDays, monthDays, weekdays, weekStart } = parts;
  const ordinalsIn = frequency === 'MONTHLY' || months !== null ? 'month' : 'year';
  const given: DayFilter = { months, weekNumbers, yearDays, monthDays, weekdays, ordinalsIn, weekStart };
  if (yearDays !== null || monthDays !== null || weekdays !== null || hasEqualSets(parts)) return given;
  const start = dateOfDay(startDay);
  if (frequency === 'WEEKLY' || weekNumbers !== null) return { ...given, weekdays: [{ ordinal: 0, weekday: weekdayOf(startDay) }] };
  if (frequency === 'MONTHLY') return { ...given, monthDays: [start.dayOfMonth] };
  return { ...given, months: months ?? [start.month], monthDays: [start.dayOfMonth] };
}
