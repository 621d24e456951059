import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type CollectionTables = {
  /** Objects by their names and media by their hashes that no root reached when it was last looked, and since when. */
  unreachable: { kind: 'object' | 'media'; name: string; sinceMs: number };
  /** Releases that were collected: that they were, and which tree it was. */
  collected_releases: { screenId: string; number: number; publicationId: string; tree: string };
  /** Publications of which releases were collected before that was remembered. */
  forgotten_releases: { publicationId: string };
  leases: { name: string; holder: string; untilMs: number };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/**
 * These are about to be referred to, whether or not they are here already: their grace begins anew. Whoever writes a name asks this in
 * the transaction of the name, or before the file comes to its place; what is collected is collected in a transaction that still finds
 * the mark.
 */
export async function keepFromCollection(db: Db, kind: CollectionTables['unreachable']['kind'], names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await db.deleteFrom('unreachable').where('kind', '=', kind).where('name', 'in', names).execute();
}
