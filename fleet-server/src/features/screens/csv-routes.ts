import { problemOf, screenFilter, screenRoutes, screensCsvPath } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { badInputOf } from '../../http/bad-input.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { nameInUse } from '../../works/works.ts';
import type { Presence } from '../fleet/presence.ts';
import { mayAt } from '../people/session.ts';
import { planImport } from './plan-import.ts';
import { previewToken } from './preview-token.ts';
import { csvOfScreens } from './screens-csv.ts';
import { selectScreens } from './select-screens.ts';
import { meanwhile, writeScreens } from './write-screens.ts';

/** Five million characters, of which Vietnamese ones have three bytes. */
const bodyLimitBytes = 16 * 1024 * 1024;
const querySchema = z.strictObject(screenFilter);

/** Screens as CSV: out by the filter of the list, in with a preview, all lines or none. */
export function registerCsvRoutes(
  http: FastifyInstance,
  guard: Guard,
  registerRoute: RegisterRoute,
  { context, presence }: { readonly context: AppContext; readonly presence: Presence },
): void {
  const { fleet, live, newId, works } = context;

  registerRoute(
    screenRoutes.importScreens,
    async ({ body: { csv, token, workId }, session }) => {
      const plan = planImport(csv, fleet.current(), (siteId) => mayAt(session, 'fleet.edit', siteId));
      const fresh = previewToken(
        'csv',
        csv,
        plan.lines.map(({ before, after }) => [before?.id ?? null, before?.revision ?? null, after.areaId]),
      );
      const lines = plan.lines.map(({ line, before, after, changes }) => ({
        ...{ line, act: before === null ? ('adds' as const) : ('changes' as const), screenId: before?.id ?? null },
        ...{ siteId: after.siteId, name: after.name, changes: [...changes] },
      }));
      const answer = { token: fresh, isDone: false, sameCount: plan.sameCount, lines, faults: [...plan.faults] };
      if (token === null) return ok(answer);
      const [fault] = plan.faults;
      if (fault !== undefined)
        return refuse('bad-input', `body.csv: line ${fault.line}, ${fault.field}: ${fault.message}`, {
          field: 'body.csv',
          limit: fault.line,
        });
      if (token !== fresh) return meanwhile;
      const writes = plan.lines.map(({ before, after }) => ({ id: before?.id ?? newId(), before, after }));
      const work = works.begin(workId);
      if (work === null) return nameInUse;
      const refusal = await writeScreens(context, writes, { actor: session.userId, via: 'csv', work }).finally(work.ends);
      if (refusal !== null) return refusal;
      await fleet.refresh();
      live.emit('changed', ['screens']);
      return ok({ ...answer, isDone: true });
    },
    { bodyLimitBytes, limitPerMinute: 60 },
  );

  http.get(screensCsvPath, { onRequest: guard.onRequest('fleet.read', 'handler') }, async (request, reply) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
    const session = guard.sessionOf(request);
    if (session === null) return sendProblem(reply, problemOf('not-signed-in', 'sign in first'));
    const selected = selectScreens(fleet.current(), presence, session, { kind: 'filter', filter: query.data });
    if (selected.kind === 'problem') return sendProblem(reply, selected.problem);
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment; filename="gatecast-screens.csv"')
      .type('text/csv; charset=utf-8')
      .send(csvOfScreens(fleet.current(), selected.screens));
  });
}
