import type { Incident, IncidentFact, IncidentKind } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { queueNotifications } from '../notifications/queue-notifications.ts';
import { insertIncident, resolveIncident, subjectOf } from './store.ts';

/** Opens and ends incidents: row, audit row and the messages to be sent in one transaction, then the live event. */
export type IncidentDesk = {
  /** Of a screen, or (null) of the server itself. Null where one of this kind is open already. */
  readonly open: (screenId: string | null, kind: IncidentKind, fact: IncidentFact | null) => Promise<Incident | null>;
  readonly end: (incidentId: string) => Promise<Incident | null>;
};

export function createIncidentDesk(context: AppContext): IncidentDesk {
  const { truth, clock, newId, audit, live, fleet } = context;
  return {
    async open(screenId, kind, fact) {
      const screen = screenId === null ? null : fleet.current().screens.get(screenId);
      if (screen === undefined) return null;
      const opened = await truth.transaction().execute(async (transaction) => {
        const incident = await insertIncident(transaction, {
          ...{ id: newId(), screenId, siteId: screen?.siteId ?? null, kind, state: 'open', openedAtMs: clock.nowMs(), detail: '' },
          fact: fact === null ? null : JSON.stringify(fact),
          ...{ acknowledgedAtMs: null, acknowledgedBy: null, note: '', resolvedAtMs: null },
        });
        if (incident === null) return null;
        await queueNotifications(transaction, context, incident, 'incident.opened');
        const told = { incidentId: incident.id, kind, fact };
        await audit(transaction, { actor: 'system', action: 'incident-opened', subject: subjectOf(incident), detail: told });
        return incident;
      });
      if (opened !== null) live.emit('incident', opened);
      return opened;
    },
    async end(incidentId) {
      const ended = await truth.transaction().execute(async (transaction) => {
        const incident = await resolveIncident(transaction, incidentId, clock.nowMs());
        if (incident === null) return null;
        await queueNotifications(transaction, context, incident, 'incident.resolved');
        const told = { incidentId, kind: incident.kind };
        await audit(transaction, { actor: 'system', action: 'incident-resolved', subject: subjectOf(incident), detail: told });
        return incident;
      });
      if (ended !== null) live.emit('incident', ended);
      return ended;
    },
  };
}
