import type { Weekday } from '@gatecast/schedules';
import type { Words } from '../../words/words.ts';
import { weekdays } from './when-draft.ts';

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
