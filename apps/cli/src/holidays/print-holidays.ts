import { calendarOf, type Holiday, vietnameseHolidays } from '@gatecast/holidays';

type Years = { readonly fromYear: number; readonly toYear: number };

/** The holidays of some years that the calendar has: a line of JSON, or a table with a line for each. */
export function printHolidays({ fromYear, toYear }: Years, { isPretty }: { readonly isPretty: boolean }): string {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index);
  const holidays = years.flatMap((year) => vietnameseHolidays(year) ?? []);
  return isPretty ? holidays.map(lineOf).join('') : `${JSON.stringify(holidays)}\n`;
}

/** The days off as a plan's calendar, one line of JSON. */
export function printCalendar({ fromYear, toYear }: Years, id: string): string {
  const name = `Ngày nghỉ lễ Việt Nam ${fromYear === toYear ? fromYear : `${fromYear}–${toYear}`}`;
  return `${JSON.stringify(calendarOf({ id, name, fromYear, toYear }))}\n`;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

function lineOf(holiday: Holiday): string {
  const { date, lunar, names, basis } = holiday;
  const lunarDay = `${lunar.day}/${lunar.month}${lunar.isLeap ? ' nhuận' : ''}`;
  // what is off by exchange says so in its name
  const mark = { statutory: 'off', 'in-lieu': 'off', exchanged: 'off', observance: '' }[holiday.kind];
  const doubt = basis === 'expected' ? '  (expected, not yet announced)' : '';
  return `${date} ${weekday.format(Date.parse(date))}  ${lunarDay.padEnd(11)}  ${mark.padEnd(3)}  ${names.vi} · ${names.en}${doubt}\n`;
}
