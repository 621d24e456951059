import { dateOfDay, dayOfDate } from '../time/civil.ts';
import type { Frequency } from './rule-parts.ts';

/** The periods of a frequency, numbered without gaps. */
export type Periods = {
  readonly ofDay: (day: number) => number;
  readonly firstDay: (period: number) => number;
  /** After so many periods the calendar repeats, weekdays included. */
  readonly inCycle: number;
  /** Of one period. */
  readonly mostDays: number;
};

const daysInCycle = 146_097;

/** Years, months, weeks from a weekday (0 Monday … 6 Sunday), or days. */
export function periodsOf(frequency: Exclude<Frequency, 'HOURLY'>, weekStart: number): Periods {
  switch (frequency) {
    case 'YEARLY':
      return { ofDay: (day) => dateOfDay(day).year, firstDay: (year) => dayOfDate(year, 1, 1), inCycle: 400, mostDays: 366 };
    case 'MONTHLY':
      return {
        ofDay(day) {
          const { year, month } = dateOfDay(day);
          return year * 12 + month - 1;
        },
        firstDay: (period) => dayOfDate(Math.floor(period / 12), (((period % 12) + 12) % 12) + 1, 1),
        inCycle: 4_800,
        mostDays: 31,
      };
    case 'WEEKLY': {
      // day 0 was a Thursday
      const origin = weekStart - 3;
      return {
        ofDay: (day) => Math.floor((day - origin) / 7),
        firstDay: (period) => origin + period * 7,
        inCycle: daysInCycle / 7,
        mostDays: 7,
      };
    }
    case 'DAILY':
      return { ofDay: (day) => day, firstDay: (period) => period, inCycle: daysInCycle, mostDays: 1 };
  }
}

/** The first period at or after one that a rule with this interval visits from its first period on. */
export function visitedFrom(period: number, firstPeriod: number, interval: number): number {
  const beyond = (((period - firstPeriod) % interval) + interval) % interval;
  return beyond === 0 ? period : period + interval - beyond;
}
