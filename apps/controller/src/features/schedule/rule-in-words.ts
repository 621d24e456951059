import type { Words } from '../../words/words.ts';
import { localInWords } from './local-in-words.ts';
import { daysInWords } from './days-in-words.ts';
import { partsOfRule, weekdayOf, weekdays, type Recurring } from './when-draft.ts';

const dayMs = 86_400_000;
const ordinals = ['1', '2', '3', '4', '5', '-1'] as const;

/** A recurrence that is no plain week: how often in words where there are words for it, its times, its first and last day, its exceptions. */
export function ruleInWords({ start, end, rules, excludedStarts, addedStarts }: Recurring, words: Words, locale: string): string {
  const [rule = ''] = rules;
  const parts = partsOfRule(rule);
  const how = rules.length === 1 ? oftenInWords(parts, start, words, locale) : null;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '');
  const count = Number(parts.get('COUNT'));
  return [
    how ?? words('when.byRule', { rule: rules.join(' + ') }),
    timesInWords(start, end, words),
    words('when.firstDate', { date: localInWords(start.slice(0, 10), locale) }),
    ...(how !== null && until !== null
      ? [words('when.lastDate', { date: localInWords(`${until[1]}-${until[2]}-${until[3]}`, locale) })]
      : []),
    ...(how !== null && count > 0 ? [words('when.times', { count })] : []),
    ...(excludedStarts.length > 0 ? [words('when.without', { count: excludedStarts.length })] : []),
    ...(addedStarts.length > 0 ? [words('when.added', { count: addedStarts.length })] : []),
  ].join(', ');
}

/** How often; null for what there are no words for. */
function oftenInWords(parts: ReadonlyMap<string, string>, start: string, words: Words, locale: string): string | null {
  const count = Number(parts.get('INTERVAL') ?? 1);
  const isEach = count === 1;
  const says = (...names: string[]) =>
    [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'UNTIL', 'COUNT', 'WKST', ...names].includes(name));
  const byDay = parts.get('BYDAY');
  const monthDay = parts.get('BYMONTHDAY') ?? String(Number(start.slice(8, 10)));
  switch (parts.get('FREQ') ?? '') {
    case 'DAILY':
      return says() ? (isEach ? words('when.everyDay') : words('when.everyDays', { count })) : null;
    case 'WEEKLY': {
      const days = byDay?.split(',') ?? [weekdayOf(start)];
      if (!says('BYDAY') || !days.every(isWeekday)) return null;
      return words(isEach ? 'when.everyWeek' : 'when.everyWeeks', { count, span: daysInWords(days, words) });
    }
    case 'MONTHLY': {
      if (byDay === undefined)
        return says('BYMONTHDAY') && /^\d+(,\d+)*$/.test(monthDay)
          ? words(isEach ? 'when.everyMonthDay' : 'when.everyMonthsDay', { count, days: monthDay.replaceAll(',', ', ') })
          : null;
      const [, at, day = ''] = /^(-?\d)(\w\w)$/.exec(byDay) ?? [];
      const ordinal = ordinals.find((one) => one === at);
      return says('BYDAY') && ordinal !== undefined && isWeekday(day)
        ? words(isEach ? 'when.everyMonthWeekday' : 'when.everyMonthsWeekday', {
            ...{ count, ordinal: words(`when.ordinals.${ordinal}`), day: words(`days.long.${day}`) },
          })
        : null;
    }
    case 'YEARLY': {
      const month = Number(parts.get('BYMONTH') ?? start.slice(5, 7));
      if (!says('BYMONTH', 'BYMONTHDAY') || !(month >= 1 && month <= 12) || !/^\d+$/.test(monthDay)) return null;
      // a leap year has all days
      const atMs = Date.UTC(2_024, month - 1, Number(monthDay));
      const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(atMs);
      return new Date(atMs).getUTCMonth() === month - 1 ? words(isEach ? 'when.everyYear' : 'when.everyYears', { count, date }) : null;
    }
    default:
      return null;
  }
}

function timesInWords(start: string, end: string, words: Words): string {
  const [from, to] = [start.slice(11), end.slice(11)];
  const days = Math.round((Date.parse(`${end.slice(0, 10)}T00:00Z`) - Date.parse(`${start.slice(0, 10)}T00:00Z`)) / dayMs);
  if (days === 1 && from === '00:00' && to === '00:00') return words('when.allDay');
  if (days === 0) return `${from}–${to}`;
  return words(days === 1 ? 'when.nextDay' : 'when.daysLater', { from, to, count: days });
}

function isWeekday(text: string): text is (typeof weekdays)[number] {
  return weekdays.some((day) => day === text);
}
