import { alertIdSchema, compareAlerts, type AlertOver } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { isAddressed } from '../fleet/area-path.ts';
import type { Fleet } from '../fleet/store.ts';
import { alertOf } from './store.ts';

/** The alerts that address a screen at an instant, past ones too, by where the screen is now; what stands first on the glass comes first. */
export async function alertsOver(truth: Kysely<TruthSchema>, fleet: Fleet, screenId: string, atMs: number): Promise<readonly AlertOver[]> {
  const screen = fleet.screens.get(screenId);
  if (screen === undefined) return [];
  const rows = await truth
    .selectFrom('alerts')
    .selectAll()
    .where('siteId', '=', screen.siteId)
    .where('state', 'in', ['active', 'cleared', 'expired', 'updated'])
    // a request that nobody approved never was on a screen
    .where('approvedBy', 'is not', null)
    .where('effectiveMs', '<=', atMs)
    .where('expiresMs', '>', atMs)
    .where((eb) => eb.or([eb('clearedAtMs', 'is', null), eb('clearedAtMs', '>', atMs)]))
    .execute();
  return rows
    .map(alertOf)
    .filter(({ targets }) => isAddressed(fleet, screenId, targets))
    .toSorted(compareAlerts)
    .map(({ id, status, severity, style, texts, effectiveMs, expiresMs, clearedAtMs }) => ({
      alertId: alertIdSchema.parse(id),
      ...{ status, severity, style, texts },
      fromMs: effectiveMs,
      untilMs: clearedAtMs ?? expiresMs,
    }));
}
