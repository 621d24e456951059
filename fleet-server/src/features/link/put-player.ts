import type { Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** The id of a screen's player; undefined: it has none. */
export async function presentPlayer(transaction: Transaction<TruthSchema>, screenId: string): Promise<string | undefined> {
  const found = transaction.selectFrom('players').select('id').where('screenId', '=', screenId).where('revokedAtMs', 'is', null);
  return (await found.executeTakeFirst())?.id;
}

/** Makes a key the player of a screen; who was it before loses it in the same transaction, and is given back. */
export async function putPlayer(
  transaction: Transaction<TruthSchema>,
  player: {
    readonly id: string;
    readonly screenId: string;
    readonly publicKey: string;
    readonly enrolledAtMs: number;
    readonly enrolledBy: string;
  },
): Promise<{ readonly replacedId: string | null }> {
  const present = await presentPlayer(transaction, player.screenId);
  if (present !== undefined)
    await transaction.updateTable('players').set({ revokedAtMs: player.enrolledAtMs }).where('id', '=', present).execute();
  await transaction
    .insertInto('players')
    .values({ ...player, revokedAtMs: null })
    .execute();
  return { replacedId: present ?? null };
}
