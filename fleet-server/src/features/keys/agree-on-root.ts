import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** One row: the fingerprint of the root document that players of this truth were given. */
export type KeysTables = { served_root: { id: 1; fingerprint: string } };

/**
 * Notes the root with the first start, and holds every later one, on whatever node, against it. Throws where they differ: players would
 * believe one node and not the other.
 */
export async function agreeOnRoot(truth: Kysely<TruthSchema>, fingerprint: string): Promise<void> {
  const served = await truth.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('served_root').select('fingerprint').executeTakeFirst();
    if (row !== undefined) return row.fingerprint;
    await transaction.insertInto('served_root').values({ id: 1, fingerprint }).execute();
    return fingerprint;
  });
  if (served !== fingerprint)
    throw new Error(
      `the keys here make the root ${fingerprint}, but this truth was served with ${served}: give every node the same GATECAST_KEYS, or put the keys back from a backup`,
    );
}
