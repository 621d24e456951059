import {
  payloadTypes,
  playRecordsSchema,
  signedDocumentSchema,
  type IncidentFact,
  type PlayRecord,
  type PlayRecords,
  type SignedDocument,
  type StoredAnswer,
} from '@gatecast/protocol';
import { keyIdOf, verifyDocumentAside } from '@gatecast/signing';
import type { Kysely, Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { lockFor } from '../../store/lock-for.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { continueChain } from './play-chain.ts';
import { addToHours } from './play-hours.ts';
import type { LinkedPlayer } from './player-session.ts';

type Gap = Extract<IncidentFact, { says: 'records-missing' | 'records-lost' | 'another-chain' }>;

export type PlayRecordsStored = { readonly answer: StoredAnswer; readonly storedCount: number; readonly gap: Gap | null };

/** Stores what players showed. Batches that come while others are being written are written together: each transaction waits for the disk. */
export type PlayRecordWriter = {
  /**
   * Verifies a signed run of play records and stores what is new of it, exactly once, with the signed batch as evidence; resolves when it is
   * on disk. `gap` says what of the history is missing, where something is.
   */
  readonly put: (player: LinkedPlayer, message: unknown, receivedAtMs: number) => Promise<PlayRecordsStored>;
};

type Batch = {
  readonly player: LinkedPlayer;
  readonly signed: SignedDocument;
  readonly records: PlayRecords;
  readonly receivedAtMs: number;
};
type Waiting = { readonly batch: Batch; readonly settle: PromiseWithResolvers<PlayRecordsStored> };

/** Batches in one transaction; each may hold 200 records, and SQLite holds up everybody meanwhile. */
const mostAtOnce = 50;

export function createPlayRecordWriter(db: Kysely<TelemetrySchema>): PlayRecordWriter {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** Batches in the order in which they came, whichever was verified first: a chain goes on in its order. */
  async function readInTurn(player: LinkedPlayer, message: unknown): Promise<Read> {
    const reading = readBatch(player, message);
    const turn = last.then(() => reading);
    last = turn.catch(() => undefined);
    return turn;
  }
  async function writeTogether(piece: readonly Waiting[]): Promise<void> {
    try {
      const results = await db.transaction().execute(async (transaction) => {
        const stored: PlayRecordsStored[] = [];
        for (const { batch } of piece) stored.push(await storeBatch(transaction, batch));
        return stored;
      });
      for (const [index, { settle }] of piece.entries()) {
        const result = results[index];
        if (result !== undefined) settle.resolve(result);
      }
    } catch (error) {
      if (piece.length === 1) return piece[0]?.settle.reject(error);
      // one that cannot be stored must not keep out the others, now and whenever they are sent again
      for (const one of piece) await writeTogether([one]);
    }
  }
  async function writeAll(): Promise<void> {
    // what lies in the sockets goes along
    await letOthersRun();
    while (waiting.length > 0) {
      const piece = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      // nodes that store the same chains take their locks in one order; what is of one chain stays in its own
      await writeTogether(
        piece.toSorted((a, b) => (chainOf(a.batch) < chainOf(b.batch) ? -1 : Number(chainOf(a.batch) > chainOf(b.batch)))),
      );
      await letOthersRun();
    }
    writing = null;
  }
  return {
    async put(player, message, receivedAtMs) {
      const read = await readInTurn(player, message);
      if (read.kind === 'refused') return read.stored;
      const settle = Promise.withResolvers<PlayRecordsStored>();
      waiting.push({ batch: { player, signed: read.signed, records: read.records, receivedAtMs }, settle });
      writing ??= writeAll();
      return settle.promise;
    },
  };
}

function chainOf({ records: { playerId, chainId } }: Batch): string {
  return `${playerId} ${chainId}`;
}

function refused(code: 'bad-input' | 'bad-proof' | 'wrong-state', detail: string, gap: Gap | null = null): PlayRecordsStored {
  return { answer: { kind: 'refused', code, detail: detail.slice(0, 500) }, storedCount: 0, gap };
}

type Read =
  | { readonly kind: 'batch'; readonly signed: SignedDocument; readonly records: PlayRecords }
  | { readonly kind: 'refused'; readonly stored: PlayRecordsStored };

async function readBatch(player: LinkedPlayer, message: unknown): Promise<Read> {
  const no = (code: 'bad-input' | 'bad-proof', detail: string): Read => ({ kind: 'refused', stored: refused(code, detail) });
  const signed = signedDocumentSchema.safeParse(message);
  if (!signed.success) return no('bad-input', 'is not a signed document');
  const quorum = { keys: new Map([[keyIdOf(player.publicKey), player.publicKey]]), threshold: 1 };
  const verified = await verifyDocumentAside(signed.data, payloadTypes.playRecords, playRecordsSchema, quorum);
  if (verified.kind === 'refused') return no(verified.reason === 'bad-document' ? 'bad-input' : 'bad-proof', verified.detail);
  if (verified.document.playerId !== player.playerId) return no('bad-proof', 'the records are of another player');
  return { kind: 'batch', signed: signed.data, records: verified.document };
}

async function storeBatch(
  transaction: Transaction<TelemetrySchema>,
  { player, signed, records: batch, receivedAtMs }: Batch,
): Promise<PlayRecordsStored> {
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
  await addToHours(transaction, player.screenId, fresh);
  const firstSequence = fresh[0]?.sequence ?? 0;
  await transaction
    .insertInto('play_batches')
    .values({ ...chain, firstSequence, receivedAtMs, document: JSON.stringify(signed) })
    .execute();
  return { answer: { kind: 'stored', through: position.through }, storedCount: fresh.length, gap: gapOf(fresh, others > 0) };
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
