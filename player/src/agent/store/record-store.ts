import { randomUUID } from 'node:crypto';
import { emptyChainHead, playRecordSchema, type PlayRecord } from '@gatecast/protocol';
import { z } from 'zod';
import { chainRecords, type NewRecord } from '../../brain/record-chain.ts';
import { jsonOf } from './json-of.ts';
import { atomic, keepFact, readFact, type Store } from './open-store.ts';
import { sumOf } from './sum-of.ts';

/** Kept this long after the server has them, as it may ask again. */
const keptMs = 14 * 86_400_000;
/** About four months of a ten-second loop without a server. Beyond it what is seen is only counted, as what is chained is not rewritten. */
const usualMost = 1_000_000;

export type RecordStore = ReturnType<typeof recordStore>;
export type Run = {
  readonly chainId: string;
  readonly previous: string;
  readonly head: string;
  readonly records: readonly PlayRecord[];
};

/** The chain of play records. `headAfter` is the chain's hash (play-record.ts of the protocol). */
export function recordStore(store: Store, headAfter: (previous: string, record: PlayRecord) => string, mostRecords = usualMost) {
  const add = store.prepare('INSERT INTO records (sequence, record, head) VALUES (?, ?, ?)');
  const headOf = store.prepare<[number], string>('SELECT head FROM records WHERE sequence = ?').pluck();
  const lastRow = store.prepare<[], { sequence: number; head: string }>(
    'SELECT sequence, head FROM records ORDER BY sequence DESC LIMIT 1',
  );
  const stageRow = store.prepare<[string], { through: number; sum: string }>('SELECT through, sum FROM stages WHERE stage_id = ?');
  const firstRow = store.prepare<[], number>('SELECT sequence FROM records ORDER BY sequence LIMIT 1').pluck();
  const unsent = store.prepare<[number], Row>(
    'SELECT sequence, record, head FROM records WHERE stored_ms IS NULL ORDER BY sequence LIMIT ?',
  );
  let chain = readFact(store, 'chain', z.uuid()) ?? beginChain();

  /** The head that a record stands on; null where it is not known any more. */
  function headBefore(sequence: number): string | null {
    return sequence === 1 ? emptyChainHead : (headOf.get(sequence - 1) ?? readFact(store, 'chain-cut', z.string()));
  }
  /** A row's record, where it is the one that was chained. */
  function soundRecord(row: Row): PlayRecord | null {
    const parsed = playRecordSchema.safeParse(jsonOf(row.record));
    const before = headBefore(row.sequence);
    return parsed.success && before !== null && headAfter(before, parsed.data) === row.head ? parsed.data : null;
  }
  /** A new chain from its first record on; what the old one had not sent goes over into it, as far as it is sound. */
  function beginChain(): string {
    return atomic(store, () => {
      const carried = unsent.all(mostRecords).flatMap((row) => soundRecord(row) ?? []);
      store.exec("DELETE FROM records; DELETE FROM facts WHERE key IN ('chain-end', 'chain-cut')");
      for (const { record, head } of chainRecords({ sequence: 0, head: emptyChainHead }, carried, headAfter))
        add.run(record.sequence, JSON.stringify(record), head);
      const fresh = randomUUID();
      keepFact(store, 'chain', fresh);
      return fresh;
    })();
  }
  function throughOf(stageId: string): number {
    const row = stageRow.get(stageId);
    // a number that nobody vouches for: better twice than never
    return row === undefined || row.sum !== sumOf(stageId, row.through) ? 0 : row.through;
  }
  /** Forgets what the server has of the records through `sequence`, which are the chain's beginning. */
  function cutStored(sequence: number, storedBeforeMs: number): void {
    const last = lastRow.get();
    if (last === undefined) return;
    // the chain goes on from its end when every record of it is gone
    keepFact(store, 'chain-end', last);
    const cut = store
      .prepare<[number, number], number | null>(
        'SELECT max(sequence) FROM records WHERE stored_ms IS NOT NULL AND (sequence < ? OR stored_ms < ?)',
      )
      .pluck()
      .get(sequence, storedBeforeMs);
    if (typeof cut !== 'number') return;
    keepFact(store, 'chain-cut', headOf.get(cut));
    store.prepare('DELETE FROM records WHERE sequence <= ?').run(cut);
  }
  /** How many more records there is room for. */
  function room(wanted: number): number {
    const free = (): number => mostRecords - ((lastRow.get()?.sequence ?? 0) - (firstRow.get() ?? 1) + 1);
    if (free() >= wanted) return wanted;
    cutStored((lastRow.get()?.sequence ?? 0) - mostRecords + wanted + 1, 0);
    return Math.max(0, Math.min(wanted, free()));
  }
  /** Those that there is room for, the first of them with the number that went before it; the others are only counted. */
  function withinBound(exposures: readonly NewRecord[]): readonly NewRecord[] {
    const keeps = room(exposures.length);
    const [first, ...more] = exposures.slice(0, keeps);
    const ofStage = exposures.reduce((sum, { lostBefore = 0 }) => sum + lostBefore, 0);
    const gone = exposures.slice(keeps);
    const untold = readFact(store, 'records-untold', countSchema) ?? 0;
    const lost = gone.length + ofStage;
    if (lost > 0) keepFact(store, 'records-lost', lostCount() + lost);
    const goneNow = gone.reduce((sum, { lostBefore = 0 }) => sum + 1 + lostBefore, 0);
    const next = (first === undefined ? untold : 0) + goneNow;
    if (next !== untold) keepFact(store, 'records-untold', next);
    if (first === undefined) return [];
    return untold === 0 ? [first, ...more] : [{ ...first, lostBefore: untold + (first.lostBefore ?? 0) }, ...more];
  }
  function lostCount(): number {
    return readFact(store, 'records-lost', countSchema) ?? 0;
  }
  /** The records of rows and the head that they stand on; null where they are not what was chained here. */
  function runOf(rows: readonly Row[]): Run | null {
    const first = rows[0]?.sequence ?? 1;
    const previous = headBefore(first);
    const records = rows.flatMap((row) => soundRecord(row) ?? []);
    const head = rows.at(-1)?.head;
    if (previous === null || head === undefined || records.length < rows.length) return null;
    if (records.some(({ sequence }, index) => sequence !== first + index)) return null;
    return { chainId: chain, previous, head, records };
  }

  return {
    /**
     * Goes on in a new chain: what is here is not what was told to the server, be it that the disk lost the end of it or that the
     * server says so.
     */
    beginNewChain(): void {
      chain = beginChain();
    },
    /** Records of another database of this player's, chained behind what is here. */
    carryOver: atomic(store, (records: readonly NewRecord[]): void => {
      const last = lastRow.get() ?? { sequence: 0, head: emptyChainHead };
      for (const { record, head } of chainRecords(last, records, headAfter)) add.run(record.sequence, JSON.stringify(record), head);
    }),
    /** Takes the exposures of a stage that were not taken before; gives the number through which all are on disk. */
    take: atomic(
      store,
      (stageId: string, exposures: readonly { readonly stageSequence: number; readonly exposure: NewRecord }[], atMs: number): number => {
        const taken = throughOf(stageId);
        const fresh = exposures.filter(({ stageSequence }) => stageSequence > taken);
        if (fresh.length === 0) return taken;
        const last = lastRow.get() ?? readFact(store, 'chain-end', endSchema) ?? { sequence: 0, head: emptyChainHead };
        for (const { record, head } of chainRecords(last, withinBound(fresh.map(({ exposure }) => exposure)), headAfter))
          add.run(record.sequence, JSON.stringify(record), head);
        const now = Math.max(taken, ...fresh.map(({ stageSequence }) => stageSequence));
        store
          .prepare('INSERT OR REPLACE INTO stages (stage_id, through, seen_ms, sum) VALUES (?, ?, ?, ?)')
          .run(stageId, now, atMs, sumOf(stageId, now));
        return now;
      },
    ),
    /** The next run that the server has not stored; null where it has all. */
    waiting(most: number): Run | null {
      const rows = unsent.all(most);
      if (rows.length === 0) return null;
      const run = runOf(rows);
      if (run !== null) return run;
      // a flipped bit broke the chain: what can be read of it goes on in a new one
      chain = beginChain();
      const again = unsent.all(most);
      return again.length === 0 ? null : runOf(again);
    },
    /** Everything that is kept is to be sent again: the server lost what it had. */
    sendAllAgain: (): void => void store.prepare('UPDATE records SET stored_ms = NULL').run(),
    /** The server has everything through `sequence`; what it says it lacks is sent again. */
    markStored: atomic(store, (sequence: number, atMs: number): void => {
      const last = lastRow.get();
      if (last !== undefined && sequence > last.sequence) {
        // the server has more of this chain than is here: the disk lost its end, and what came after has numbers that were given before
        chain = beginChain();
        return;
      }
      store.prepare('UPDATE records SET stored_ms = ? WHERE sequence <= ? AND stored_ms IS NULL').run(atMs, sequence);
      store.prepare('UPDATE records SET stored_ms = NULL WHERE sequence > ?').run(sequence);
    }),
    waitingCount: () => store.prepare<[], number>('SELECT count(*) FROM records WHERE stored_ms IS NULL').pluck().get() ?? 0,
    /** Exposures that were seen and are not recorded, in the life of this database. */
    lostCount,
    tidy: atomic(store, (nowMs: number): void => {
      cutStored(0, nowMs - keptMs);
      store.prepare('DELETE FROM stages WHERE seen_ms < ?').run(nowMs - keptMs);
    }),
  };
}

type Row = { readonly sequence: number; readonly record: string; readonly head: string };

const countSchema = z.int().min(0);
const endSchema = z.object({ sequence: z.int(), head: z.string() });
