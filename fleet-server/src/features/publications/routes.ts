import { mostPublicationScreens, portalRoutes, scheduleRoutes, type Publication, type PublicationSource } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt, type Session } from '../people/session.ts';
import { servedPortalRelease } from './portal-releases.ts';
import { tokenOf } from './preview-token.ts';
import type { Publisher } from './publisher.ts';
import { seenPreview, seenPublication, wholePublication } from './seen-publication.ts';
import { z } from 'zod';
import { findPublication, listPublications, listPublicationScreens, type CountedPublication } from './store.ts';

const cursorSchema = z.tuple([z.int(), z.string()]);
const screenCursorSchema = z.tuple([z.string()]);

export function registerPublicationRoutes(
  registerRoute: RegisterRoute,
  { truth, keys, fleet, clock }: AppContext,
  publisher: Publisher,
): void {
  const seesAll = (session: Session) => mayAt(session, 'schedule.read', null);
  const isSeenSite = (session: Session) => (siteId: string) => mayAt(session, 'schedule.read', siteId);
  const isSeenBy = (session: Session) => (screenId: string) =>
    mayAt(session, 'schedule.read', fleet.current().screens.get(screenId)?.siteId ?? null);
  const seenBy = (session: Session, publication: CountedPublication) =>
    seesAll(session) ? wholePublication(publication) : seenPublication(publication, isSeenSite(session), isSeenBy(session));
  const siteIdsOf = (session: Session) => (seesAll(session) ? null : [...fleet.current().sites.keys()].filter(isSeenSite(session)));

  const firstScreens = (publicationId: string, siteIds: readonly string[] | null) =>
    listPublicationScreens(truth, publicationId, { siteIds, after: null, most: mostPublicationScreens });
  /** Whoever made it sees all of it: it holds screens of their own sites only. */
  async function made(outcome: Outcome<CountedPublication>): Promise<Outcome<Publication>> {
    if (outcome.kind === 'problem') return outcome;
    return ok({ ...wholePublication(outcome.answer), screens: [...(await firstScreens(outcome.answer.id, null))] });
  }

  const publisherOf = (session: Session) => ({ actor: session.userId, reach: session.reach.get('schedule.publish') ?? new Set<string>() });
  async function unseen(source: PublicationSource, session: Session): Promise<Refusal | null> {
    if (source.kind === 'drafts') return null;
    const stored = await findPublication(truth, source.publicationId);
    return stored === null || seenBy(session, stored) === null ? refuse('not-found', 'no such publication') : null;
  }

  registerRoute(scheduleRoutes.previewPublication, async ({ body, session }) => {
    const closed = await unseen(body.source, session);
    if (closed !== null) return closed;
    const outcome = await publisher.preview(body.source);
    if (outcome.kind === 'problem') return outcome;
    const { told, outgoing } = outcome.answer;
    const whole = { ...told, token: tokenOf(outgoing, publisherOf(session).reach) };
    if (seesAll(session)) return ok(whole);
    const isSeen = isSeenBy(session);
    return ok(seenPreview(whole, isSeen, [...fleet.current().screens.keys()].filter(isSeen).length));
  });
  registerRoute(scheduleRoutes.publish, async ({ body, session }) =>
    made(await publisher.publish({ ...body, ...publisherOf(session), source: { kind: 'drafts' } })),
  );
  registerRoute(scheduleRoutes.rollBack, async ({ params, body, session }) => {
    const source = { kind: 'roll-back', ...params } as const;
    return (await unseen(source, session)) ?? made(await publisher.publish({ ...body, ...publisherOf(session), source }));
  });
  registerRoute(scheduleRoutes.withdraw, async ({ params, body, session }) => {
    const source = { kind: 'withdrawal', ...params } as const;
    const asTheyWere = { acceptConflicts: true, activateAtMs: null };
    return (await unseen(source, session)) ?? made(await publisher.publish({ ...body, ...publisherOf(session), ...asTheyWere, source }));
  });
  registerRoute(scheduleRoutes.listPublications, async ({ query: { after, limit, search = '' }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const rows = await listPublications(truth, { search, before: cursor.key, most: limit + 1 });
    const page = pageOf(rows, limit, ({ publishedAtMs, id }) => [publishedAtMs, id]);
    return ok({ publications: page.rows.flatMap((publication) => seenBy(session, publication) ?? []), next: page.next });
  });
  registerRoute(scheduleRoutes.getPublication, async ({ params, session }) => {
    const stored = await findPublication(truth, params.publicationId);
    const found = stored === null ? null : seenBy(session, stored);
    if (found === null) return refuse('not-found', 'no such publication');
    return ok({ ...found, screens: [...(await firstScreens(found.id, siteIdsOf(session)))] });
  });
  registerRoute(scheduleRoutes.listPublicationScreens, async ({ params: { publicationId }, query: { after, limit, state }, session }) => {
    const cursor = readCursor(after, screenCursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const stored = await findPublication(truth, publicationId);
    if (stored === null || seenBy(session, stored) === null) return refuse('not-found', 'no such publication');
    const wanted = { siteIds: siteIdsOf(session), state, after: cursor.key?.[0] ?? null, most: limit + 1 };
    const page = pageOf(await listPublicationScreens(truth, publicationId, wanted), limit, ({ screenId }) => [screenId]);
    return ok({ screens: [...page.rows], next: page.next });
  });

  registerRoute(portalRoutes.getPortalRelease, async () => {
    const served = await servedPortalRelease(truth, clock.nowMs());
    return served === null ? refuse('not-found', 'nothing was published yet') : ok(served);
  });
  registerRoute(portalRoutes.getPortalRoot, async () => ok(keys.root.signed));
}
