import { dayMs, dayOfDate, dayOfWall } from '../time/civil.ts';
import type { DayFinder } from './day-finder.ts';
import { leastCommonMultiple } from './least-common-multiple.ts';
import { visitedFrom } from './period.ts';
import type { Periods } from './period.ts';
import { countBelow } from '../count-in-order.ts';

/** Gives the first start after a wall-clock time that is not before the first period begins; null if there is none. */
export type NextStart = (afterWallMs: number) => number | null;

/** A rule visits its first period and from there every `interval`-th. */
type Visits = { readonly firstPeriod: number; readonly interval: number };

/** Starts on the days that a finder gives, in every visited period, at all times of day. */
export function nextOnDays(finder: DayFinder, periods: Periods, { firstPeriod, interval }: Visits, timesMs: readonly number[]): NextStart {
  const cycle = leastCommonMultiple(periods.inCycle, interval);
  return (afterWallMs) => {
    let day = dayOfWall(afterWallMs);
    const lastPeriod = periods.ofDay(day) + cycle;
    for (;;) {
      const found = finder.from(day);
      if (found === null) return null;
      const period = periods.ofDay(found);
      // from here on all would come again as it came
      if (period > lastPeriod) return null;
      const visited = visitedFrom(period, firstPeriod, interval);
      if (visited !== period) {
        day = periods.firstDay(visited);
        continue;
      }
      const timeMs = timesMs[countBelow(timesMs, afterWallMs - found * dayMs + 1)];
      if (timeMs !== undefined) return found * dayMs + timeMs;
      day = found + 1;
    }
  };
}

/** Periods without a start, after which it is asked whether their sets can be large enough at all. */
const patience = 24;

/** Starts at positions of the set that each visited period yields, counted from 1, or from its end where below 0 (BYSETPOS). */
export function nextAtPositions(
  finder: DayFinder,
  periods: Periods,
  { firstPeriod, interval }: Visits,
  timesMs: readonly number[],
  positions: readonly number[],
): NextStart {
  const visitsInCycle = leastCommonMultiple(periods.inCycle, interval) / interval;
  const nearest = Math.min(...positions.map(Math.abs));
  let largestSet: number | null = null;
  return (afterWallMs) => {
    let period = visitedFrom(periods.ofDay(dayOfWall(afterWallMs)), firstPeriod, interval);
    // one more than a cycle has: in the first period, the start may lie before the time asked about
    for (let visits = 0; visits <= visitsInCycle; visits += 1) {
      if (visits === patience) {
        largestSet ??= mostDaysInPeriod(finder, periods) * timesMs.length;
        if (nearest > largestSet) return null;
      }
      const days = finder.between(periods.firstDay(period), periods.firstDay(period + 1));
      const indexes = indexesOf(positions, days.length * timesMs.length);
      for (const index of indexes) {
        const dayIndex = Math.floor(index / timesMs.length);
        const wallMs = (days[dayIndex] ?? 0) * dayMs + (timesMs[index - dayIndex * timesMs.length] ?? 0);
        if (wallMs > afterWallMs) return wallMs;
      }
      period += interval;
    }
    return null;
  };
}

/** The most days that a finder gives in one period. In 28 years that no missing leap day breaks, a year has every shape that it can have. */
function mostDaysInPeriod(finder: DayFinder, periods: Periods): number {
  const untilPeriod = periods.ofDay(dayOfDate(2028, 1, 1));
  let most = 0;
  for (let period = periods.ofDay(dayOfDate(2000, 1, 1)); period < untilPeriod; period += 1) {
    most = Math.max(most, finder.between(periods.firstDay(period), periods.firstDay(period + 1)).length);
  }
  return most;
}

/** Indexes of positions in a set of a size, ascending, those outside left out, none twice. */
export function indexesOf(positions: readonly number[], size: number): readonly number[] {
  const indexes = positions.map((position) => (position > 0 ? position - 1 : size + position));
  return [...new Set(indexes.filter((index) => index >= 0 && index < size))].sort((a, b) => a - b);
}

/** Starts in the visited hours that are among the given hours of the day (null: all) and on a day that the finder gives, at times of the hour. */
export function nextInHours(
  finder: DayFinder,
  { firstPeriod, interval }: Visits,
  hours: readonly number[] | null,
  timesMs: readonly number[],
): NextStart {
  const hourMs = dayMs / 24;
  return (afterWallMs) => {
    let hour = Math.floor(afterWallMs / hourMs);
    for (;;) {
      hour = visitedFrom(hour, firstPeriod, interval);
      const day = Math.floor(hour / 24);
      const found = finder.from(day);
      if (found === null) return null;
      if (found > day) {
        hour = found * 24;
        continue;
      }
      const timeMs = (hours?.includes(hour - day * 24) ?? true) ? timesMs[countBelow(timesMs, afterWallMs - hour * hourMs + 1)] : undefined;
      if (timeMs !== undefined) return hour * hourMs + timeMs;
      hour += 1;
    }
  };
}
