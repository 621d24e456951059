import { fleetRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { readLiveUrls, writeLiveUrls } from './store.ts';

/** The switch for live URLs of each site. Its setting travels in releases, so screens follow with the next publication. */
export function registerLiveUrlRoutes(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.getLiveUrls, async ({ params }) =>
    fleet.current().sites.has(params.siteId) ? ok(await readLiveUrls(truth, params.siteId)) : refuse('not-found', 'no such site'),
  );

  registerRoute(fleetRoutes.putLiveUrls, async ({ params, body, session }) => {
    if (!fleet.current().sites.has(params.siteId)) return refuse('not-found', 'no such site');
    await truth.transaction().execute(async (transaction) => {
      await writeLiveUrls(transaction, params.siteId, body);
      await audit(transaction, {
        actor: session.userId,
        action: 'live-urls-changed',
        subject: `site:${params.siteId}`,
        detail: { isAllowed: body.isAllowed, allowedHosts: body.allowedHosts },
      });
    });
    live.emit('changed', ['sites']);
    return ok(body);
  });
}
