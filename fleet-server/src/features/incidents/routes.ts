import { incidentRoutes, userIdSchema } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt, maySee } from '../people/session.ts';
import { z } from 'zod';
import { findIncident, listIncidents, subjectOf } from './store.ts';

const cursorSchema = z.tuple([z.string()]);
const keyOf = ({ id }: { readonly id: string }) => [id];
/** What is not over is told whole: every kind of a thousand screens at once, and more than anybody reads. */
const mostUnresolved = 12_000;

/** The inbox: list and acknowledge. */
export function registerIncidentRoutes(registerRoute: RegisterRoute, { truth, clock, audit, live }: AppContext): void {
  registerRoute(incidentRoutes.listIncidents, async ({ query, session }) => {
    const reach = session.reach.get('fleet.read') ?? new Set<string>();
    const siteIds = reach === 'everywhere' ? null : [...reach];
    const { siteId, screenId, of, kind, state, after, limit } = query;
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const before = cursor.key?.[0];
    const filter = { siteIds, siteId, screenId, of, kind };
    if (state === 'any' && before === undefined) {
      const unresolved = await listIncidents(truth, { ...filter, state: 'unresolved' }, mostUnresolved);
      const resolved = pageOf(await listIncidents(truth, { ...filter, state: 'resolved' }, limit + 1), limit, keyOf);
      return ok({ incidents: [...unresolved, ...resolved.rows], next: resolved.next });
    }
    // the pages after the first of `any` are of those that are over: the others were on it
    const wanted = state === 'any' ? 'resolved' : state;
    const found = pageOf(await listIncidents(truth, { ...filter, state: wanted, before }, limit + 1), limit, keyOf);
    return ok({ incidents: [...found.rows], next: found.next });
  });

  registerRoute(incidentRoutes.acknowledgeIncident, async ({ params: { incidentId }, body: { note }, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const found = await findIncident(transaction, incidentId);
      if (found === null || !maySee(session, 'incident.handle', found.siteId)) return refuse('not-found', 'no such incident');
      // of the server itself: everybody may read it, and whoever is a technician everywhere takes it on
      if (!mayAt(session, 'incident.handle', found.siteId)) return refuse('not-permitted', 'needs incident.handle everywhere');
      if (found.state === 'resolved') return refuse('wrong-state', 'it is over already');
      const acknowledged = { acknowledgedAtMs: clock.nowMs(), acknowledgedBy: userIdSchema.parse(session.userId), note };
      await transaction
        .updateTable('incidents')
        .set({ state: 'acknowledged', ...acknowledged })
        .where('id', '=', incidentId)
        .execute();
      const detail = { incidentId, kind: found.kind, note };
      await audit(transaction, { actor: session.userId, action: 'incident-acknowledged', subject: subjectOf(found), detail });
      return ok({ ...found, ...acknowledged, state: 'acknowledged' as const });
    });
    if (outcome.kind === 'ok') live.emit('incident', outcome.answer);
    return outcome;
  });
}
