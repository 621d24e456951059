import type { Transaction } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { editedMeanwhile } from '../revisions/store.ts';

/** Whether the row is there in the revision that its editor read; null: it is, or (`readRevision` null) there was none to read. */
export async function staleEdit(
  transaction: Transaction<TruthSchema>,
  { what, id }: { readonly what: 'entry' | 'daypart' | 'calendar' | 'layout'; readonly id: string },
  row: { readonly revision: number } | undefined,
  readRevision: number | null,
  field?: string,
): Promise<Refusal | null> {
  if (readRevision === null) return null;
  if (row === undefined) return refuse('not-found', `no such ${what}`);
  return editedMeanwhile(transaction, {
    what,
    audited: `${what}:${id}`,
    revision: row.revision,
    read: readRevision,
    ...(field === undefined ? {} : { field }),
  });
}
