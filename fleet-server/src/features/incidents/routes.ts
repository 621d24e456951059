import { incidentRoutes, userIdSchema, type Incident } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { cursorOf, pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt, maySee } from '../people/session.ts';
import { z } from 'zod';
import { findIncident, listIncidents, subjectOf, type IncidentFilter } from './store.ts';

const cursorSchema = z.tuple([z.string()]);
const keyOf = ({ id }: { readonly id: string }) => [id];
/** Of all together: whether what follows is over, and behind which one (none: the first). */
const anyCursorSchema = z.tuple([z.enum(['unresolved', 'resolved']), z.string()]);
type Page = { readonly rows: readonly Incident[]; readonly next: string | null };

/** The inbox: list and acknowledge. */
export function registerIncidentRoutes(registerRoute: RegisterRoute, { truth, clock, audit, live }: AppContext): void {
  registerRoute(incidentRoutes.listIncidents, async ({ query, session }) => {
    const reach = session.reach.get('fleet.read') ?? new Set<string>();
    const siteIds = reach === 'everywhere' ? null : [...reach];
    const { siteId, screenId, of, kind, state, after, limit } = query;
    const filter = { siteIds, siteId, screenId, of, kind };
    if (state === 'any') {
      const cursor = readCursor(after, anyCursorSchema);
      if (cursor.kind === 'problem') return cursor;
      const page = await pageOfAny(filter, cursor.key, limit);
      return ok({ incidents: [...page.rows], next: page.next });
    }
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const found = pageOf(await listIncidents(truth, { ...filter, state, before: cursor.key?.[0] }, limit + 1), limit, keyOf);
    return ok({ incidents: [...found.rows], next: found.next });
  });

  /** What is not over, then what is. One that ends while somebody turns pages is told again, as one that is over. */
  async function pageOfAny(
    filter: Omit<IncidentFilter, 'state' | 'before'>,
    key: z.output<typeof anyCursorSchema> | null,
    limit: number,
  ): Promise<Page> {
    const [part, id] = key ?? ['unresolved', ''];
    const before = id === '' ? undefined : id;
    const unresolved = part === 'resolved' ? [] : await listIncidents(truth, { ...filter, state: 'unresolved', before }, limit + 1);
    if (unresolved.length > limit) return pageOf(unresolved, limit, (one) => ['unresolved', one.id]);
    const room = limit - unresolved.length;
    const over = { ...filter, state: 'resolved', before: part === 'resolved' ? before : undefined } as const;
    const resolved = await listIncidents(truth, over, room + 1);
    const told = resolved.slice(0, room);
    const next = resolved.length > room ? cursorOf(['resolved', told.at(-1)?.id ?? '']) : null;
    return { rows: [...unresolved, ...told], next };
  }

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
