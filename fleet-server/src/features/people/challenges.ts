import type { Clock } from '@gatecast/clock';
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type ChallengeTable = { hash: string; userId: string | null; detail: string; expiresAtMs: number };
export type ChallengePurpose = 'add-passkey' | 'passkey-sign-in' | 'single-sign-on';

const lifeMs = 5 * 60_000;

/** What was begun and waits for its answer, on whichever node that arrives; kept as a hash, good once and for five minutes. */
export type Challenges = {
  readonly keep: (purpose: ChallengePurpose, challenge: string, about?: { userId?: string; detail?: string }) => Promise<void>;
  /** What was kept; null: nothing was, it is too old, or was taken before. */
  readonly take: (purpose: ChallengePurpose, challenge: string) => Promise<Pick<ChallengeTable, 'userId' | 'detail'> | null>;
};

export function createChallenges(db: Kysely<TruthSchema>, clock: Clock): Challenges {
  const hashOf = (purpose: ChallengePurpose, challenge: string): string =>
    createHash('sha256').update(`gatecast-${purpose} ${challenge}`).digest('hex');
  return {
    async keep(purpose, challenge, { userId = null, detail = '' }: { userId?: string | null; detail?: string } = {}) {
      await db.deleteFrom('sign_in_challenges').where('expiresAtMs', '<=', clock.nowMs()).execute();
      const row = { hash: hashOf(purpose, challenge), userId, detail, expiresAtMs: clock.nowMs() + lifeMs };
      await db.insertInto('sign_in_challenges').values(row).execute();
    },
    async take(purpose, challenge) {
      const hash = hashOf(purpose, challenge);
      const row = await db
        .selectFrom('sign_in_challenges')
        .select(['userId', 'detail'])
        .where('hash', '=', hash)
        .where('expiresAtMs', '>', clock.nowMs())
        .executeTakeFirst();
      // of two who bring the same one the first is heard
      const taken = await db.deleteFrom('sign_in_challenges').where('hash', '=', hash).executeTakeFirst();
      return row !== undefined && taken.numDeletedRows === 1n ? row : null;
    },
  };
}
