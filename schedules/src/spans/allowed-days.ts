import { dayMs, dayOfWall, parseLocalDate } from '../time/civil.ts';
import { countBelow } from '../count-in-order.ts';
import type { Calendar, Entry } from '../plan.ts';
import type { Series } from './series.ts';

/** The dates on which an entry may be on, as day numbers since 1970-01-01. */
export type AllowedDays = {
  readonly isAllowed: (day: number) => boolean;
  /** The first allowed day at or after a day; null if there is none. */
  readonly nextAllowed: (day: number) => number | null;
};

/** The dates of calendars by their ids, as day numbers, ascending. */
export type CalendarDays = ReadonlyMap<string, readonly number[]>;

/** What an entry's calendars leave of the days; null where they restrict nothing. */
export function allowedDaysOf(entry: Entry, calendars: CalendarDays): AllowedDays | null {
  const only = entry.calendarIds ?? [];
  const except = daysIn(entry.exceptCalendarIds ?? [], calendars);
  // An excepted calendar without a date yet still makes each day a span of its own: filling it in later changes no other day.
  if (only.length === 0) return (entry.exceptCalendarIds ?? []).length === 0 ? null : allBut(except);
  const days = [...daysIn(only, calendars)].filter((day) => !except.has(day)).sort((a, b) => a - b);
  return listed(days);
}

/** The starts of a series that fall on allowed days. */
export function onAllowedDays(series: Series, allowed: AllowedDays): Series {
  return {
    lengthMs: series.lengthMs,
    nextStart: (afterWallMs) => {
      let wallMs = series.nextStart(afterWallMs);
      while (wallMs !== null) {
        const day = dayOfWall(wallMs);
        if (allowed.isAllowed(day)) return wallMs;
        const next = allowed.nextAllowed(day + 1);
        wallMs = next === null ? null : series.nextStart(next * dayMs - 1);
      }
      return null;
    },
  };
}

/** Allowed days themselves as spans, from midnight to midnight on the wall. */
export function daysAsSeries(allowed: AllowedDays): Series {
  return {
    lengthMs: dayMs,
    nextStart: (afterWallMs) => {
      const day = allowed.nextAllowed(dayOfWall(afterWallMs) + 1);
      return day === null ? null : day * dayMs;
    },
  };
}

/** Day numbers of the dates of each calendar. The dates have been checked. */
export function daysOfCalendars(calendars: readonly Calendar[]): CalendarDays {
  return new Map(calendars.map(({ id, dates }) => [id, dates.map((date) => parseLocalDate(date) ?? NaN)]));
}

function daysIn(calendarIds: readonly string[], calendars: CalendarDays): ReadonlySet<number> {
  return new Set(calendarIds.flatMap((id) => calendars.get(id) ?? []));
}

function allBut(except: ReadonlySet<number>): AllowedDays {
  return {
    isAllowed: (day) => !except.has(day),
    nextAllowed: (day) => {
      let next = day;
      while (except.has(next)) next += 1;
      return next;
    },
  };
}

function listed(ascending: readonly number[]): AllowedDays {
  const days = new Set(ascending);
  return {
    isAllowed: (day) => days.has(day),
    nextAllowed: (day) => ascending[countBelow(ascending, day)] ?? null,
  };
}
