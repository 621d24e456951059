import type { IncidentKind } from '@gatecast/protocol';

// When a condition becomes an incident, and when it is over. Pure: instants are of a monotonic clock, so that no clock that is set opens
// or ends anything. `unknown` holds what is: a screen that cannot be heard tells nothing of its disk.

/** `between`: neither bad nor good, as a value between two limits is. */
export type Reading = 'bad' | 'good' | 'between' | 'unknown';

/** How long a condition must hold to open an incident, and how long it must be gone to end it. */
export type Patience = { readonly opensAfterMs: number; readonly endsAfterMs: number };

const second = 1_000;
const minute = 60 * second;

export const patience: { readonly [Kind in IncidentKind]: Patience } = {
  // presence itself waits for 40 s of silence
  offline: { opensAfterMs: 20 * second, endsAfterMs: 30 * second },
  stuck: { opensAfterMs: 45 * second, endsAfterMs: 30 * second },
  'safe-mode': { opensAfterMs: 0, endsAfterMs: 0 },
  'item-failing': { opensAfterMs: 5 * second, endsAfterMs: 30 * second },
  'wrong-release': { opensAfterMs: minute, endsAfterMs: 15 * second },
  clock: { opensAfterMs: 2 * minute, endsAfterMs: minute },
  'storage-low': { opensAfterMs: 30 * second, endsAfterMs: 5 * minute },
  'memory-low': { opensAfterMs: 5 * minute, endsAfterMs: 5 * minute },
  'too-hot': { opensAfterMs: 2 * minute, endsAfterMs: 5 * minute },
  // what is told once is over when it was not told again for so long
  'key-twice': { opensAfterMs: 0, endsAfterMs: 10 * minute },
  'record-gap': { opensAfterMs: 0, endsAfterMs: 30 * minute },
  'server-behind': { opensAfterMs: 0, endsAfterMs: 30 * second },
  // a heartbeat says what is painted, and the next one comes fifteen seconds on
  'alert-unpainted': { opensAfterMs: 30 * second, endsAfterMs: 0 },
  // files that are being exchanged are seen half-way
  certificate: { opensAfterMs: 30 * second, endsAfterMs: 30 * second },
};

/** What is remembered of one condition of one screen, or of the server. */
export type Course = { readonly isOpen: boolean; readonly reading: Exclude<Reading, 'between'>; readonly sinceMs: number };

/** One reading more: the course goes on, and perhaps an incident opens or ends. */
export function follow(
  course: Course,
  reading: Reading,
  { opensAfterMs, endsAfterMs }: Patience,
  nowMs: number,
): { readonly course: Course; readonly change: 'opens' | 'ends' | null } {
  // not bad enough to begin anything and not good enough to end it: what was goes on, but only what is plain opens or ends
  if (reading === 'between') return { course, change: null };
  // what cannot be known neither goes on nor is interrupted: its time does not count
  if (reading === 'unknown') return { course: { ...course, reading, sinceMs: nowMs }, change: null };
  const next = course.reading === reading ? course : { ...course, reading, sinceMs: nowMs };
  const lastedMs = nowMs - next.sinceMs;
  if (reading === 'bad' && !course.isOpen && lastedMs >= opensAfterMs) return { course: { ...next, isOpen: true }, change: 'opens' };
  if (reading === 'good' && course.isOpen && lastedMs >= endsAfterMs) return { course: { ...next, isOpen: false }, change: 'ends' };
  return { course: next, change: null };
}
