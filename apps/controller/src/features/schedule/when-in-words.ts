import type { Weekday, When } from '@gatecast/schedules';
import type { Words } from '../../words/words.ts';
import { daysInWords } from './days-in-words.ts';
import { localInWords } from './local-in-words.ts';
import { ruleInWords } from './rule-in-words.ts';
import { readWhen, weekdays } from './when-draft.ts';

/** A span of weekdays and times as an editor says it: `Mon–Fri 07:00–19:00`, `Fri 22:00 to Sat 02:00`. */
export function spanInWords(days: readonly Weekday[], from: string, to: string, words: Words): string {
  const allDay = (from === to && from === '00:00') || (from === '00:00' && to === '24:00');
  if (allDay) return words('when.dayAllDay', { days: daysInWords(days, words) });
  if (to > from) return words('when.dayTimes', { days: daysInWords(days, words), from, to });
  const day = days[0];
  if (days.length === 1 && day !== undefined) {
    const next = weekdays[(weekdays.indexOf(day) + 1) % 7] ?? 'MO';
    return words('when.overMidnight', { day: words(`days.short.${day}`), from, next: words(`days.short.${next}`), to });
  }
  return words('when.overMidnightDays', { days: daysInWords(days, words), from, to });
}

/** When an entry is on, in words; `today` (`YYYY-MM-DD`) tells whether its first day is still to come. */
export function whenInWords(when: When, options: { readonly words: Words; readonly locale: string; readonly today: string }): string {
  const { words, locale, today } = options;
  const { once, weekly } = readWhen(when);
  if (once !== null)
    return once.end === ''
      ? words('when.from', { start: localInWords(once.start, locale) })
      : words('when.fromTo', { start: localInWords(once.start, locale), end: localInWords(once.end, locale) });
  if (weekly !== null) {
    const { days, every, from, to, firstDate, lastDate } = weekly;
    const span = spanInWords(days, from, to, words);
    const isEach = Number(every) === 1;
    return [
      isEach ? span : words('when.everyWeeks', { count: Number(every), span }),
      // the first day says which of the weeks are meant
      ...(isEach && firstDate <= today ? [] : [words('when.firstDate', { date: localInWords(firstDate, locale) })]),
      ...(lastDate === '' ? [] : [words('when.lastDate', { date: localInWords(lastDate, locale) })]),
    ].join(', ');
  }
  return when.kind === 'recurring' ? ruleInWords(when, words, locale) : words('when.always');
}
