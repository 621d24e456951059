import { fleetRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { maySee } from '../people/session.ts';
import { registerPlaceRoutes } from './place-routes.ts';
import { registerScreenRoutes } from './screen-routes.ts';
import type { Wall } from './wall.ts';

/** Sites, areas, screens and the wall. */
export function registerFleetRoutes(registerRoute: RegisterRoute, context: AppContext, wall: Wall): void {
  const { clock, keys } = context;
  registerPlaceRoutes(registerRoute, context);
  registerScreenRoutes(registerRoute, context, wall);

  registerRoute(fleetRoutes.listScreens, async ({ query, session }) => {
    const screens = wall.tiles(query.siteId).filter(({ siteId }) => maySee(session, 'fleet.read', siteId));
    return ok({ serverTimeMs: clock.nowMs(), screens });
  });

  registerRoute(fleetRoutes.getScreen, async ({ params }) => {
    const tile = wall.tile(params.screenId);
    return tile === null ? refuse('not-found', 'no such screen') : ok(tile);
  });

  registerRoute(fleetRoutes.getRoot, async () => ok({ number: keys.root.document.number, fingerprint: keys.root.fingerprint }));
}
