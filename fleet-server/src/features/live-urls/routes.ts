import { fleetRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { countEdit, revisionOf } from '../revisions/store.ts';
import { readLiveUrls, writeLiveUrls } from './store.ts';

/** The switch for live URLs of each site. Its setting travels in releases, so screens follow with the next publication. */
export function registerLiveUrlRoutes(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.getLiveUrls, async ({ params }) =>
    fleet.current().sites.has(params.siteId)
      ? ok({ ...(await readLiveUrls(truth, params.siteId)), revision: await revisionOf(truth, `live-urls:${params.siteId}`) })
      : refuse('not-found', 'no such site'),
  );

  registerRoute(fleetRoutes.putLiveUrls, async ({ params, body, session }) => {
    if (!fleet.current().sites.has(params.siteId)) return refuse('not-found', 'no such site');
    const { revision: read, ...settings } = body;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'choice of live URLs', audited: `site:${params.siteId}`, actions: ['live-urls-changed'], read };
      const counted = await countEdit(transaction, `live-urls:${params.siteId}`, edit);
      if (counted.kind === 'problem') return counted;
      await writeLiveUrls(transaction, params.siteId, settings);
      await audit(transaction, {
        actor: session.userId,
        action: 'live-urls-changed',
        subject: `site:${params.siteId}`,
        detail: { isAllowed: body.isAllowed, allowedHosts: body.allowedHosts },
      });
      return ok({ ...settings, revision: counted.revision });
    });
    if (outcome.kind === 'ok') live.emit('changed', ['sites']);
    return outcome;
  });
}
