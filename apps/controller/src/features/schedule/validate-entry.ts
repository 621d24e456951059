import type { Words } from '../../words/words.ts';
import type { EntryForm } from './entry-form.ts';
import { alwaysDraft, writeWhen, type WhenDraft } from './when-draft.ts';

type Check<K extends keyof EntryForm> = (value: EntryForm[K], form: EntryForm) => string | null;

/** What can be said of an entry before the server is asked, by field. */
export function validateEntry(words: Words) {
  const checks = {
    name: (value) => (value.trim() === '' ? words('common.required') : null),
    targets: (value) => (value.length === 0 ? words('schedule.targetNeeded') : null),
    playlistId: (value) => (value === null ? words('common.required') : null),
    layoutId: (value, { mode }) => (value === null && mode === 'overlay' ? words('schedule.overlayLayout') : null),
    turnSeconds: (value, { mode, takesTurns }) => (mode === 'replace' && takesTurns && !isNumber(value) ? words('common.required') : null),
    sharePercent: (value, { mode }) => (mode === 'interrupt' && !isNumber(value) ? words('common.required') : null),
    when: (value) => whenFault(value, words),
    exceptCalendarIds: (value, { calendarIds }) => (value.some((id) => calendarIds.includes(id)) ? words('schedule.bothCalendars') : null),
  } satisfies { [K in keyof EntryForm]?: Check<K> };
  return checks;
}

function whenFault({ kind, once, weekly, rule }: WhenDraft, words: Words): string | null {
  if (kind === 'weekly' && weekly !== null) {
    const { days, every, from, to, firstDate, lastDate } = weekly;
    if (days.length === 0) return words('schedule.dayNeeded');
    if (from === '' || to === '' || firstDate === '') return words('schedule.timesNeeded');
    if (!isNumber(every)) return words('schedule.everyNeeded');
    // the first of the chosen days may come days after the date that was typed
    const first = writeWhen({ ...alwaysDraft, kind, weekly });
    if (lastDate !== '' && first.kind === 'recurring' && lastDate < first.start.slice(0, 10)) return words('schedule.lastBeforeFirst');
  }
  const span = kind === 'once' ? once : kind === 'rule' ? rule : null;
  if (span !== null && (span.start === '' || (kind === 'rule' && span.end === ''))) return words('schedule.timesNeeded');
  if (span !== null && span.end !== '' && span.end <= span.start) return words('schedule.endBeforeStart');
  return null;
}

/** A number field that was emptied holds an empty string. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
