import type { AppContext } from '../../app-context.ts';
import { screensAddressed } from '../fleet/area-path.ts';
import type { Presence } from '../fleet/presence.ts';
import type { storedAlertSchema } from '@gatecast/protocol';
import type { z } from 'zod';
import type { AlertRow } from './store.ts';

export type StoredAlertInput = z.input<typeof storedAlertSchema>;

/** An alert with its reach: for each screen it addresses, what its player has signed. */
export async function viewAlerts(
  { telemetry, fleet }: AppContext,
  presence: Presence,
  rows: readonly AlertRow[],
): Promise<readonly StoredAlertInput[]> {
  if (rows.length === 0) return [];
  const receipts = await telemetry
    .selectFrom('receipts')
    .select(['alertId', 'alertRevision', 'screenId', 'kind', 'atMs'])
    .where(
      'alertId',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('atMs', 'desc')
    .execute();
  // of several players of one screen, or several receipts of one kind, the earliest instant stays
  const instants = new Map(
    receipts.map((receipt) => [keyOf(receipt.alertId, receipt.alertRevision, receipt.screenId, receipt.kind), receipt.atMs]),
  );
  return rows.map((row) => {
    const at = (screenId: string, kind: string) => instants.get(keyOf(row.id, row.revision, screenId, kind)) ?? null;
    return {
      id: row.id,
      siteId: row.siteId,
      revision: row.revision,
      status: row.status,
      state: row.state,
      severity: row.severity,
      urgency: row.urgency,
      style: row.style,
      texts: row.texts,
      targets: row.targets,
      effectiveMs: row.effectiveMs,
      expiresMs: row.expiresMs,
      issuedBy: row.issuedBy,
      approvedBy: row.approvedBy,
      clearedAtMs: row.clearedAtMs,
      reach: screensAddressed(fleet.current(), row.siteId, row.targets).map((screenId) => ({
        screenId,
        isConnected: presence.of(screenId).isConnected,
        receivedAtMs: at(screenId, 'received'),
        paintedAtMs: at(screenId, 'painted'),
        clearedAtMs: at(screenId, 'cleared'),
      })),
    };
  });
}

function keyOf(alertId: string, revision: number, screenId: string, kind: string): string {
  return `${alertId} ${revision} ${screenId} ${kind}`;
}
