import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { hashOfSecret, newSecret } from './secret-link.ts';
import { hasAnybody } from './store.ts';

const validMs = 24 * 3_600_000;

export function hashOfToken(token: string): string {
  return hashOfSecret('setup', token);
}

/**
 * Makes the token that makes the first administrator; an earlier one dies. Only its hash is stored. Gives null
 * where somebody has an account already.
 */
export async function renewSetupToken(db: Kysely<TruthSchema>, nowMs: number): Promise<string | null> {
  const { secret: token, hash } = newSecret('setup');
  const isMade = await db.transaction().execute(async (transaction) => {
    if (await hasAnybody(transaction)) return false;
    await transaction.deleteFrom('setup_token').execute();
    await transaction
      .insertInto('setup_token')
      .values({ hash, expiresAtMs: nowMs + validMs })
      .execute();
    return true;
  });
  return isMade ? token : null;
}
