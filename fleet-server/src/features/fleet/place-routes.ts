import { fleetRoutes, type Site } from '@gatecast/protocol';
import { canonicalZoneName } from '@gatecast/zones';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import { nameGlyphProblem } from '../content/glyph-problem.ts';
import { maySee, type Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { areaPath, maxAreaDepth } from './area-path.ts';
import { areaMoveFault } from './area-move-fault.ts';
import { placeRefusal } from './place-refusal.ts';
import { readRemoval, refusalOfRemoval } from './removal.ts';
import type { AreaRow, SiteRow } from './store.ts';

/** Sites and the areas inside them: list, add, change, move, remove. */
export function registerPlaceRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  registerSiteRoutes(registerRoute, context);
  registerAreaRoutes(registerRoute, context);
}

function registerSiteRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, fleet } = context;

  registerRoute(fleetRoutes.listSites, async ({ query, session }) => {
    const { sites, areas } = fleet.current();
    const page = wholeOrPage([...sites.values()].filter(({ id }) => maySee(session, 'fleet.read', id)).map(toldSite), query);
    if (page.kind === 'problem') return page;
    const told = new Set<string>(page.rows.map(({ id }) => id));
    return ok({ sites: page.rows, areas: [...areas.values()].filter(({ siteId }) => told.has(siteId)), next: page.next });
  });

  registerRoute(fleetRoutes.createSite, async ({ body, session }) => {
    const timeZone = canonicalZoneName(body.timeZone);
    if (timeZone === null) return unknownZone(body.timeZone);
    const undrawable = undrawableName(body.names);
    if (undrawable !== null) return undrawable;
    const site = { id: newId(), ...body, timeZone };
    await truth.transaction().execute(async (transaction) => {
      const row = { ...site, ...columnsOf(site), createdAtMs: clock.nowMs(), downloads: null };
      await transaction.insertInto('sites').values(row).execute();
      await audit(transaction, { actor: session.userId, action: 'site-created', subject: `site:${site.id}`, detail: body });
    });
    await changed(context);
    return ok({ ...site, revision: 1 });
  });

  registerRoute(fleetRoutes.putSite, async ({ params: { siteId }, body: { revision: read, ...fields }, session }) => {
    const timeZone = canonicalZoneName(fields.timeZone);
    if (timeZone === null) return unknownZone(fields.timeZone);
    const undrawable = undrawableName(fields.names);
    if (undrawable !== null) return undrawable;
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<Site>> => {
      const before = await transaction.selectFrom('sites').selectAll().where('id', '=', siteId).executeTakeFirst();
      if (before === undefined || before.removedAtMs !== null) return refuse('not-found', 'no such site');
      const edit = { what: 'site', audited: `site:${siteId}`, actions: ['site-created', 'site-changed'] };
      const stale = await editedMeanwhile(transaction, { ...edit, revision: before.revision, read });
      if (stale !== null) return stale;
      const revision = before.revision + 1;
      const site = { ...fields, timeZone };
      await transaction
        .updateTable('sites')
        .set({ ...columnsOf(site), timeZone, dayStart: site.dayStart, revision })
        .where('id', '=', siteId)
        .execute();
      const detail = { ...site, revision };
      await audit(transaction, { actor: session.userId, action: 'site-changed', subject: `site:${siteId}`, detail });
      return ok({ id: siteId, ...site, revision });
    });
    if (outcome.kind === 'ok') await changed(context);
    return outcome;
  });

  registerRoute(fleetRoutes.siteRemoval, async ({ params: { siteId } }) => {
    const site = fleet.current().sites.get(siteId);
    if (site === undefined) return refuse('not-found', 'no such site');
    return ok({ ...(await readRemoval(truth, { kind: 'site', id: siteId, siteId })), revision: site.revision });
  });

  registerRoute(fleetRoutes.deleteSite, async ({ params: { siteId }, query, session }) => {
    const site = fleet.current().sites.get(siteId);
    if (site === undefined) return refuse('not-found', 'no such site');
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'site', audited: `site:${siteId}`, revision: site.revision, read: query.revision, field: 'query.revision' };
      const removal = await readRemoval(transaction, { kind: 'site', id: siteId, siteId });
      const refusal = (await editedMeanwhile(transaction, edit)) ?? refusalOfRemoval('site', removal);
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('grants').where('siteId', '=', siteId).execute();
      await transaction.deleteFrom('site_plans').where('siteId', '=', siteId).execute();
      await transaction.updateTable('sites').set({ removedAtMs: clock.nowMs() }).where('id', '=', siteId).execute();
      const detail = { names: site.names, takesAlong: removal.takesAlong };
      await audit(transaction, { actor: session.userId, action: 'site-removed', subject: `site:${siteId}`, detail });
      return ok({});
    });
    if (outcome.kind === 'ok') await changed(context);
    return outcome;
  });
}

function registerAreaRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, fleet } = context;

  registerRoute(fleetRoutes.createArea, async ({ body, session }) => {
    const refusal = placeRefusal(fleet.current(), body.siteId, body.parentId, 'body.parentId');
    if (refusal !== null) return refusal;
    if (areaPath(fleet.current(), body.parentId).length >= maxAreaDepth)
      return refuse('bad-input', `body.parentId: areas nest at most ${maxAreaDepth} deep`, { field: 'body.parentId', limit: maxAreaDepth });
    const area = { id: newId(), ...body };
    await truth.transaction().execute(async (transaction) => {
      const row = { ...area, names: JSON.stringify(area.names), createdAtMs: clock.nowMs() };
      await transaction.insertInto('areas').values(row).execute();
      const subject = `area:${area.id}`;
      await audit(transaction, { actor: session.userId, action: 'area-created', subject, siteId: body.siteId, detail: body });
    });
    await changed(context);
    return ok({ ...area, revision: 1 });
  });

  /** The area that a caller may edit. */
  function editable(session: Session, areaId: string): Refusal | { readonly kind: 'area'; readonly area: AreaRow } {
    const area = fleet.current().areas.get(areaId);
    if (area === undefined) return refuse('not-found', 'no such area');
    return refusalAt(session, { read: 'fleet.read', act: 'fleet.edit' }, area.siteId, 'area') ?? { kind: 'area', area };
  }

  registerRoute(fleetRoutes.putArea, async ({ params: { areaId }, body: { parentId, names, revision: read }, session }) => {
    const found = editable(session, areaId);
    if (found.kind === 'problem') return found;
    const { area } = found;
    const fault = placeRefusal(fleet.current(), area.siteId, parentId, 'body.parentId') ?? areaMoveFault(fleet.current(), areaId, parentId);
    if (fault !== null) return fault;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const before = await transaction.selectFrom('areas').select('revision').where('id', '=', areaId).executeTakeFirstOrThrow();
      const stale = await editedMeanwhile(transaction, { what: 'area', audited: `area:${areaId}`, revision: before.revision, read });
      if (stale !== null) return stale;
      const revision = before.revision + 1;
      await transaction
        .updateTable('areas')
        .set({ parentId, names: JSON.stringify(names), revision })
        .where('id', '=', areaId)
        .execute();
      const detail = { names, parentId, before: { names: area.names, parentId: area.parentId }, revision };
      await audit(transaction, { actor: session.userId, action: 'area-changed', subject: `area:${areaId}`, detail });
      return ok({ ...area, parentId, names, revision });
    });
    if (outcome.kind === 'ok') await changed(context);
    return outcome;
  });

  registerRoute(fleetRoutes.areaRemoval, async ({ params: { areaId }, session }) => {
    const area = fleet.current().areas.get(areaId);
    if (area === undefined || !maySee(session, 'fleet.read', area.siteId)) return refuse('not-found', 'no such area');
    const { siteId, revision } = area;
    return ok({ ...(await readRemoval(truth, { kind: 'area', id: areaId, siteId })), revision });
  });

  registerRoute(fleetRoutes.deleteArea, async ({ params: { areaId }, query, session }) => {
    const found = editable(session, areaId);
    if (found.kind === 'problem') return found;
    const { siteId, revision, names } = found.area;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'area', audited: `area:${areaId}`, revision, read: query.revision, field: 'query.revision' };
      const refusal =
        (await editedMeanwhile(transaction, edit)) ??
        refusalOfRemoval('area', await readRemoval(transaction, { kind: 'area', id: areaId, siteId }));
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('site_plans').where('areaId', '=', areaId).execute();
      await transaction.updateTable('areas').set({ removedAtMs: clock.nowMs() }).where('id', '=', areaId).execute();
      await audit(transaction, { actor: session.userId, action: 'area-removed', subject: `area:${areaId}`, siteId, detail: { names } });
      return ok({});
    });
    if (outcome.kind === 'ok') await changed(context);
    return outcome;
  });
}

async function changed({ fleet, live }: AppContext): Promise<void> {
  await fleet.refresh();
  live.emit('changed', ['sites']);
}

function toldSite({ id, names, timeZone, languages, dayStart, revision }: SiteRow) {
  return { id, names, timeZone, languages: [...languages], dayStart, revision };
}

/** A site's name stands at the head of what its screens show; those of areas stand on none. */
function undrawableName(names: Site['names']): Refusal | null {
  return nameGlyphProblem(Object.fromEntries(Object.entries(names).map(([language, name]) => [`body.names.${language}`, name])));
}

function columnsOf({ names, languages }: Pick<Site, 'names' | 'languages'>) {
  return { names: JSON.stringify(names), languages: JSON.stringify(languages) };
}

function unknownZone(timeZone: string): Refusal {
  return refuse('bad-input', `body.timeZone: ${timeZone} is not an IANA time zone`, { field: 'body.timeZone', limit: 'IANA zone' });
}
