import { mostSitePlans, sitePlanRoutes, type SitePlan } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { placeRefusal } from '../fleet/place-refusal.ts';
import { foreignIds } from '../fleet/site-owned.ts';
import type { Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { readSitePlans, writePlaces } from './store.ts';

const missing = refuse('not-found', 'no such plan');

/** Plans of sites and areas, and the places of screens on them. */
export function registerSitePlanRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live, fleet } = context;

  registerRoute(sitePlanRoutes.listSitePlans, async ({ params: { siteId }, query }) => {
    const page = wholeOrPage(await readSitePlans(truth, { siteId }), query);
    return page.kind === 'problem' ? page : ok({ plans: page.rows, next: page.next });
  });

  registerRoute(sitePlanRoutes.createSitePlan, async ({ body: { siteId, areaId, mediaId }, session }) =>
    save(async (transaction) => {
      const refusal = placeRefusal(fleet.current(), siteId, areaId, 'body.areaId') ?? (await pictureRefusal(transaction, siteId, mediaId));
      if (refusal !== null) return refusal;
      const there = await readSitePlans(transaction, { siteId });
      if (there.some((plan) => plan.areaId === areaId))
        return refuse('bad-input', 'body.areaId: this place has a plan; change its picture', { field: 'body.areaId', limit: 1 });
      if (there.length >= mostSitePlans)
        return refuse('bad-input', `body.siteId: a site may have ${mostSitePlans} plans`, { field: 'body.siteId', limit: mostSitePlans });
      const id = newId();
      const row = { id, siteId, areaId, mediaId, revision: 1, changedAtMs: clock.nowMs() };
      await transaction.insertInto('site_plans').values(row).execute();
      const detail = { areaId, mediaId, revision: 1 };
      await audit(transaction, { actor: session.userId, action: 'site-plan-created', subject: `site-plan:${id}`, siteId, detail });
      return ok(id);
    }),
  );

  registerRoute(sitePlanRoutes.putSitePlan, async ({ params: { planId }, body: { mediaId, places, revision: read }, session }) =>
    save(async (transaction) => {
      const found = await editable(transaction, session, planId, read);
      if (found.kind === 'problem') return found;
      const { siteId, places: before, mediaId: pictureBefore } = found.answer;
      const at = places.findIndex(({ screenId }) => fleet.current().screens.get(screenId)?.siteId !== siteId);
      if (at >= 0) {
        const field = `body.places[${at}].screenId`;
        return refuse('not-found', `${field}: no such screen in this site`, { field });
      }
      const refusal = mediaId === pictureBefore ? null : await pictureRefusal(transaction, siteId, mediaId);
      if (refusal !== null) return refusal;
      const revision = found.answer.revision + 1;
      await transaction.updateTable('site_plans').set({ mediaId, revision, changedAtMs: clock.nowMs() }).where('id', '=', planId).execute();
      await writePlaces(transaction, planId, places);
      const detail = { mediaId, places, before: { mediaId: pictureBefore, places: before }, revision };
      await audit(transaction, { actor: session.userId, action: 'site-plan-changed', subject: `site-plan:${planId}`, siteId, detail });
      return ok(planId);
    }),
  );

  registerRoute(sitePlanRoutes.deleteSitePlan, async ({ params: { planId }, query, session }) => {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<{}>> => {
      const found = await editable(transaction, session, planId, query.revision, 'query.revision');
      if (found.kind === 'problem') return found;
      const { siteId, areaId, places } = found.answer;
      await transaction.deleteFrom('site_plans').where('id', '=', planId).execute();
      const detail = { areaId, places };
      await audit(transaction, { actor: session.userId, action: 'site-plan-removed', subject: `site-plan:${planId}`, siteId, detail });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['site-plans']);
    return outcome;
  });

  async function save(act: (transaction: Transaction<TruthSchema>) => Promise<Outcome<string>>): Promise<Outcome<SitePlan>> {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<SitePlan>> => {
      const done = await act(transaction);
      if (done.kind === 'problem') return done;
      const [plan] = await readSitePlans(transaction, { id: done.answer });
      return plan === undefined ? missing : ok(plan);
    });
    if (outcome.kind === 'ok') live.emit('changed', ['site-plans']);
    return outcome;
  }
}

/** The plan that a caller may edit, as they read it. */
async function editable(
  transaction: Transaction<TruthSchema>,
  session: Session,
  planId: string,
  read: number,
  field = 'body.revision',
): Promise<Outcome<SitePlan>> {
  const [plan] = await readSitePlans(transaction, { id: planId });
  if (plan === undefined) return missing;
  const refusal = refusalAt(session, { read: 'fleet.read', act: 'fleet.edit' }, plan.siteId, 'plan');
  const edit = { what: 'plan', audited: `site-plan:${planId}`, revision: plan.revision, read, field };
  return refusal ?? (await editedMeanwhile(transaction, edit)) ?? ok(plan);
}

/** Why media cannot be the picture of a site's plan; null: it can. It may still be in the making. */
async function pictureRefusal(transaction: Transaction<TruthSchema>, siteId: string, mediaId: string): Promise<Refusal | null> {
  const media = await transaction.selectFrom('media').select(['kind', 'state']).where('id', '=', mediaId).executeTakeFirst();
  const isForeign = (await foreignIds(transaction, 'media', siteId)).has(mediaId);
  if (media !== undefined && !isForeign && media.kind === 'image' && media.state !== 'failed') return null;
  const field = 'body.mediaId';
  return refuse('bad-input', `${field}: is no picture of this site's library`, { field, limit: 'image' });
}
