// What is expected for a year that has not been announced: the choice that was made in every announced year with the same weekday.

/**
 * How many of the five days of Tết are the last of the old year, by the weekday of Tết (0 is Monday). The public service has had one before
 * and four after, or two and three; with Tết on a Monday or a Tuesday the former gives nine days in a row.
 */
export function expectedDaysBeforeTet(weekdayOfTet: number): 1 | 2 {
  return weekdayOfTet <= 1 ? 1 : 2;
}

/** On which side of 2 September the second day of National Day lies, by the weekday of 2 September (0 is Monday). */
export function expectedSecondNationalDay(weekdayOfNationalDay: number): 'before' | 'after' {
  return [0, 3, 6].includes(weekdayOfNationalDay) ? 'after' : 'before';
}
