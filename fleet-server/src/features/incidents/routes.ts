import { incidentRoutes, userIdSchema } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt } from '../people/session.ts';
import { findIncident, listIncidents } from './store.ts';

/** A page of those that are over. */
const mostOnPage = 200;
/** What is not over is told whole: every kind of a thousand screens at once, and more than anybody reads. */
const mostUnresolved = 12_000;

/** The inbox: list and acknowledge. */
export function registerIncidentRoutes(registerRoute: RegisterRoute, { truth, clock, audit, live }: AppContext): void {
  registerRoute(incidentRoutes.listIncidents, async ({ query, session }) => {
    const reach = session.reach.get('fleet.read') ?? new Set<string>();
    const siteIds = reach === 'everywhere' ? null : [...reach];
    const { siteId, screenId, kind, state, before } = query;
    const filter = { siteIds, siteId, screenId, kind };
    if (state === 'any' && before === undefined) {
      const unresolved = await listIncidents(truth, { ...filter, state: 'unresolved' }, mostUnresolved);
      const resolved = await listIncidents(truth, { ...filter, state: 'resolved' }, mostOnPage + 1);
      return ok({ incidents: [...unresolved, ...resolved.slice(0, mostOnPage)], hasMore: resolved.length > mostOnPage });
    }
    const found = await listIncidents(truth, { ...filter, state, before }, mostOnPage + 1);
    return ok({ incidents: found.slice(0, mostOnPage), hasMore: found.length > mostOnPage });
  });

  registerRoute(incidentRoutes.acknowledgeIncident, async ({ params: { incidentId }, body: { note }, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const found = await findIncident(transaction, incidentId);
      if (found === null || !mayAt(session, 'incident.handle', found.siteId)) return refuse('not-found', 'no such incident');
      if (found.state === 'resolved') return refuse('wrong-state', 'it is over already');
      const acknowledged = { acknowledgedAtMs: clock.nowMs(), acknowledgedBy: userIdSchema.parse(session.userId), note };
      await transaction
        .updateTable('incidents')
        .set({ state: 'acknowledged', ...acknowledged })
        .where('id', '=', incidentId)
        .execute();
      const detail = { incidentId, kind: found.kind, note };
      await audit(transaction, { actor: session.userId, action: 'incident-acknowledged', subject: `screen:${found.screenId}`, detail });
      return ok({ ...found, ...acknowledged, state: 'acknowledged' as const });
    });
    if (outcome.kind === 'ok') live.emit('incident', outcome.answer);
    return outcome;
  });
}
