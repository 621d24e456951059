import type { AlertCounts } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { screensAddressed } from '../fleet/area-path.ts';
import type { Fleet } from '../fleet/store.ts';
import { countReach } from './count-reach.ts';
import { readSigned, type NamedAlert } from './read-signed.ts';
import type { AlertRow } from './store.ts';

// An alert that has ended keeps its numbers: a list of fifty of them reads fifty rows, however many screens there are. Screens that come or
// move later were never told. Receipts still come in, the cleared ones at once and others days later: each group that is stored marks the
// numbers as stale in its own transaction, and whoever reads them next counts again.

type Context = Pick<AppContext, 'telemetry' | 'fleet' | 'clock'>;

/** A transaction that began before the seal cannot mark it as stale. None takes so long; until then each reader counts for themselves. */
const settledAfterMs = 60_000;
/** Three values each, and SQLite binds at most 32,766. */
const rowsPerStatement = 5_000;

/** Whether an alert was told to screens and is no more. */
export function hasEnded({ state, approvedBy }: Pick<AlertRow, 'state' | 'approvedBy'>): boolean {
  return approvedBy !== null && (state === 'cleared' || state === 'expired' || state === 'updated');
}

/** Writes down, once, whom an alert addressed when it ended. Soon after: whoever reads it before that has the same done. */
export async function sealEnded({ telemetry, fleet, clock }: Context, alert: AlertRow): Promise<void> {
  const key = { alertId: alert.id, alertRevision: alert.revision };
  const signed = await readSigned(telemetry, alert);
  const silent = screensAddressed(fleet.current(), alert.siteId, alert.targets).filter((screenId) => !signed.has(screenId));
  const nothing = { told: 0, received: 0, painted: 0, notInTime: 0, cleared: 0, firstPaintedAtMs: null, lastPaintedAtMs: null };
  await telemetry.transaction().execute(async (transaction) => {
    const sealed = await transaction
      .insertInto('ended_alerts')
      .values({ ...key, ...nothing, sealedAtMs: clock.nowMs(), staleCount: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    // another node was quicker
    if ((sealed.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
    for (let from = 0; from < silent.length; from += rowsPerStatement) {
      const rows = silent.slice(from, from + rowsPerStatement).map((screenId) => ({ ...key, screenId }));
      await transaction.insertInto('silent_screens').values(rows).execute();
    }
  });
}

/** The numbers of alerts that have ended, by id. */
export async function countEnded(context: Context, alerts: readonly AlertRow[]): Promise<ReadonlyMap<string, AlertCounts>> {
  const counted = new Map<string, AlertCounts>();
  if (alerts.length === 0) return counted;
  const { telemetry, clock } = context;
  const kept = await readKept(
    telemetry,
    alerts.map(({ id }) => id),
  );
  for (const alert of alerts) {
    let row = kept.get(keyOf(alert));
    if (row === undefined) {
      await sealEnded(context, alert);
      row = (await readKept(telemetry, [alert.id])).get(keyOf(alert));
    }
    if (row !== undefined && row.staleCount === 0) {
      const { told, received, painted, notInTime, cleared, firstPaintedAtMs, lastPaintedAtMs } = row;
      counted.set(alert.id, { told, received, painted, notInTime, cleared, notConnected: 0, firstPaintedAtMs, lastPaintedAtMs });
      continue;
    }
    const counts = countReach(alert, await readSilent(telemetry, alert), await readSigned(telemetry, alert), null);
    counted.set(alert.id, counts);
    if (row === undefined || clock.nowMs() < row.sealedAtMs + settledAfterMs) continue;
    const { notConnected: _, ...numbers } = counts;
    await telemetry
      .updateTable('ended_alerts')
      .set({ ...numbers, staleCount: 0 })
      .where('alertId', '=', alert.id)
      .where('alertRevision', '=', alert.revision)
      // what came while we counted is counted by the next
      .where('staleCount', '=', row.staleCount)
      .execute();
  }
  return counted;
}

/** Says that receipts of these alerts have come, in the transaction that stores them. Of one that has not ended there is nothing to say. */
export async function markStale(transaction: Kysely<TelemetrySchema>, alertIds: ReadonlySet<string>): Promise<void> {
  // in one order on every node, so that none waits for one that waits for it
  for (const alertId of [...alertIds].sort())
    await transaction
      .updateTable('ended_alerts')
      .set(({ eb }) => ({ staleCount: eb('staleCount', '+', 1) }))
      .where('alertId', '=', alertId)
      .execute();
}

/** The screens that an alert addresses; of one that has ended those that it did, as far as they have signed nothing. `after`: behind this id. */
export async function readAddressed(
  telemetry: Kysely<TelemetrySchema>,
  fleet: Fleet,
  alert: AlertRow,
  after = '',
): Promise<readonly string[]> {
  if (hasEnded(alert) && (await readKept(telemetry, [alert.id])).has(keyOf(alert))) return readSilent(telemetry, alert, after);
  return screensAddressed(fleet, alert.siteId, alert.targets).filter((screenId) => screenId > after);
}

async function readSilent(telemetry: Kysely<TelemetrySchema>, { id, revision }: NamedAlert, after = ''): Promise<readonly string[]> {
  const rows = await telemetry
    .selectFrom('silent_screens')
    .select('screenId')
    .where('alertId', '=', id)
    .where('alertRevision', '=', revision)
    .where('screenId', '>', after)
    .execute();
  return rows.map(({ screenId }) => screenId);
}

async function readKept(telemetry: Kysely<TelemetrySchema>, alertIds: readonly string[]) {
  const rows = await telemetry.selectFrom('ended_alerts').selectAll().where('alertId', 'in', alertIds).execute();
  return new Map(rows.map((row) => [keyOf({ id: row.alertId, revision: row.alertRevision }), row]));
}

function keyOf({ id, revision }: NamedAlert): string {
  return `${id} ${revision}`;
}
