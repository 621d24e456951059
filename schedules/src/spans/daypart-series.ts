import type { CalendarDays } from './allowed-days.ts';
import { countBelow } from '../count-in-order.ts';
import { dayMs, parseLocalDate, parseLocalTime, weekdayOf } from '../time/civil.ts';
import type { Daypart, DaypartException, LocalTime, Weekday } from '../plan.ts';
import type { Series } from './series.ts';

const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The spans of a daypart, each on the day on which it starts. A day that an exception names has the exception's spans and no others. */
export function seriesOfDaypart(daypart: Daypart, calendars: CalendarDays): readonly Series[] {
  const exceptionOf = exceptionsByDay(daypart.exceptions ?? [], calendars);
  return [
    ...daypart.spans.map(({ days, from, to }) => {
      const isOn = weekdays.map((name) => days.includes(name));
      const nextDay = (day: number): number => {
        let next = day;
        while (isOn[weekdayOf(next)] !== true || exceptionOf.has(next)) next += 1;
        return next;
      };
      return seriesOnDays(nextDay, from, to);
    }),
    ...exceptionSeries(exceptionOf),
  ];
}

/** The exception that holds on each day that one names: a date goes before a calendar, then the first that fits. */
function exceptionsByDay(exceptions: readonly DaypartException[], calendars: CalendarDays): ReadonlyMap<number, DaypartException> {
  const byDay = new Map<number, DaypartException>();
  const inOrder = exceptions.toSorted((a, b) => Number(a.on.kind === 'calendar') - Number(b.on.kind === 'calendar'));
  for (const exception of inOrder) {
    const { on } = exception;
    const days = on.kind === 'date' ? [parseLocalDate(on.date) ?? NaN] : (calendars.get(on.calendarId) ?? []);
    for (const day of days) if (!byDay.has(day)) byDay.set(day, exception);
  }
  return byDay;
}

function exceptionSeries(exceptionOf: ReadonlyMap<number, DaypartException>): readonly Series[] {
  const daysOf = new Map<DaypartException, number[]>();
  for (const [day, exception] of exceptionOf) {
    const days = daysOf.get(exception) ?? [];
    daysOf.set(exception, days);
    days.push(day);
  }
  return [...daysOf].flatMap(([exception, unordered]) => {
    const days = unordered.sort((a, b) => a - b);
    const nextDay = (day: number): number | null => days[countBelow(days, day)] ?? null;
    return exception.spans.map(({ from, to }) => seriesOnDays(nextDay, from, to));
  });
}

/** A span on certain days; `nextDay` gives the first of them at or after a day. */
function seriesOnDays(nextDay: (day: number) => number | null, from: LocalTime, to: LocalTime): Series {
  const fromMs = parseLocalTime(from) ?? 0;
  const toMs = parseLocalTime(to) ?? 0;
  return {
    lengthMs: toMs > fromMs ? toMs - fromMs : toMs + dayMs - fromMs,
    nextStart: (afterWallMs) => {
      const day = nextDay(Math.floor((afterWallMs - fromMs) / dayMs) + 1);
      return day === null ? null : day * dayMs + fromMs;
    },
  };
}
