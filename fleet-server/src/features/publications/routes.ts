import { portalRoutes, scheduleRoutes, signedDocumentSchema } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { Publisher } from './publisher.ts';
import { findPublication, listPublications } from './store.ts';

export function registerPublicationRoutes(registerRoute: RegisterRoute, { truth, keys }: AppContext, publisher: Publisher): void {
  registerRoute(scheduleRoutes.previewPublication, async () => publisher.preview());
  registerRoute(scheduleRoutes.publish, async ({ body, session }) => publisher.publish({ ...body, actor: session.userId }));
  registerRoute(scheduleRoutes.listPublications, async () => ok({ publications: [...(await listPublications(truth))] }));
  registerRoute(scheduleRoutes.getPublication, async ({ params }) => {
    const found = await findPublication(truth, params.publicationId);
    return found === null ? refuse('not-found', 'no such publication') : ok(found);
  });

  registerRoute(portalRoutes.getPortalRelease, async () => {
    const row = await truth.selectFrom('portal_releases').select('document').orderBy('number', 'desc').executeTakeFirst();
    if (row === undefined) return refuse('not-found', 'nothing was published yet');
    return ok(signedDocumentSchema.parse(JSON.parse(row.document)));
  });
  registerRoute(portalRoutes.getPortalRoot, async () => ok(keys.root.signed));
}
