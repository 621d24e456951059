import { receiptSchema, type Receipt } from '@gatecast/protocol';
import { atomic, type Store } from './open-store.ts';
import { StoreDamage } from './store-damage.ts';

/** How long a stored receipt is remembered, so that it is not made again: as long as play records are kept. */
const memoryMs = 14 * 86_400_000;
const columns = 'alert_id AS alertId, alert_revision AS alertRevision, kind, state_revision AS stateRevision, at_ms AS atMs, display';

export type ReceiptStore = ReturnType<typeof receiptStore>;

/** Receipts as they were made, each once per alert, revision and kind, until the server has them and long after. */
export function receiptStore(store: Store) {
  const all = store.prepare(`SELECT ${columns} FROM receipts`);
  const waiting = store.prepare(`SELECT ${columns} FROM receipts WHERE stored_ms IS NULL ORDER BY at_ms, rowid LIMIT 200`);
  const add = store.prepare(
    'INSERT OR REPLACE INTO receipts (alert_id, alert_revision, kind, state_revision, at_ms, display) VALUES (@alertId, @alertRevision, @kind, @stateRevision, @atMs, @display)',
  );
  const stored = store.prepare('UPDATE receipts SET stored_ms = ? WHERE alert_id = ? AND alert_revision = ? AND kind = ?');
  /** A row that a flipped bit spoilt is none: its receipt is made again. */
  function read(row: unknown): readonly Receipt[] {
    const parsed = receiptSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  }
  return {
    made: (): readonly Receipt[] => all.all().flatMap(read),
    waiting: (): readonly Receipt[] => waiting.all().flatMap(read),
    add: atomic(store, (receipts: readonly Receipt[]): void => {
      for (const receipt of receipts) add.run(receipt);
    }),
    markStored: atomic(store, (receipts: readonly Receipt[], atMs: number): void => {
      for (const { alertId, alertRevision, kind } of receipts) {
        const { changes } = stored.run(atMs, alertId, alertRevision, kind);
        // it would be sent again, and again, as fast as the server answers
        if (changes === 0) throw new StoreDamage('damaged', `the ${kind} receipt of ${alertId} is in its table and not in its index`);
      }
    }),
    /** Forgets alerts whose last receipt was stored long ago. */
    tidy(nowMs: number): void {
      store
        .prepare(
          'DELETE FROM receipts WHERE alert_id IN (SELECT alert_id FROM receipts GROUP BY alert_id HAVING max(ifnull(stored_ms, ?)) < ?)',
        )
        .run(nowMs, nowMs - memoryMs);
    },
  };
}
