import type { Calendar } from '@gatecast/schedules';
import { type HolidayKind, vietnameseHolidays } from './vietnamese-holidays.ts';

/** The kinds on which the public service rests. */
const daysOff: readonly HolidayKind[] = ['statutory', 'in-lieu', 'exchanged'];

export type CalendarChoice = {
  readonly id: string;
  readonly name: string;
  readonly fromYear: number;
  /** The last year, with its holidays. */
  readonly toYear: number;
  /** Unless given: every day off. */
  readonly kinds?: readonly HolidayKind[];
  /** Holidays and observances that are in it by their id, whatever their kind: `mid-autumn`, `culture-day`. */
  readonly alsoIds?: readonly string[];
};

/** The plan's calendar of the Vietnamese holidays of some years; null where a year is outside 2015 to 2199, or the years are in the wrong order. */
export function calendarOf({ id, name, fromYear, toYear, kinds = daysOff, alsoIds = [] }: CalendarChoice): Calendar | null {
  if (fromYear > toYear) return null;
  const dates = new Set<string>();
  for (let year = fromYear; year <= toYear; year += 1) {
    const holidays = vietnameseHolidays(year);
    if (holidays === null) return null;
    for (const holiday of holidays) if (kinds.includes(holiday.kind) || alsoIds.includes(holiday.id)) dates.add(holiday.date);
  }
  return { id, name, dates: [...dates] };
}
