import { meansRoutes, provisionRoutes } from '@gatecast/protocol';
import type { Session } from '../fleet-api/session.ts';
import { idOf } from './id-of.ts';
import type { Places } from './seed-schedule.ts';
import { demoMeans, demoProvisions } from './survey.ts';

/** What stands where, with the sheets of its survey, and what shall stand there by which year. */
export async function seedSurvey(operator: Session, { siteIds, areaIds, screenIds }: Places): Promise<void> {
  const placeOf = ({ siteKey, areaKey }: { readonly siteKey: string; readonly areaKey: string | null }) => ({
    siteId: idOf(siteIds, siteKey),
    areaId: areaKey === null ? null : idOf(areaIds, areaKey),
  });
  for (const { siteKey, areaKey, screenKey, isSurveyed, ...means } of demoMeans) {
    const screenId = screenKey === undefined ? null : idOf(screenIds, screenKey);
    const { id, revision } = await operator.call(meansRoutes.createMeans, {
      body: { ...means, ...placeOf({ siteKey, areaKey }), screenId },
    });
    if (!isSurveyed) continue;
    const { condition, position, notes } = means;
    await operator.call(meansRoutes.surveyMeans, { params: { meansId: id }, body: { condition, position, notes, revision } });
  }
  for (const { siteKey, areaKey, ...line } of demoProvisions)
    await operator.call(provisionRoutes.createProvision, { body: { ...line, ...placeOf({ siteKey, areaKey }) } });
}
