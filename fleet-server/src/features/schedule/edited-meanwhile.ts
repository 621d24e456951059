import { refuse, type Refusal } from '../../http/outcome.ts';

/** Whether the row is there in the revision that its editor read; null: it is, or there was none to read. */
export function editedMeanwhile(
  what: 'entry' | 'daypart' | 'calendar',
  row: { readonly revision: number } | undefined,
  readRevision: number | null,
): Refusal | null {
  if (readRevision === null) return null;
  if (row === undefined) return refuse('not-found', `no such ${what}`);
  if (row.revision === readRevision) return null;
  const detail = `somebody changed this ${what} since it was read; read it again`;
  return refuse('edited-meanwhile', detail, { field: 'body.revision', limit: row.revision });
}
