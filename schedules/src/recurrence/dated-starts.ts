import { dayMs, dayOfWall } from '../civil.ts';
import type { DayFinder } from './day-finder.ts';
import { leastCommonMultiple } from './least-common-multiple.ts';
import { visitedFrom } from './period.ts';
import type { Periods } from './period.ts';
import { countBelow } from './periodic-set.ts';

/** Gives the first start after a wall-clock time that is not before the first period begins; null if there is none. */
export type NextStart = (afterWallMs: number) => number | null;

/** A rule visits its first period and from there every `interval`-th. */
type Visits = { readonly firstPeriod: number; readonly interval: number };

/** Starts on the days that a finder gives, in every visited period, at all times of day. */
export function nextOnDays(finder: DayFinder, periods: Periods, { firstPeriod, interval }: Visits, timesMs: readonly number[]): NextStart {
  return (afterWallMs) => {
    let day = dayOfWall(afterWallMs);
    for (;;) {
      const found = finder.from(day);
      if (found === null) return null;
      const period = periods.ofDay(found);
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

/** Starts at positions of the set that each visited period yields, counted from 1, or from its end where below 0 (BYSETPOS). */
export function nextAtPositions(
  finder: DayFinder,
  periods: Periods,
  { firstPeriod, interval }: Visits,
  timesMs: readonly number[],
  positions: readonly number[],
): NextStart {
  const visitsInCycle = leastCommonMultiple(periods.inCycle, interval) / interval;
  return (afterWallMs) => {
    let period = visitedFrom(periods.ofDay(dayOfWall(afterWallMs)), firstPeriod, interval);
    // one more than a cycle has: in the first period, the start may lie before the time asked about
    for (let steps = visitsInCycle; steps >= 0; steps -= 1) {
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
