import { sql, type Kysely } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TelemetrySchema } from './telemetry-schema.ts';

/** Of one statement. An hour of ten thousand screens is six hundred thousand rows, seconds in which nobody else would have the database. */
const portion = 1_000;

/** Removes rows of screens whose `column` lies before `before`, a portion at a time. Must not be called in a transaction. */
export async function sweepOlder(
  db: Kysely<TelemetrySchema>,
  table: 'heartbeat_history' | 'health_minutes' | 'health_hours' | 'health_days' | 'health_figure_hours' | 'health_figure_days',
  column: 'minuteMs' | 'hourMs' | 'day',
  before: number | string,
): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where (${sql.ref('screenId')}, ${sql.ref(column)}) in (
        select ${sql.ref('screenId')}, ${sql.ref(column)} from ${sql.table(table)} where ${sql.ref(column)} < ${before} limit ${portion})`.execute(
      db,
    );
    if (numAffectedRows < BigInt(portion)) return;
    await letOthersRun();
  }
}
