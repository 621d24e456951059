import type { Kysely } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TelemetryTables } from '../link/telemetry-tables.ts';
import type { LinkMetrics } from '../link/link-metrics.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { markStale } from './ended-alerts.ts';

export type ReceiptRow = TelemetryTables['receipts'];

/**
 * Writes receipts in groups: while one transaction runs, what arrives gathers for the next. A thousand players answer one
 * alert at the same instant, and a transaction for each would make the operator wait for the last.
 */
export type ReceiptWriter = {
  /** Resolves when the rows are committed; rejects where their group could not be written. */
  readonly write: (rows: readonly ReceiptRow[]) => Promise<void>;
};

/** SQLite binds at most 32,766 values in a statement; a row has ten. */
const rowsPerStatement = 500;

export function createReceiptWriter(deps: {
  readonly db: Kysely<TelemetrySchema>;
  readonly metrics: Pick<LinkMetrics, 'receipts'>;
}): ReceiptWriter {
  const { db, metrics } = deps;
  let gathering: ReceiptRow[] = [];
  let next: Promise<void> | null = null;
  let running: Promise<void> = Promise.resolve();

  async function writeGroup(): Promise<void> {
    // SQLite holds up the loop while it writes, so that nothing arrives meanwhile: what lies in the sockets goes along
    await letOthersRun();
    const rows = gathering;
    gathering = [];
    next = null;
    await db.transaction().execute(async (transaction) => {
      for (const kind of ['received', 'painted', 'cleared'] as const) {
        const ofKind = rows.filter((row) => row.kind === kind);
        for (let from = 0; from < ofKind.length; from += rowsPerStatement) {
          const result = await transaction
            .insertInto('receipts')
            .values(ofKind.slice(from, from + rowsPerStatement))
            // sent at least once, stored exactly once
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          metrics.receipts.inc({ kind }, Number(result.numInsertedOrUpdatedRows ?? 0n));
        }
      }
      await markStale(transaction, new Set(rows.map(({ alertId }) => alertId)));
    });
  }
  return {
    async write(rows) {
      gathering.push(...rows);
      if (next === null) {
        // a group that failed has told its own senders; the next one is not its business
        next = running.then(writeGroup, writeGroup);
        running = next;
      }
      return next;
    },
  };
}
