import { exitTriesSchema, type StoredAnswer } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import type { LinkedPlayer } from '../link/player-session.ts';

/** Who has tried this one already; the audit has what it was. */
export type ExitTryTables = { exit_tries: { playerId: string; id: string; atMs: number } };

/** A player that tells of more in a day is ill, or somebody else: its word must not fill the audit. */
const mostADay = 500;
const dayMs = 86_400_000;

/** Takes what a player tells of tries to leave its kiosk: each becomes one row of the audit, once. */
export async function storeExitTries(
  { truth, audit, clock }: Pick<AppContext, 'truth' | 'audit' | 'clock'>,
  { playerId, screenId }: LinkedPlayer,
  message: unknown,
): Promise<StoredAnswer> {
  const parsed = exitTriesSchema.safeParse(message);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: 'refused', code: 'bad-input', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 500) };
  }
  const storedAtMs = clock.nowMs();
  return await truth.transaction().execute(async (transaction): Promise<StoredAnswer> => {
    await transaction
      .deleteFrom('exit_tries')
      .where('playerId', '=', playerId)
      .where('atMs', '<', storedAtMs - dayMs)
      .execute();
    const known = await transaction.selectFrom('exit_tries').select('id').where('playerId', '=', playerId).execute();
    const fresh = parsed.data.tries.filter((one) => known.every(({ id }) => id !== one.id));
    if (known.length + fresh.length > mostADay)
      return { kind: 'refused', code: 'too-many', detail: `more than ${mostADay} tries in a day are not written down` };
    for (const { id, atMs, result, failures } of fresh) {
      // kept by the time of the server, as that of a player may be anything
      await transaction.insertInto('exit_tries').values({ playerId, id, atMs: storedAtMs }).execute();
      await audit(transaction, {
        actor: `player:${playerId}`,
        action: 'exit-tried',
        subject: `screen:${screenId}`,
        detail: { result, failures, atMs },
      });
    }
    return { kind: 'stored', through: 0 };
  });
}
