import { fleetRoutes, unboundDownloads } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';

/** How a site's players use its network. Those that are connected are told at once, the others when they come. */
export function registerDownloadsRoutes(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.getDownloads, async ({ params }) => {
    const site = fleet.current().sites.get(params.siteId);
    return site === undefined ? refuse('not-found', 'no such site') : ok(site.downloads ?? unboundDownloads);
  });

  registerRoute(fleetRoutes.putDownloads, async ({ params: { siteId }, body, session }) => {
    if (!fleet.current().sites.has(siteId)) return refuse('not-found', 'no such site');
    await truth.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('sites')
        .set({ downloads: JSON.stringify(body) })
        .where('id', '=', siteId)
        .execute();
      await audit(transaction, { actor: session.userId, action: 'downloads-changed', subject: `site:${siteId}`, detail: body });
    });
    await fleet.refresh();
    live.emit('changed', ['sites']);
    return ok(body);
  });
}
