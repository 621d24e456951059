import { dayOfDate, weekdayOf } from '../time/civil.ts';
import type { RuleWeekday } from './rule-parts.ts';

/** Which days a rule lets through: those that fit every part; null lets all through. Numbers below 0 count from the end. */
export type DayFilter = {
  readonly months: readonly number[] | null;
  readonly weekNumbers: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  readonly weekdays: readonly RuleWeekday[] | null;
  /** What the ordinal of a weekday counts in. */
  readonly ordinalsIn: 'month' | 'year';
  /** The weekday on which the weeks of `weekNumbers` begin, 0 Monday … 6 Sunday. */
  readonly weekStart: number;
};

type YearShape = { readonly isLeap: boolean; readonly firstWeekday: number; readonly isAfterLeap: boolean; readonly isBeforeLeap: boolean };

/**
 * The days of a year that a filter lets through, as days after 1 January, ascending. A year has one of 28 shapes (the weekday of its
 * first day, and where the leap years around it are), so a filter works each of them out once.
 */
export function daysOfYears(filter: DayFilter): (year: number) => readonly number[] {
  const daysOfShapes = new Map<number, readonly number[]>();
  return (year) => {
    const shape = shapeOf(year);
    const key = shape.firstWeekday * 4 + (shape.isLeap ? 1 : shape.isAfterLeap ? 2 : shape.isBeforeLeap ? 3 : 0);
    let days = daysOfShapes.get(key);
    if (days === undefined) {
      days = daysOfShape(filter, shape);
      daysOfShapes.set(key, days);
    }
    return days;
  };
}

function shapeOf(year: number): YearShape {
  return {
    isLeap: isLeapYear(year),
    firstWeekday: weekdayOf(dayOfDate(year, 1, 1)),
    isAfterLeap: isLeapYear(year - 1),
    isBeforeLeap: isLeapYear(year + 1),
  };
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysOfShape(filter: DayFilter, shape: YearShape): readonly number[] {
  const { months, weekNumbers, yearDays, monthDays, weekdays } = filter;
  const yearLength = shape.isLeap ? 366 : 365;
  const monthLengths = [31, shape.isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const weekOf = weekNumbers === null ? null : weekNumbering(filter.weekStart, shape);
  const isIn = (day: number, index: number, monthLength: number): boolean => {
    const weekday = (shape.firstWeekday + day) % 7;
    return (
      hasPosition(monthDays, index, monthLength) &&
      hasPosition(yearDays, day, yearLength) &&
      hasWeek(weekNumbers, weekOf?.(day) ?? null) &&
      (filter.ordinalsIn === 'month' ? hasWeekday(weekdays, weekday, index, monthLength) : hasWeekday(weekdays, weekday, day, yearLength))
    );
  };
  const days: number[] = [];
  let firstOfMonth = 0;
  monthLengths.forEach((monthLength, monthIndex) => {
    if (months?.includes(monthIndex + 1) ?? true) {
      for (let index = 0; index < monthLength; index += 1)
        if (isIn(firstOfMonth + index, index, monthLength)) days.push(firstOfMonth + index);
    }
    firstOfMonth += monthLength;
  });
  return days;
}

/** Whether the member at an index of a whole of some length is listed, by its number or by its number from the end. */
function hasPosition(numbers: readonly number[] | null, index: number, length: number): boolean {
  return numbers === null || numbers.includes(index + 1) || numbers.includes(index - length);
}

function hasWeekday(weekdays: readonly RuleWeekday[] | null, weekday: number, index: number, length: number): boolean {
  if (weekdays === null) return true;
  const fromStart = Math.floor(index / 7) + 1;
  const fromEnd = -Math.floor((length - 1 - index) / 7) - 1;
  return weekdays.some((one) => one.weekday === weekday && (one.ordinal === 0 || one.ordinal === fromStart || one.ordinal === fromEnd));
}

function hasWeek(numbers: readonly number[] | null, week: Week | null): boolean {
  return numbers === null || week === null || numbers.includes(week.number) || numbers.includes(week.number - week.weeksOfYear - 1);
}

type Week = { readonly number: number; readonly weeksOfYear: number };

/** Weeks as ISO 8601 numbers them, from any weekday: week 1 is the first with four days in the year. Around New Year a week is another year's. */
function weekNumbering(weekStart: number, shape: YearShape): (day: number) => Week {
  const length = shape.isLeap ? 366 : 365;
  const lengthBefore = shape.isAfterLeap ? 366 : 365;
  const lengthAfter = shape.isBeforeLeap ? 366 : 365;
  const firstOf = (weekday: number): number => {
    const daysIntoWeek = (((weekday - weekStart) % 7) + 7) % 7;
    return daysIntoWeek <= 3 ? -daysIntoWeek : 7 - daysIntoWeek;
  };
  const weeksOf = (firstWeekday: number, days: number): number => (days + firstOf(firstWeekday + days) - firstOf(firstWeekday)) / 7;
  const first = firstOf(shape.firstWeekday);
  const weeks = weeksOf(shape.firstWeekday, length);
  const weeksBefore = weeksOf(shape.firstWeekday - lengthBefore, lengthBefore);
  const weeksAfter = weeksOf(shape.firstWeekday + length, lengthAfter);
  return (day) => {
    const number = Math.floor((day - first) / 7) + 1;
    if (number < 1) return { number: weeksBefore, weeksOfYear: weeksBefore };
    if (number > weeks) return { number: 1, weeksOfYear: weeksAfter };
    return { number, weeksOfYear: weeks };
  };
}
