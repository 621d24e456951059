import type { RefusalReason } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { inPortions } from './in-portions.ts';
import type { PublicationTables } from './store.ts';

type ReleaseRow = PublicationTables['releases'];

/** What is still on its way to these screens is overtaken. Gives the publications it belonged to. */
export async function supersedeOlder(
  transaction: Transaction<TruthSchema>,
  rows: readonly ReleaseRow[],
  nowMs: number,
): Promise<readonly string[]> {
  const publications = new Set<string>();
  const reason: RefusalReason | null = null;
  for (const piece of inPortions(rows, 500)) {
    const overtaken = await transaction
      .updateTable('releases')
      .set({ state: 'superseded', reason, changedAtMs: nowMs })
      .where(
        'screenId',
        'in',
        piece.map((row) => row.screenId),
      )
      .where('state', 'in', ['queued', 'delivered', 'prepared'])
      .returning('publicationId')
      .execute();
    for (const { publicationId } of overtaken) publications.add(publicationId);
  }
  return [...publications];
}
