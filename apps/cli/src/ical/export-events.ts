import { exportCalendar, type ExportedCalendar } from '@gatecast/icalendar';
import type { Entry, Plan } from '@gatecast/schedules';
import { readPlan } from '../plans/read-plan.ts';

/** The entries of a plan file (`-`: standard input) as a calendar. Throws a Refusal. */
export async function exportEvents(file: string, stampMs: number): Promise<ExportedCalendar> {
  const plan = await readPlan(file);
  const entries = plan.entries.map((entry) => ({
    uid: `${entry.id}@gatecast`,
    name: entry.name === '' ? entry.id : entry.name,
    when: entry.when,
    comment: narrowing(plan, entry),
  }));
  return exportCalendar(entries, { zone: plan.screen.zone, stampMs });
}

/** What narrows an entry beside its times, in words; null if nothing does. */
function narrowing(plan: Plan, entry: Entry): string | null {
  const names = (ids: readonly string[] | undefined, all: readonly { readonly id: string; readonly name: string }[] | undefined): string =>
    (ids ?? []).map((id) => all?.find((one) => one.id === id)?.name ?? id).join(', ');
  const parts = [
    ['Only inside', names(entry.daypartIds, plan.dayparts)],
    ['Only on the dates of', names(entry.calendarIds, plan.calendars)],
    ['Not on the dates of', names(entry.exceptCalendarIds, plan.calendars)],
  ].filter(([, text]) => text !== '');
  return parts.length === 0 ? null : parts.map(([words, text]) => `${words}: ${text}`).join('; ');
}
