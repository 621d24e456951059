import type { AppContext } from '../../app-context.ts';

/** For how long better-auth takes no second step of an account after ten wrong ones (its own figures, which accounts.test.ts holds). */
export const lockMs = 15 * 60_000;

/**
 * Writes into the audit which accounts' second steps have been closed, each closing once; gives whose. better-auth locks by itself and tells
 * nobody, so that this is asked after each step that it refused.
 */
export async function noteLocks({ truth, clock, audit }: Pick<AppContext, 'truth' | 'clock' | 'audit'>): Promise<readonly string[]> {
  const nowMs = clock.nowMs();
  return truth.transaction().execute(async (transaction) => {
    const locked = await transaction
      .selectFrom('twoFactor')
      .select(['userId', 'lockedUntil'])
      .where('lockedUntil', '>', new Date(nowMs).toISOString())
      .execute();
    const fresh: string[] = [];
    for (const { userId, lockedUntil } of locked) {
      const untilMs = Date.parse(lockedUntil ?? '');
      const subject = `user:${userId}`;
      const known = await transaction
        .selectFrom('audit')
        .select('sequence')
        .where('subject', '=', subject)
        .where('action', '=', 'second-step-locked')
        .where('atMs', '>=', untilMs - lockMs)
        .executeTakeFirst();
      if (known !== undefined) continue;
      await audit(transaction, { actor: 'system', action: 'second-step-locked', subject, detail: { untilMs } });
      fresh.push(userId);
    }
    return fresh;
  });
}
