import type { PlanPlace, SitePlan } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

type SitePlanTable = {
  id: string;
  siteId: string;
  areaId: string | null;
  mediaId: string;
  revision: number;
  changedAtMs: number;
};
export type SitePlanTables = {
  site_plans: SitePlanTable;
  site_plan_places: { planId: string; screenId: string; xBp: number; yBp: number };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** Plans with their places, of a site or the one with an id. */
export async function readSitePlans(db: Db, by: { readonly siteId: string } | { readonly id: string }): Promise<SitePlan[]> {
  const plans = db
    .selectFrom('site_plans')
    .innerJoin('media', 'media.id', 'site_plans.mediaId')
    .select(['site_plans.id', 'siteId', 'areaId', 'mediaId', 'revision', 'renditionHash']);
  const rows = await ('id' in by ? plans.where('site_plans.id', '=', by.id) : plans.where('siteId', '=', by.siteId))
    .orderBy('site_plans.id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const placed = await db.selectFrom('site_plan_places').selectAll().where('planId', 'in', ids).orderBy('screenId').execute();
  return rows.map(({ renditionHash, ...plan }) => {
    const places = placed.flatMap(({ planId, ...place }) => (planId === plan.id ? [place] : []));
    return { ...plan, picture: renditionHash, places } as SitePlan;
  });
}

/** Puts these places in the place of those that a plan had. */
export async function writePlaces(transaction: Transaction<TruthSchema>, planId: string, places: readonly PlanPlace[]): Promise<void> {
  await transaction.deleteFrom('site_plan_places').where('planId', '=', planId).execute();
  if (places.length === 0) return;
  const rows = places.map(({ screenId, xBp, yBp }) => ({ planId, screenId, xBp, yBp }));
  await transaction.insertInto('site_plan_places').values(rows).execute();
}
