import type { alertReachSchema } from '@gatecast/protocol';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { Presence } from '../fleet/presence.ts';
import { readAddressed } from './ended-alerts.ts';
import { readSigned, type Signed } from './read-signed.ts';
import type { AlertRow } from './store.ts';

export type AlertReachInput = z.input<typeof alertReachSchema>;
type Source = { readonly context: Pick<AppContext, 'telemetry' | 'fleet'>; readonly presence: Pick<Presence, 'isConnected'> };

/** How far an alert has come on each screen, in the order of their ids: at most `most` behind `after`, all or only those that have not painted it. */
export async function readReach(
  { context: { telemetry, fleet }, presence }: Source,
  alert: AlertRow,
  { after = '', most, isMissing }: { readonly after?: string | undefined; readonly most: number; readonly isMissing: boolean },
): Promise<readonly AlertReachInput[]> {
  // whether a screen is missing stands in what it has signed, which may be behind the first `most`
  const signed = await readSigned(telemetry, alert, isMissing ? { after } : { after, most });
  const screenIds = new Set([...(await readAddressed(telemetry, fleet.current(), alert, after)), ...signed.keys()]);
  return [...screenIds]
    .filter((screenId) => !isMissing || (signed.get(screenId)?.paintedAtMs ?? null) === null)
    .sort()
    .slice(0, most)
    .map((screenId) => reachOf(presence, screenId, signed.get(screenId)));
}

/** The same of some screens, as far as the alert addresses or has reached them. */
export async function readReachAt(
  { context: { telemetry, fleet }, presence }: Source,
  alert: AlertRow,
  screenIds: readonly string[],
  isMissing: boolean,
): Promise<readonly AlertReachInput[]> {
  const signed = await readSigned(telemetry, alert, { screenIds });
  const addressed = new Set(await readAddressed(telemetry, fleet.current(), alert));
  return [...new Set(screenIds)]
    .filter((screenId) => addressed.has(screenId) || signed.has(screenId))
    .map((screenId) => reachOf(presence, screenId, signed.get(screenId)))
    .filter(({ paintedAtMs }) => !isMissing || paintedAtMs === null);
}

/** The same of some screens that have signed something. */
export async function readReachOf(
  { context: { telemetry }, presence }: Source,
  alert: AlertRow,
  screenIds: readonly string[],
): Promise<readonly AlertReachInput[]> {
  if (screenIds.length === 0) return [];
  const signed = await readSigned(telemetry, alert, { screenIds });
  return [...signed].map(([screenId, one]) => reachOf(presence, screenId, one));
}

function reachOf(presence: Source['presence'], screenId: string, signed: Signed | undefined): AlertReachInput {
  const { receivedAtMs = null, paintedAtMs = null, clearedAtMs = null } = signed ?? {};
  return { screenId, isConnected: presence.isConnected(screenId), receivedAtMs, paintedAtMs, clearedAtMs };
}
