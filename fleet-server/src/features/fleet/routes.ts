import { fleetRoutes } from '@gatecast/protocol';
import { canonicalZoneName } from '@gatecast/zones';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { maySee } from '../people/session.ts';
import { areaPath, maxAreaDepth } from './area-path.ts';
import { registerMountingRoute } from './mounting-route.ts';
import type { Wall } from './wall.ts';

/** Sites, areas, screens and the wall. */
export function registerFleetRoutes(registerRoute: RegisterRoute, context: AppContext, wall: Wall): void {
  const { truth, clock, newId, audit, live, fleet, keys } = context;

  registerRoute(fleetRoutes.listSites, async ({ session }) => {
    const { sites, areas } = fleet.current();
    return ok({
      sites: [...sites.values()]
        .filter(({ id }) => maySee(session, 'fleet.read', id))
        .map(({ id, names, timeZone, languages, dayStart }) => ({ id, names, timeZone, languages: [...languages], dayStart })),
      areas: [...areas.values()].filter(({ siteId }) => maySee(session, 'fleet.read', siteId)),
    });
  });

  registerRoute(fleetRoutes.createSite, async ({ body, session }) => {
    const timeZone = canonicalZoneName(body.timeZone);
    if (timeZone === null)
      return refuse('bad-input', `body.timeZone: ${body.timeZone} is not an IANA time zone`, {
        field: 'body.timeZone',
        limit: 'IANA zone',
      });
    const site = { id: newId(), ...body, timeZone };
    await truth.transaction().execute(async (transaction) => {
      const row = {
        ...site,
        names: JSON.stringify(site.names),
        languages: JSON.stringify(site.languages),
        createdAtMs: clock.nowMs(),
        downloads: null,
      };
      await transaction.insertInto('sites').values(row).execute();
      await audit(transaction, { actor: session.userId, action: 'site-created', subject: `site:${site.id}`, detail: body });
    });
    await fleet.refresh();
    live.emit('changed', ['sites']);
    return ok(site);
  });

  registerRoute(fleetRoutes.createArea, async ({ body, session }) => {
    const refusal = placeRefusal(context, body.siteId, body.parentId, 'body.parentId');
    if (refusal !== null) return refusal;
    if (areaPath(fleet.current(), body.parentId).length >= maxAreaDepth)
      return refuse('bad-input', `body.parentId: areas nest at most ${maxAreaDepth} deep`, { field: 'body.parentId', limit: maxAreaDepth });
    const area = { id: newId(), ...body };
    await truth.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('areas')
        .values({ ...area, names: JSON.stringify(area.names), createdAtMs: clock.nowMs() })
        .execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'area-created',
        subject: `area:${area.id}`,
        siteId: body.siteId,
        detail: body,
      });
    });
    await fleet.refresh();
    live.emit('changed', ['sites']);
    return ok(area);
  });

  registerRoute(fleetRoutes.listScreens, async ({ query, session }) => {
    const screens = wall.tiles(query.siteId).filter(({ siteId }) => maySee(session, 'fleet.read', siteId));
    return ok({ serverTimeMs: clock.nowMs(), screens });
  });

  registerRoute(fleetRoutes.getScreen, async ({ params }) => {
    const tile = wall.tile(params.screenId);
    return tile === null ? refuse('not-found', 'no such screen') : ok(tile);
  });

  registerRoute(fleetRoutes.createScreen, async ({ body, session }) => {
    const refusal = placeRefusal(context, body.siteId, body.areaId, 'body.areaId');
    if (refusal !== null) return refusal;
    const screen = { id: newId(), ...body };
    const isAdded = await truth.transaction().execute(async (transaction) => {
      const taken = await transaction
        .selectFrom('screens')
        .select('id')
        .where('siteId', '=', body.siteId)
        .where('name', '=', body.name)
        .executeTakeFirst();
      if (taken !== undefined) return false;
      await transaction
        .insertInto('screens')
        .values({
          ...screen,
          tags: JSON.stringify(screen.tags),
          wall: screen.wall === undefined ? null : JSON.stringify(screen.wall),
          rotationDeg: screen.rotationDeg ?? null,
          viewing: screen.viewing === undefined ? null : JSON.stringify(screen.viewing),
          createdAtMs: clock.nowMs(),
        })
        .execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'screen-created',
        subject: `screen:${screen.id}`,
        siteId: body.siteId,
        detail: body,
      });
      return true;
    });
    if (!isAdded) return refuse('already-exists', 'this site has a screen of this name', { field: 'body.name' });
    await fleet.refresh();
    live.emit('screen-changed', screen.id);
    return ok({ ...screen, player: null });
  });

  registerMountingRoute(registerRoute, context);

  registerRoute(fleetRoutes.getRoot, async () => ok({ number: keys.root.document.number, fingerprint: keys.root.fingerprint }));
}

/** Whether the site exists and the area lies in it. */
function placeRefusal({ fleet }: AppContext, siteId: string, areaId: string | null, areaField: string): Refusal | null {
  const { sites, areas } = fleet.current();
  if (!sites.has(siteId)) return refuse('not-found', 'body.siteId: no such site', { field: 'body.siteId' });
  if (areaId !== null && areas.get(areaId)?.siteId !== siteId)
    return refuse('not-found', `${areaField}: no such area in this site`, { field: areaField });
  return null;
}
