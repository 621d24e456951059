import type { StoredEntry } from '@gatecast/protocol';
import { readEntry, type EntryForm } from '../schedule/entry-form.ts';
import { readWhen } from '../schedule/when-draft.ts';
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
  if (when.kind === 'recurring') return { ...form, when: withFirstDate(form.when, date) };
  const moved = changeWhen(when, shift);
  return moved === null ? form : { ...form, when: readWhen(moved) };
}

function withFirstDate(when: EntryForm['when'], date: string): EntryForm['when'] {
  return when.weekly === null ? when : { ...when, weekly: { ...when.weekly, firstDate: date } };
}
