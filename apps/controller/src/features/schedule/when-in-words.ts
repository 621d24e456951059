import type { Weekday, When } from '@gatecast/schedules';
import type { Words } from '../../words/words.ts';
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

/** `Mon–Fri, Sun`; every day where all seven are named. */
export function daysInWords(days: readonly Weekday[], words: Words): string {
  if (days.length === 7) return words('when.everyDay');
  const runs: Weekday[][] = [];
  for (const day of weekdays.filter((each) => days.includes(each))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && weekdays.indexOf(day) === weekdays.indexOf(last) + 1) run.push(day);
    else runs.push([day]);
  }
  const short = (day: Weekday | undefined) => (day === undefined ? '' : words(`days.short.${day}`));
  return runs.flatMap((run) => (run.length > 2 ? [`${short(run[0])}–${short(run.at(-1))}`] : run.map((day) => short(day)))).join(', ');
}

/** A wall-clock date, with its time where it has one, in the interface's locale and without a zone. */
export function localInWords(local: string, locale: string): string {
  const hasTime = local.length > 10;
  const at = Date.parse(hasTime ? `${local}Z` : `${local}T00:00Z`);
  if (Number.isNaN(at)) return local;
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(at);
  return hasTime ? `${date} ${local.slice(11, 16)}` : date;
}

/** When an entry is on, in words; `today` (`YYYY-MM-DD`) tells whether its first day is still to come. */
export function whenInWords(when: When, options: { readonly words: Words; readonly locale: string; readonly today: string }): string {
  const { words, locale, today } = options;
  const draft = readWhen(when);
  switch (draft.kind) {
    case 'always':
      return words('when.always');
    case 'once':
      return draft.end === ''
        ? words('when.from', { start: localInWords(draft.start, locale) })
        : words('when.fromTo', { start: localInWords(draft.start, locale), end: localInWords(draft.end, locale) });
    case 'weekly': {
      const span = spanInWords(draft.days, draft.from, draft.to, words);
      const first = draft.firstDate > today ? `, ${words('when.firstDate', { date: localInWords(draft.firstDate, locale) })}` : '';
      const last = draft.lastDate === '' ? '' : `, ${words('when.lastDate', { date: localInWords(draft.lastDate, locale) })}`;
      return `${span}${first}${last}`;
    }
    case 'other':
      return words('when.byRule', { rule: draft.when.rules.join(' + ') });
  }
}
