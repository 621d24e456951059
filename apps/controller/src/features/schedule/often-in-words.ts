import type { Words } from '../../words/words.ts';
import { daysInWords } from './days-in-words.ts';
import { weekdayOf, weekdays } from './when-draft.ts';

type Weekday = (typeof weekdays)[number];
type Parts = ReadonlyMap<string, string>;
/** In what words are made: a list of two is joined as the language joins it. */
type Tongue = { readonly words: Words; readonly locale: string };

const ordinals = ['1', '2', '3', '4', '5', '-1', '-2'] as const;
/** More dates are a rule that nobody reads out. */
const mostDates = 6;

/** How often a rule of RFC 5545 recurs, without its first and last day; null for what there are no words for. */
export function oftenInWords(parts: Parts, start: string, { words, locale }: Tongue): string | null {
  const count = Number(parts.get('INTERVAL') ?? 1);
  const tongue = { words, locale };
  const named = new Set([...parts.keys()].filter((name) => !['FREQ', 'INTERVAL', 'UNTIL', 'COUNT', 'WKST'].includes(name)));
  const says = (...names: string[]) => [...named].every((name) => names.includes(name));
  const months = parts.has('BYMONTH') ? monthsInWords(parts.get('BYMONTH') ?? '', locale) : '';
  if (months === null) return null;
  const inMonths = (often: string) => (months === '' ? often : `${often}, ${words('when.inMonths', { months })}`);
  switch (parts.get('FREQ') ?? '') {
    case 'DAILY': {
      if (!says('BYMONTH')) return null;
      return inMonths(count === 1 ? words('when.everyDay') : words('when.everyDays', { count }));
    }
    case 'WEEKLY': {
      const days = parts.get('BYDAY')?.split(',') ?? [weekdayOf(start)];
      if (!says('BYDAY', 'BYMONTH') || !days.every(isWeekday)) return null;
      return inMonths(words(count === 1 ? 'when.everyWeek' : 'when.everyWeeks', { count, span: daysInWords(days, words) }));
    }
    case 'MONTHLY': {
      const on = says('BYDAY', 'BYMONTHDAY', 'BYSETPOS', 'BYMONTH') ? dayOfMonthInWords(parts, start, tongue) : null;
      // every third month, and of those May: whoever wrote that reads it better as it is
      if (on === null || (count > 1 && months !== '')) return null;
      return inMonths(words(count === 1 ? 'when.everyMonth' : 'when.everyMonths', { count, on }));
    }
    case 'YEARLY': {
      const on = says('BYDAY', 'BYMONTHDAY', 'BYSETPOS', 'BYMONTH') ? dayOfYearInWords(parts, start, months, tongue) : null;
      return on === null ? null : words(count === 1 ? 'when.everyYear' : 'when.everyYears', { count, date: on });
    }
    default:
      return null;
  }
}

/** Days of a month: by their numbers, from its end, by weekdays, or by their place among some weekdays. */
function dayOfMonthInWords(parts: Parts, start: string, { words, locale }: Tongue): string | null {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const byDay = parts.get('BYDAY');
  const places = parts.get('BYSETPOS');
  if (byDay === undefined) {
    if (places !== undefined) return null;
    const days = (parts.get('BYMONTHDAY') ?? String(Number(start.slice(8, 10)))).split(',').map(Number);
    if (days.length > mostDates || !days.every((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31)) return null;
    const fromStart = days.filter((day) => day > 0);
    const fromEnd = days.filter((day) => day < 0);
    return list.format([
      ...(fromStart.length === 0 ? [] : [words('when.onDay', { days: fromStart.join(', ') })]),
      ...fromEnd.map((day) => (day === -1 ? words('when.lastDay') : words('when.dayFromEnd', { count: -day }))),
    ]);
  }
  if (parts.has('BYMONTHDAY')) return null;
  const days = byDay.split(',');
  if (places !== undefined) {
    const ofThem = places.split(',').map((place) => ordinals.find((one) => one === place));
    if (!days.every(isWeekday) || !ofThem.every((one) => one !== undefined)) return null;
    return list.format(
      ofThem.map((one) => words('when.ordinalOf', { ordinal: words(`when.ordinals.${one}`), days: daysInWords(days, words) })),
    );
  }
  if (days.every(isWeekday)) return words('when.eachOf', { days: daysInWords(days, words) });
  const nth = days.map((day) => {
    const [, at, weekday = ''] = /^\+?(-?\d)(\w\w)$/.exec(day) ?? [];
    const ordinal = ordinals.find((one) => one === at);
    return ordinal === undefined || !isWeekday(weekday)
      ? null
      : words('when.nthWeekday', { ordinal: words(`when.ordinals.${ordinal}`), day: words(`days.long.${weekday}`) });
  });
  return nth.length <= mostDates && nth.every((one) => one !== null) ? list.format(nth) : null;
}

/** Dates of a year, or days of its months. Without a month a number or a weekday is of the whole year, for which there are no words. */
function dayOfYearInWords(parts: Parts, start: string, months: string, { words, locale }: Tongue): string | null {
  const isPlain = !parts.has('BYDAY') && !parts.has('BYSETPOS');
  if (months === '' && (parts.has('BYMONTHDAY') || !isPlain)) return null;
  const monthDays = (parts.get('BYMONTHDAY') ?? String(Number(start.slice(8, 10)))).split(',').map(Number);
  if (isPlain && monthDays.every((day) => day > 0)) {
    const inMonths = (parts.get('BYMONTH') ?? String(Number(start.slice(5, 7)))).split(',').map(Number);
    const dates = inMonths.flatMap((month) => monthDays.map((day) => dateInWords(month, day, locale)));
    return dates.length <= mostDates && dates.every((date) => date !== null)
      ? new Intl.ListFormat(locale, { type: 'conjunction' }).format(dates)
      : null;
  }
  const on = dayOfMonthInWords(parts, start, { words, locale });
  return on === null ? null : words('when.ofMonths', { on, months });
}

/** `2 September`; null for a date that no year has. A leap year has all of them. */
function dateInWords(month: number, day: number, locale: string): string | null {
  const at = new Date(Date.UTC(2_024, month - 1, day));
  if (!Number.isInteger(day) || at.getUTCMonth() !== month - 1) return null;
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(at);
}

/** The months' names; null for what is none. */
function monthsInWords(list: string, locale: string): string | null {
  const months = list.split(',').map(Number);
  if (!months.every((month) => Number.isInteger(month) && month >= 1 && month <= 12)) return null;
  const name = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long' });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(
    months.map((month) => inSentence(name.format(Date.UTC(2_024, month - 1, 1)), locale)),
  );
}

/** Vietnamese writes a month small within a sentence, and its names of months stand alone. */
function inSentence(month: string, locale: string): string {
  return locale.startsWith('vi') ? month.toLocaleLowerCase(locale) : month;
}

function isWeekday(text: string): text is Weekday {
  return weekdays.some((day) => day === text);
}
