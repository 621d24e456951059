import type { EntrySpan } from '@gatecast/schedules';

/** Whether it is hidden by nothing but a tie-break: a conflict. */
export function isTie({ standing }: Pick<EntrySpan['parts'][number], 'standing'>): boolean {
  return standing.kind === 'hidden' && (standing.why.kind === 'earlier-start' || standing.why.kind === 'later-id');
}
