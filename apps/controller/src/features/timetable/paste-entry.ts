import type { StoredEntry } from '@gatecast/protocol';
import { recur } from '@gatecast/schedules';
import { readEntry, type EntryForm } from '../schedule/entry-form.ts';
import { readWhen, type Recurring } from '../schedule/when-draft.ts';
import { changeWhen, movedBy } from './change-when.ts';

/** What was copied: an entry, or one of its occurrences by its wall-clock start. */
export type Copied = { readonly entry: StoredEntry; readonly start: string | null };

/**
 * A new entry like the copied one, for another target and from another date (`YYYY-MM-DD`) on: one occurrence is on once, a recurrence begins
 * anew with its weekdays as they are.
 */
export function pastedForm({ entry, start }: Copied, target: string, date: string): EntryForm {
  const form = { ...readEntry(entry), targets: [target] };
  const { when } = entry;
  if (when.kind === 'always') return form;
  const from = start ?? when.start;
  const days = Math.round((Date.parse(`${date}T00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00Z`)) / 86_400_000);
  const shift = { startMinutes: days * 1_440, endMinutes: days * 1_440 };
  if (start !== null && when.kind === 'recurring') {
    const minutes = (Date.parse(`${start}Z`) - Date.parse(`${when.start}Z`)) / 60_000;
    const once = changeWhen({ kind: 'once', start, end: movedBy(when.end, minutes) }, shift);
    return once === null ? form : { ...form, when: readWhen(once) };
  }
  // a rule keeps its days: it is only begun later or earlier
  if (when.kind === 'recurring') return { ...form, when: withFirstDate(form.when, when, date) };
  const moved = changeWhen(when, shift);
  return moved === null ? form : { ...form, when: readWhen(moved) };
}

function withFirstDate(form: EntryForm['when'], when: Recurring, date: string): EntryForm['when'] {
  if (form.weekly !== null) return { ...form, weekly: { ...form.weekly, firstDate: date } };
  const start = firstFrom(when, date);
  const minutes = (Date.parse(`${start}Z`) - Date.parse(`${when.start}Z`)) / 60_000;
  const stay = (list: readonly string[]) => list.filter((one) => one >= start);
  return readWhen({
    ...{ ...when, start, end: movedBy(when.end, minutes) },
    excludedStarts: stay(when.excludedStarts),
    addedStarts: stay(when.addedStarts),
  });
}

/** After so many days the calendar comes again, leap days and weekdays (between 1901 and 2099). */
const cycleMinutes = 28 * 365.25 * 1_440;

/** When a recurrence that is begun anew from a date on has its first occurrence: a rule counts its weeks and months from there. */
function firstFrom(when: Recurring, date: string): string {
  const from = `${date}T00:00`;
  const anew = (rule: string) =>
    rule
      .split(';')
      .filter((part) => !/^(INTERVAL|COUNT|UNTIL)=/.test(part))
      .join(';');
  const start = when.start < from ? when.start : movedBy(when.start, -cycleMinutes);
  const found = recur({ start, zone: null, rules: when.rules.map(anew), excluded: [], added: [], count: 1, from, until: null });
  const first = found.kind === 'recurrence' ? found.starts[0] : undefined;
  if (first === undefined) return `${date}${when.start.slice(10)}`;
  return movedBy(new Date(first.wallMs).toISOString().slice(0, when.start.length), 0);
}
