import { fleetRoutes, unboundDownloads } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { countEdit, revisionOf } from '../revisions/store.ts';

/** How a site's players use its network. Those that are connected are told at once, the others when they come. */
export function registerDownloadsRoutes(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.getDownloads, async ({ params }) => {
    const site = fleet.current().sites.get(params.siteId);
    if (site === undefined) return refuse('not-found', 'no such site');
    return ok({ ...(site.downloads ?? unboundDownloads), revision: await revisionOf(truth, `downloads:${site.id}`) });
  });

  registerRoute(fleetRoutes.putDownloads, async ({ params: { siteId }, body, session }) => {
    if (!fleet.current().sites.has(siteId)) return refuse('not-found', 'no such site');
    const { revision: read, ...downloads } = body;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'use of the network', audited: `site:${siteId}`, actions: ['downloads-changed'], read };
      const counted = await countEdit(transaction, `downloads:${siteId}`, edit);
      if (counted.kind === 'problem') return counted;
      await transaction
        .updateTable('sites')
        .set({ downloads: JSON.stringify(downloads) })
        .where('id', '=', siteId)
        .execute();
      await audit(transaction, { actor: session.userId, action: 'downloads-changed', subject: `site:${siteId}`, detail: downloads });
      return ok({ ...downloads, revision: counted.revision });
    });
    if (outcome.kind === 'problem') return outcome;
    await fleet.refresh();
    live.emit('changed', ['sites']);
    return outcome;
  });
}
