import type { AlertCounts, storedAlertSchema } from '@gatecast/protocol';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { screensAddressed } from '../fleet/area-path.ts';
import type { Presence } from '../fleet/presence.ts';
import { countReach } from './count-reach.ts';
import { countEnded, hasEnded } from './ended-alerts.ts';
import { readSigned } from './read-signed.ts';
import type { AlertRow } from './store.ts';

export type StoredAlertInput = z.input<typeof storedAlertSchema>;

/** Alerts with how far each has come, in numbers. */
export async function viewAlerts(
  context: AppContext,
  presence: Pick<Presence, 'isConnected'>,
  rows: readonly AlertRow[],
): Promise<readonly StoredAlertInput[]> {
  const ended = await countEnded(context, rows.filter(hasEnded));
  const seen: StoredAlertInput[] = [];
  for (const row of rows) seen.push(viewOf(row, ended.get(row.id) ?? (await countNow(context, presence, row))));
  return seen;
}

/** Of one that is active, or that nobody was told of: as the fleet is now. */
async function countNow({ telemetry, fleet }: AppContext, presence: Pick<Presence, 'isConnected'>, row: AlertRow): Promise<AlertCounts> {
  const signed = row.approvedBy === null ? new Map() : await readSigned(telemetry, row);
  const addressed = screensAddressed(fleet.current(), row.siteId, row.targets);
  return countReach(row, addressed, signed, row.state === 'active' ? presence.isConnected : null);
}

function viewOf(row: AlertRow, counts: AlertCounts): StoredAlertInput {
  return {
    id: row.id,
    siteId: row.siteId,
    revision: row.revision,
    updatesId: row.updatesId,
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
    counts,
  };
}
