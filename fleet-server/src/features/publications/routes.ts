import { portalRoutes, scheduleRoutes, signedDocumentSchema, type Publication } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt, type Session } from '../people/session.ts';
import type { Publisher } from './publisher.ts';
import { seenPreview, seenPublication } from './seen-publication.ts';
import { findPublication, listPublications } from './store.ts';

export function registerPublicationRoutes(registerRoute: RegisterRoute, { truth, keys, fleet }: AppContext, publisher: Publisher): void {
  const seesAll = (session: Session) => mayAt(session, 'schedule.read', null);
  const isSeenBy = (session: Session) => (screenId: string) =>
    mayAt(session, 'schedule.read', fleet.current().screens.get(screenId)?.siteId ?? null);
  const seenBy = (session: Session, publication: Publication) =>
    seesAll(session) ? publication : seenPublication(publication, isSeenBy(session));

  registerRoute(scheduleRoutes.previewPublication, async ({ session }) => {
    const outcome = await publisher.preview();
    if (outcome.kind === 'problem' || seesAll(session)) return outcome;
    const isSeen = isSeenBy(session);
    return ok(seenPreview(outcome.answer, isSeen, [...fleet.current().screens.keys()].filter(isSeen).length));
  });
  registerRoute(scheduleRoutes.publish, async ({ body, session }) =>
    publisher.publish({ ...body, actor: session.userId, reach: session.reach.get('schedule.publish') ?? new Set() }),
  );
  registerRoute(scheduleRoutes.listPublications, async ({ session }) =>
    ok({ publications: (await listPublications(truth)).flatMap((publication) => seenBy(session, publication) ?? []) }),
  );
  registerRoute(scheduleRoutes.getPublication, async ({ params, session }) => {
    const stored = await findPublication(truth, params.publicationId);
    const found = stored === null ? null : seenBy(session, stored);
    return found === null ? refuse('not-found', 'no such publication') : ok(found);
  });

  registerRoute(portalRoutes.getPortalRelease, async () => {
    const row = await truth.selectFrom('portal_releases').select('document').orderBy('number', 'desc').executeTakeFirst();
    if (row === undefined) return refuse('not-found', 'nothing was published yet');
    return ok(signedDocumentSchema.parse(JSON.parse(row.document)));
  });
  registerRoute(portalRoutes.getPortalRoot, async () => ok(keys.root.signed));
}
