import { exportCalendar, type ExportedCalendar } from '@gatecast/icalendar';
import type { Entry, Plan } from '@gatecast/schedules';
import { readPlan } from '../plans/read-plan.ts';
import { shareInWords } from '../plans/site-words.ts';

/** The entries of a plan file (`-`: standard input) as a calendar. Throws a Refusal. */
export async function exportEvents(file: string, stampMs: number): Promise<ExportedCalendar> {
  const plan = await readPlan(file);
  const entries = plan.entries.map((entry) => ({
    uid: `${entry.id}@gatecast`,
    name: entry.name === '' ? entry.id : entry.name,
    when: entry.when,
    comment: besideTimes(plan, entry),
  }));
  return exportCalendar(entries, { zone: plan.screen.zone, stampMs });
}

/** What an event cannot say of an entry, in words: how it speaks, and what narrows it beside its times; null if there is nothing. */
function besideTimes(plan: Plan, entry: Entry): string | null {
  const names = (ids: readonly string[] | undefined, all: readonly { readonly id: string; readonly name: string }[] | undefined): string =>
    (ids ?? []).map((id) => all?.find((one) => one.id === id)?.name ?? id).join(', ');
  const speaks = {
    replace: '',
    interrupt: `An interrupt, promised ${shareInWords(entry.shareBp ?? 0)} of the time`,
    overlay: 'An overlay',
  };
  const narrowed = [
    ['Only inside', names(entry.daypartIds, plan.dayparts)],
    ['Only on the dates of', names(entry.calendarIds, plan.calendars)],
    ['Not on the dates of', names(entry.exceptCalendarIds, plan.calendars)],
  ].flatMap(([words, text]) => (text === '' ? [] : [`${words}: ${text}`]));
  const parts = [speaks[entry.mode], ...narrowed].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join('; ');
}
