import { randomUUID } from 'node:crypto';
import { emptyChainHead, playRecordSchema, type PlayRecord } from '@gatecast/protocol';
import { z } from 'zod';
import { chainRecords, type NewRecord } from '../../brain/record-chain.ts';
import { atomic, keepFact, readFact, type Store } from './open-store.ts';

/** Kept this long after the server has them, as it may ask again. */
const keptMs = 14 * 86_400_000;
/** About four months of a ten-second loop without a server. Beyond it the oldest go, and the gap is the server's to see. */
const mostRecords = 1_000_000;

export type RecordStore = ReturnType<typeof recordStore>;
export type Run = {
  readonly chainId: string;
  readonly previous: string;
  readonly head: string;
  readonly records: readonly PlayRecord[];
};

/** The chain of play records. `headAfter` is the chain's hash (play-record.ts of the protocol). */
export function recordStore(store: Store, headAfter: (previous: string, record: PlayRecord) => string) {
  let chainId = readFact(store, 'chain', z.uuid());
  if (chainId === null) {
    chainId = randomUUID();
    keepFact(store, 'chain', chainId);
  }
  const chain = chainId;
  const add = store.prepare('INSERT INTO records (sequence, record, head) VALUES (?, ?, ?)');
  const headOf = store.prepare<[number], string>('SELECT head FROM records WHERE sequence = ?').pluck();
  const lastRow = store.prepare<[], { sequence: number; head: string }>(
    'SELECT sequence, head FROM records ORDER BY sequence DESC LIMIT 1',
  );
  const through = store.prepare<[string], number>('SELECT through FROM stages WHERE stage_id = ?').pluck();

  return {
    /** Takes the exposures of a stage that were not taken before; gives the number through which all are on disk. */
    take: atomic(
      store,
      (stageId: string, exposures: readonly { readonly stageSequence: number; readonly exposure: NewRecord }[], atMs: number): number => {
        const taken = through.get(stageId) ?? 0;
        const fresh = exposures.filter(({ stageSequence }) => stageSequence > taken);
        if (fresh.length === 0) return taken;
        const last = lastRow.get() ?? readFact(store, 'chain-end', endSchema) ?? { sequence: 0, head: emptyChainHead };
        for (const { record, head } of chainRecords(
          last,
          fresh.map(({ exposure }) => exposure),
          headAfter,
        ))
          add.run(record.sequence, JSON.stringify(record), head);
        const now = Math.max(taken, ...fresh.map(({ stageSequence }) => stageSequence));
        store.prepare('INSERT OR REPLACE INTO stages (stage_id, through, seen_ms) VALUES (?, ?, ?)').run(stageId, now, atMs);
        return now;
      },
    ),
    /** The next run that the server has not stored; null where it has all. */
    waiting(most: number): Run | null {
      const rows = store
        .prepare<[number], { record: string; head: string }>(
          'SELECT record, head FROM records WHERE stored_ms IS NULL ORDER BY sequence LIMIT ?',
        )
        .all(most);
      const records = rows.map(({ record }) => playRecordSchema.parse(JSON.parse(record)));
      const first = records[0];
      const head = rows.at(-1)?.head;
      if (first === undefined || head === undefined) return null;
      const previous = first.sequence === 1 ? emptyChainHead : (headOf.get(first.sequence - 1) ?? readFact(store, 'chain-cut', z.string()));
      return { chainId: chain, previous: previous ?? emptyChainHead, head, records };
    },
    /** The server has everything through `sequence`; what it says it lacks is sent again. */
    markStored: atomic(store, (sequence: number, atMs: number): void => {
      store.prepare('UPDATE records SET stored_ms = ? WHERE sequence <= ? AND stored_ms IS NULL').run(atMs, sequence);
      store.prepare('UPDATE records SET stored_ms = NULL WHERE sequence > ?').run(sequence);
    }),
    waitingCount: () => store.prepare<[], number>('SELECT count(*) FROM records WHERE stored_ms IS NULL').pluck().get() ?? 0,
    tidy: atomic(store, (nowMs: number): void => {
      const last = lastRow.get();
      if (last === undefined) return;
      // the chain goes on from its end when every record of it is gone
      keepFact(store, 'chain-end', last);
      const firstKept = last.sequence - mostRecords + 1;
      // what goes is the chain's beginning; the head there is what the next run stands on
      const cut = store
        .prepare<[number, number], number | null>('SELECT max(sequence) FROM records WHERE sequence < ? OR stored_ms < ?')
        .pluck()
        .get(firstKept, nowMs - keptMs);
      if (typeof cut === 'number') {
        keepFact(store, 'chain-cut', headOf.get(cut));
        store.prepare('DELETE FROM records WHERE sequence <= ?').run(cut);
      }
      store.prepare('DELETE FROM stages WHERE seen_ms < ?').run(nowMs - keptMs);
    }),
  };
}

const endSchema = z.object({ sequence: z.int(), head: z.string() });
