import { dateOfDay, dayOfDate } from '../time/civil.ts';
import { daysOfYears } from './day-filter.ts';
import type { DayFilter } from './day-filter.ts';
import { countBelow } from '../count-in-order.ts';

/** Finds the days that a filter lets through, as day numbers (`civil.ts`), up to the end of 9999. */
export type DayFinder = {
  /** The first at or after a day; null if there is none. */
  readonly from: (day: number) => number | null;
  /** Those in [fromDay, untilDay), ascending. */
  readonly between: (fromDay: number, untilDay: number) => readonly number[];
};

export const lastYear = 9_999;
/** After so many years the Gregorian calendar repeats, weekdays included: a day that did not come by then never comes. */
const cycleYears = 400;

export function dayFinder(filter: DayFilter): DayFinder {
  const daysOf = daysOfYears(filter);
  return {
    from(day) {
      const firstYear = dateOfDay(day).year;
      const untilYear = Math.min(firstYear + cycleYears, lastYear);
      for (let year = firstYear; year <= untilYear; year += 1) {
        const days = daysOf(year);
        if (days.length === 0) continue;
        const newYear = dayOfDate(year, 1, 1);
        const found = days[year === firstYear ? countBelow(days, day - newYear) : 0];
        if (found !== undefined) return newYear + found;
      }
      return null;
    },
    between(fromDay, untilDay) {
      const found: number[] = [];
      for (let { year } = dateOfDay(fromDay); year <= lastYear; year += 1) {
        const newYear = dayOfDate(year, 1, 1);
        if (newYear >= untilDay) break;
        const days = daysOf(year);
        const untilIndex = countBelow(days, untilDay - newYear);
        for (let index = countBelow(days, fromDay - newYear); index < untilIndex; index += 1) found.push(newYear + (days[index] ?? 0));
      }
      return found;
    },
  };
}
