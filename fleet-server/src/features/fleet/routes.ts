import { fleetRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { findScreens } from '../screens/find-screens.ts';
import { maySee } from '../people/session.ts';
import { readFirstSteps } from './first-steps.ts';
import { registerPlaceRoutes } from './place-routes.ts';
import { registerScreenRoutes } from './screen-routes.ts';
import type { Wall } from './wall.ts';

/** Sites, areas, screens and the wall. */
export function registerFleetRoutes(registerRoute: RegisterRoute, context: AppContext, wall: Wall): void {
  const { clock, keys, fleet } = context;
  registerPlaceRoutes(registerRoute, context);
  registerScreenRoutes(registerRoute, context, wall);

  registerRoute(fleetRoutes.listScreens, async ({ query, session }) => {
    const { limit, after, sort, ...filter } = query;
    const known = { ...wall.known, isSeen: (siteId: string) => maySee(session, 'fleet.read', siteId) };
    const { ids, counts } = findScreens(fleet.current(), filter, known, sort);
    const from = after === undefined ? 0 : ids.indexOf(after) + 1;
    if (after !== undefined && from === 0)
      return refuse('bad-input', 'query.after: the list has changed; begin anew', { field: 'query.after' });
    const page = ids.slice(from, from + limit);
    const next = from + limit < ids.length ? (page.at(-1) ?? null) : null;
    const screens = page.flatMap((id) => wall.tile(id) ?? []);
    return ok({ serverTimeMs: clock.nowMs(), screens, next, total: ids.length, counts });
  });

  registerRoute(fleetRoutes.getScreen, async ({ params }) => {
    const tile = wall.tile(params.screenId);
    return tile === null ? refuse('not-found', 'no such screen') : ok(tile);
  });

  registerRoute(fleetRoutes.getFirstSteps, async () => ok(await readFirstSteps(context)));
  registerRoute(fleetRoutes.getRoot, async () => ok({ number: keys.root.document.number, fingerprint: keys.root.fingerprint }));
}
