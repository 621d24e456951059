import type { Words } from '../../words/words.ts';
import type { EntryForm } from './entry-form.ts';

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
    when: (value) => {
      if (value.kind === 'weekly' && value.days.length === 0) return words('schedule.dayNeeded');
      if (value.kind === 'weekly' && (value.from === '' || value.to === '' || value.firstDate === '')) return words('schedule.timesNeeded');
      if (value.kind === 'once' && value.start === '') return words('schedule.timesNeeded');
      if (value.kind === 'once' && value.end !== '' && value.end <= value.start) return words('schedule.endBeforeStart');
      return null;
    },
  } satisfies { [K in keyof EntryForm]?: Check<K> };
  return checks;
}

/** A number field that was emptied holds an empty string. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
