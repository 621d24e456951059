import type { Clock } from '@gatecast/clock';
import { emptyChainHead, payloadTypes, type PlayRecord, type SignedDocument } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes, signDocument, signingKeyOf } from '@gatecast/signing';
import { randomUUID } from 'node:crypto';
import type { SimulatedIdentity } from './identities.ts';
import type { SimulatedPlayer } from './simulated-player.ts';

/** What each player says beyond what it says by itself. */
export type SimulatedLoad = {
  /** One after the other, each as soon as the one before is answered. */
  readonly heartbeats: number;
  readonly records: number;
  /** In one signed batch; at most 200, as the protocol says. */
  readonly recordsInBatch: number;
};
/** A player's chain of records, signed before it is sent: signing is not what a server's load is measured by. */
export type RecordsToTell = { readonly count: number; readonly batches: readonly SignedDocument[] };
export const noRecords: RecordsToTell = { count: 0, batches: [] };

/** Every so many batches one is sent twice, as by a player whose answer got lost: sent at least once, stored exactly once. */
const twiceEvery = 5;
/** What could not be sent is tried again after this. */
const againMs = 500;
const exposureMs = 10_000;

/** Exposures of ten seconds, one after the other, the last of which ends at `untilMs`. */
export function recordsToTell(identity: SimulatedIdentity, load: SimulatedLoad, untilMs: number): RecordsToTell {
  if (load.records === 0) return noRecords;
  const signer = signingKeyOf(identity.seed);
  const chainId = randomUUID();
  const beganMs = untilMs - load.records * exposureMs;
  const batches: SignedDocument[] = [];
  let head = emptyChainHead;
  for (let from = 1; from <= load.records; from += load.recordsInBatch) {
    const previous = head;
    const records: PlayRecord[] = [];
    for (let sequence = from; sequence < Math.min(from + load.recordsInBatch, load.records + 1); sequence++) {
      const record = recordOf(sequence, beganMs);
      records.push(record);
      // head(n) = SHA-256(head(n-1) as hex, line feed, canonical JSON of record n): play-record.ts of the protocol
      head = nameOfBytes(Buffer.concat([Buffer.from(`${head}\n`, 'utf8'), canonicalBytes(record)]));
    }
    const statement = { version: 1, type: 'play-records', playerId: identity.playerId, chainId, previous, head, records };
    batches.push(signDocument(payloadTypes.playRecords, statement, [signer]));
  }
  return { count: load.records, batches };
}

function recordOf(sequence: number, beganMs: number): PlayRecord {
  const fromMs = beganMs + (sequence - 1) * exposureMs;
  return {
    ...{ sequence, releaseNumber: 1, entryId: 'simulated-entry', regionId: 'main', itemId: `simulated-item-${sequence % 20}` },
    ...{ languages: ['vi', 'en'], fromMs, untilMs: fromMs + exposureMs, ended: 'completed', clock: 'synced' },
  };
}

/** Says all of it; resolves when the server has answered for everything, or when `signal` ends it. */
export async function tellLoad(options: {
  readonly player: Pick<SimulatedPlayer, 'beatOnce' | 'tellRecords'>;
  readonly records: RecordsToTell;
  readonly heartbeats: number;
  readonly clock: Pick<Clock, 'after'>;
  readonly signal: AbortSignal;
}): Promise<{ readonly heartbeats: number; readonly batchesAgain: number }> {
  const { player, records, clock, signal } = options;
  let batchesAgain = 0;
  const later = () => new Promise<void>((resolve) => void clock.after(againMs, resolve));

  async function tellRecords(): Promise<void> {
    for (const [index, batch] of records.batches.entries()) {
      for (let told = await player.tellRecords(batch); told !== 'stored' && !signal.aborted; told = await player.tellRecords(batch)) {
        if (told === 'not-stored') batchesAgain += 1;
        await later();
      }
      if (index % twiceEvery !== twiceEvery - 1 || signal.aborted) continue;
      batchesAgain += 1;
      await player.tellRecords(batch);
    }
  }
  async function beat(): Promise<number> {
    let answered = 0;
    while (answered < options.heartbeats && !signal.aborted) {
      if (await player.beatOnce()) answered += 1;
      else await later();
    }
    return answered;
  }
  const [heartbeats] = await Promise.all([beat(), tellRecords()]);
  return { heartbeats, batchesAgain };
}
