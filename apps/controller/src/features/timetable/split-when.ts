import { recur, type When } from '@gatecast/schedules';
import { partsOfRule, type Recurring } from '../schedule/when-draft.ts';
import { changeWhen, movedBy, type Shift } from './change-when.ts';

/** How far a change of one occurrence reaches. */
export type Reach = 'one' | 'following' | 'all';

/** What an entry keeps of its recurrence, and what becomes of the rest, which is an entry of its own. */
export type SplitWhen = { readonly kept: Recurring; readonly own: When };

/**
 * Splits a recurrence at the occurrence that begins at a wall-clock time, and moves what is taken out. null where that cannot be said: no
 * occurrence begins then (a daypart, a calendar or a change of clocks begins it), none comes before the following ones, or a rule counts its occurrences.
 */
export function splitWhen(when: Recurring, start: string, shift: Shift, reach: 'one' | 'following'): SplitWhen | null {
  if (!beginsAt(when, start)) return null;
  const minutes = (Date.parse(`${start}Z`) - Date.parse(`${when.start}Z`)) / 60_000;
  const end = movedBy(when.end, minutes);
  if (reach === 'one') {
    const own = changeWhen({ kind: 'once', start, end }, shift);
    return own === null ? null : { kept: { ...when, excludedStarts: [...when.excludedStarts, start] }, own };
  }
  if (start <= when.start || when.rules.some((rule) => partsOfRule(rule).has('COUNT'))) return null;
  const split = (list: readonly string[]) => ({ before: list.filter((one) => one < start), from: list.filter((one) => one >= start) });
  const [excluded, added] = [split(when.excludedStarts), split(when.addedStarts)];
  const kept = {
    ...{ ...when, excludedStarts: excluded.before, addedStarts: added.before },
    rules: when.rules.map((rule) => endingAt(rule, lastMoment(when, start))),
  };
  const own = changeWhen({ ...when, start, end, excludedStarts: excluded.from, addedStarts: added.from }, shift);
  return own === null ? null : { kept, own };
}

/** The recurrence without the occurrence that begins then; null where none does. */
export function withoutOccurrence(when: Recurring, start: string): Recurring | null {
  return beginsAt(when, start) ? { ...when, excludedStarts: [...when.excludedStarts, start] } : null;
}

function beginsAt({ start, rules, excludedStarts, addedStarts }: Recurring, wanted: string): boolean {
  if (wanted === start) return !excludedStarts.includes(wanted);
  const [from, until] = [wanted, movedBy(wanted, 1)];
  const found = recur({ start, zone: null, rules, excluded: excludedStarts, added: addedStarts, count: null, from, until });
  const wantedMs = Date.parse(`${wanted}Z`);
  return found.kind === 'recurrence' && found.starts.some(({ wallMs }) => wallMs === wantedMs);
}

/** The last moment of what comes before a start: the day before it ends, or the second before it where the same day has an earlier one. */
function lastMoment({ start: first, rules }: Recurring, start: string): string {
  const midnight = `${start.slice(0, 10)}T00:00`;
  const sameDay = recur({ start: first, zone: null, rules, excluded: [], added: [], count: null, from: midnight, until: start });
  const isLater = sameDay.kind === 'recurrence' && sameDay.starts.length > 0;
  return new Date(Date.parse(`${isLater ? start : midnight}Z`) - 1_000).toISOString().slice(0, 19);
}

/** A rule that ends at a moment; one that ends before it stays as it is. */
function endingAt(rule: string, moment: string): string {
  const until = moment.replaceAll(/[-:]/g, '');
  const before = partsOfRule(rule).get('UNTIL');
  if (before !== undefined && before.slice(0, 15) <= until) return rule;
  return [...rule.split(';').filter((part) => !part.startsWith('UNTIL=')), `UNTIL=${until}`].join(';');
}
