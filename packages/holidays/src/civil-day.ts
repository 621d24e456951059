/** A day of the Gregorian calendar, `YYYY-MM-DD`. */
export type CivilDate = string;

/** The Julian day number of the day: the number of the Julian day that begins at its noon. 2000-01-01 is 2451545. */
export function dayNumberOf(year: number, month: number, day: number): number {
  // Fliegel and Van Flandern 1968, with March as the first month of the year
  const shift = month < 3 ? 1 : 0;
  const y = year + 4_800 - shift;
  const m = month + 12 * shift - 3;
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 32_045;
}

/** The date with this Julian day number, as numbers. */
export function fieldsOf(dayNumber: number): { readonly year: number; readonly month: number; readonly day: number } {
  const a = dayNumber + 32_044;
  const century = Math.floor((4 * a + 3) / 146_097);
  const inCentury = a - Math.floor((146_097 * century) / 4);
  const yearInCentury = Math.floor((4 * inCentury + 3) / 1_461);
  const inYear = inCentury - Math.floor((1_461 * yearInCentury) / 4);
  const m = Math.floor((5 * inYear + 2) / 153);
  return {
    year: 100 * century + yearInCentury - 4_800 + Math.floor(m / 10),
    month: m + 3 - 12 * Math.floor(m / 10),
    day: inYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

/** `YYYY-MM-DD` of a Julian day number. */
export function dateOf(dayNumber: number): CivilDate {
  const { year, month, day } = fieldsOf(dayNumber);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The Julian day number of `YYYY-MM-DD`, or null for a text that is no date (30 February). */
export function parseDate(date: CivilDate): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const dayNumber = dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return dateOf(dayNumber) === date ? dayNumber : null;
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(dayNumber: number): number {
  return dayNumber % 7;
}
