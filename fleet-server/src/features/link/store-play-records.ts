import {
  payloadTypes,
  playRecordsSchema,
  signedDocumentSchema,
  type IncidentFact,
  type PlayRecord,
  type StoredAnswer,
} from '@gatecast/protocol';
import { keyIdOf, verifyDocument } from '@gatecast/signing';
import type { Kysely, Transaction } from 'kysely';
import { lockFor } from '../../store/lock-for.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { continueChain } from './play-chain.ts';
import type { LinkedPlayer } from './player-session.ts';

type Gap = Extract<IncidentFact, { says: 'records-missing' | 'records-lost' | 'another-chain' }>;

/**
 * Verifies a signed run of play records and stores what is new of it, exactly once, with the signed batch as evidence. `gap` says what of the
 * history is missing, where something is.
 */
export async function storePlayRecords(
  db: Kysely<TelemetrySchema>,
  player: LinkedPlayer,
  message: unknown,
  receivedAtMs: number,
): Promise<{ readonly answer: StoredAnswer; readonly storedCount: number; readonly gap: Gap | null }> {
  const refused = (code: 'bad-input' | 'bad-proof' | 'wrong-state', detail: string, gap: Gap | null = null) => ({
    answer: { kind: 'refused' as const, code, detail: detail.slice(0, 500) },
    storedCount: 0,
    gap,
  });
  const signed = signedDocumentSchema.safeParse(message);
  if (!signed.success) return refused('bad-input', 'is not a signed document');
  const quorum = { keys: new Map([[keyIdOf(player.publicKey), player.publicKey]]), threshold: 1 };
  const verified = verifyDocument(signed.data, payloadTypes.playRecords, playRecordsSchema, quorum);
  if (verified.kind === 'refused') return refused(verified.reason === 'bad-document' ? 'bad-input' : 'bad-proof', verified.detail);
  const batch = verified.document;
  if (batch.playerId !== player.playerId) return refused('bad-proof', 'the records are of another player');

  return db.transaction().execute(async (transaction) => {
    const chain = { playerId: player.playerId, chainId: batch.chainId };
    // a player that moved to another node may send the same records there
    await lockFor(transaction, `chain ${chain.playerId} ${chain.chainId}`);
    const stored = await transaction
      .selectFrom('play_chains')
      .select(['through', 'head'])
      .where('playerId', '=', chain.playerId)
      .where('chainId', '=', chain.chainId)
      .executeTakeFirst();
    const step = continueChain(stored ?? null, batch);
    switch (step.kind) {
      case 'known':
        return { answer: { kind: 'stored', through: stored?.through ?? 0 }, storedCount: 0, gap: null };
      case 'gap':
        return refused('wrong-state', `the chain goes on with record ${step.expectedSequence}`, {
          says: 'records-missing',
          from: step.expectedSequence,
          through: (batch.records[0]?.sequence ?? 1) - 1,
        });
      case 'broken':
        return refused('bad-input', step.detail);
      case 'continues':
        break;
    }
    const { position, fresh } = step;
    const others = stored === undefined ? await countChains(transaction, player.playerId) : 0;
    await transaction
      .insertInto('play_chains')
      .values({ ...chain, ...position })
      .onConflict((conflict) => conflict.columns(['playerId', 'chainId']).doUpdateSet(position))
      .execute();
    await transaction
      .insertInto('play_records')
      .values(
        fresh.map((record) => {
          const { sequence, itemId, fromMs, untilMs } = record;
          return { ...chain, sequence, screenId: player.screenId, itemId, fromMs, untilMs, record: JSON.stringify(record) };
        }),
      )
      .execute();
    const firstSequence = fresh[0]?.sequence ?? 0;
    await transaction
      .insertInto('play_batches')
      .values({ ...chain, firstSequence, receivedAtMs, document: JSON.stringify(signed.data) })
      .execute();
    return { answer: { kind: 'stored', through: position.through }, storedCount: fresh.length, gap: gapOf(fresh, others > 0) };
  });
}

/** What the player itself tells of what is missing, or that it goes on in another chain than before: its disk lost the end of that. */
function gapOf(fresh: readonly PlayRecord[], isAnotherChain: boolean): Gap | null {
  const lost = fresh.reduce((sum, { lostBefore = 0 }) => sum + lostBefore, 0);
  if (lost > 0) return { says: 'records-lost', count: lost };
  return isAnotherChain ? { says: 'another-chain' } : null;
}

async function countChains(transaction: Transaction<TelemetrySchema>, playerId: string): Promise<number> {
  const row = await transaction
    .selectFrom('play_chains')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('playerId', '=', playerId)
    .executeTakeFirstOrThrow();
  return row.count;
}
