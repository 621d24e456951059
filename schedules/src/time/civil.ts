import type { LocalDate, LocalDateTime, LocalTime } from '../plan.ts';

// A wall-clock time is held as the milliseconds since 1970-01-01T00:00 that a clock without a zone would count.

export const dayMs = 86_400_000;

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayOfDate(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `dayOfDate`. */
export function dateOfDay(day: number): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}

/** Weekday of a day number: 0 Monday … 6 Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Day number of a wall-clock time. */
export function dayOfWall(wallMs: number): number {
  return Math.floor(wallMs / dayMs);
}

/** Day number of `YYYY-MM-DD`; null for anything else, dates that do not exist included. */
export function parseLocalDate(text: LocalDate): number | null {
  const wallMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseLocalDateTime(`${text}T00:00`) : null;
  return wallMs === null ? null : dayOfWall(wallMs);
}

/** Wall-clock milliseconds of `YYYY-MM-DDTHH:MM[:SS]`; null for anything else, dates that do not exist included. */
export function parseLocalDateTime(text: LocalDateTime): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return null;
  return wallOfParts(match.slice(1).map((part) => (part === undefined ? 0 : Number(part))));
}

/** Wall-clock milliseconds of [year, month, day, hour, minute, second]; null where there is no such time. */
export function wallOfParts(parts: readonly number[]): number | null {
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minute = 0, second = 0] = parts;
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  const day = dayOfDate(year, month, dayOfMonth);
  const back = dateOfDay(day);
  if (back.month !== month || back.dayOfMonth !== dayOfMonth) return null;
  return day * dayMs + (hour * 3_600 + minute * 60 + second) * 1_000;
}

/** Milliseconds after midnight of `HH:MM`, `00:00` to `24:00`; null for anything else. */
export function parseLocalTime(text: LocalTime): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  return (hour * 60 + minute) * 60_000;
}

/** `YYYY-MM-DDTHH:MM`, with `:SS` where the seconds are not zero; a fraction of a second is dropped. */
export function formatLocal(wallMs: number): LocalDateTime {
  const day = dayOfWall(wallMs);
  const { year, month, dayOfMonth } = dateOfDay(day);
  const seconds = Math.floor((wallMs - day * dayMs) / 1_000);
  const time = `${pad(Math.floor(seconds / 3_600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}`;
  const tail = seconds % 60 === 0 ? '' : `:${pad(seconds % 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}T${time}${tail}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
