import { type CivilDate, dateOf, dayNumberOf, fieldsOf, parseDate } from './civil-day.ts';
import { lunationNear, newMoon } from './new-moon.ts';
import { sunLongitude } from './sun-longitude.ts';

/** A day of the Vietnamese lunisolar calendar. The year is named by the Gregorian year in which its Tết falls. */
export type LunarDate = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Whether it is the second, intercalary month of this number. */
  readonly isLeap: boolean;
};

/** Decree 121-CP of 8 August 1967 put the calendar on the time of Hanoi (UTC+7) from Tết 1968 on; before, it was reckoned on that of Peking. */
export const firstLunarYear = 1968;
export const lastLunarYear = 2199;

const zoneDays = 7 / 24;

type LunarMonth = { readonly month: number; readonly isLeap: boolean; readonly startDay: number };

/** The months between two elevenths, the latter not among them, by the year that the former falls in. At most 233 are kept. */
const stretches = new Map<number, readonly LunarMonth[]>();

/** The lunar date of `YYYY-MM-DD`; null for what is no date, or is outside the lunar years 1968 to 2199. */
export function lunarOf(date: CivilDate): LunarDate | null {
  const dayNumber = parseDate(date);
  if (dayNumber === null) return null;
  const { year } = fieldsOf(dayNumber);
  for (const lunarYear of [year, year - 1]) {
    if (lunarYear < firstLunarYear || lunarYear > lastLunarYear) continue;
    const found = monthsOf(lunarYear).findLast(({ startDay }) => startDay <= dayNumber);
    if (found === undefined || dayNumber >= firstDayOf(lunarYear + 1)) continue;
    return { year: lunarYear, month: found.month, day: dayNumber - found.startDay + 1, isLeap: found.isLeap };
  }
  return null;
}

/** The `YYYY-MM-DD` of a lunar date; null where the calendar has no such day (a 30th of a short month, a leap month of another year). */
export function solarOf(lunar: LunarDate): CivilDate | null {
  if (lunar.year < firstLunarYear || lunar.year > lastLunarYear) return null;
  const months = monthsOf(lunar.year);
  const index = months.findIndex(({ month, isLeap }) => month === lunar.month && isLeap === lunar.isLeap);
  const found = months[index];
  if (found === undefined || !Number.isInteger(lunar.day) || lunar.day < 1) return null;
  const endDay = months[index + 1]?.startDay ?? firstDayOf(lunar.year + 1);
  const dayNumber = found.startDay + lunar.day - 1;
  return dayNumber < endDay ? dateOf(dayNumber) : null;
}

/** The number of the month that the lunar year has twice, or null; null outside 1968 to 2199 too. */
export function leapMonthOf(lunarYear: number): number | null {
  if (lunarYear < firstLunarYear || lunarYear > lastLunarYear) return null;
  return monthsOf(lunarYear).find(({ isLeap }) => isLeap)?.month ?? null;
}

/** From the first month to the twelfth (and its leap), which are the end of one stretch and the beginning of the next. */
function monthsOf(lunarYear: number): readonly LunarMonth[] {
  const before = stretchFrom(lunarYear - 1);
  const after = stretchFrom(lunarYear);
  const first = before.findIndex(({ month }) => month === 1);
  const end = after.findIndex(({ month }) => month === 1);
  return [...before.slice(first), ...after.slice(0, end)];
}

function firstDayOf(lunarYear: number): number {
  return stretchFrom(lunarYear - 1).find(({ month }) => month === 1)?.startDay ?? Number.NaN;
}

/**
 * The eleventh month is the one with the winter solstice. Where thirteen months begin before the next eleventh, the first of them without a
 * major solar term (a multiple of 30° of the sun's longitude) is the leap one and has the number of the one before it.
 */
function stretchFrom(year: number): readonly LunarMonth[] {
  const kept = stretches.get(year);
  if (kept !== undefined) return kept;
  const first = lunationOfSolstice(year);
  const count = lunationOfSolstice(year + 1) - first;
  const starts = Array.from({ length: count + 1 }, (_, index) => dayOfNewMoon(first + index));
  const isWithoutTerm = (index: number) => sectorAt(starts[index] ?? 0) === sectorAt(starts[index + 1] ?? 0);
  const leap = count === 13 ? starts.findIndex((_, index) => index > 0 && isWithoutTerm(index)) : -1;
  const months = starts.slice(0, count).map((startDay, index) => {
    const isLeap = index === leap;
    const ordinal = leap !== -1 && index >= leap ? index - 1 : index;
    return { month: ((10 + ordinal) % 12) + 1, isLeap, startDay };
  });
  stretches.set(year, months);
  return months;
}

/** The last lunation that begins on or before the day of the December solstice, when the sun's longitude reaches 270°. */
function lunationOfSolstice(year: number): number {
  const endOfYear = dayNumberOf(year, 12, 31);
  let lunation = lunationNear(year + 1) + 1;
  while (dayOfNewMoon(lunation) > endOfYear) lunation -= 1;
  return sectorAt(dayOfNewMoon(lunation)) >= 9 ? lunation - 1 : lunation;
}

/** The Julian day number of the day, in Vietnam, on which the moon is new. */
function dayOfNewMoon(lunation: number): number {
  return Math.floor(newMoon(lunation) + 0.5 + zoneDays);
}

/** In which twelfth of its way the sun is at the first instant of a day in Vietnam: 0 from the March equinox, 9 from the December solstice. */
function sectorAt(dayNumber: number): number {
  return Math.floor(sunLongitude(dayNumber - 0.5 - zoneDays) / 30);
}
