import { commandIdSchema, commandRoutes, permissionOf, problemOf, screenIdSchema } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt } from '../people/session.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { CommandDesk } from './command-desk.ts';
import type { LogBundles } from './log-bundles.ts';
import { z } from 'zod';
import { listCommands } from './store.ts';

const cursorSchema = z.tuple([z.int(), z.string()]);

/** Commands of a screen: issue and list. */
export function registerCommandRoutes(registerRoute: RegisterRoute, { truth, fleet }: AppContext, desk: Pick<CommandDesk, 'issue'>): void {
  registerRoute(commandRoutes.commandScreen, async ({ params, body, session }) => {
    const { screenId } = params;
    const { id, order, expiresInMs } = body;
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const permission = permissionOf(order.name);
    if (!mayAt(session, permission, screen.siteId)) return refuse('not-permitted', `needs the permission ${permission}`);
    return await desk.issue({ screenId, order, issuedBy: session.userId, id, expiresInMs });
  });
  registerRoute(commandRoutes.listCommands, async ({ params: { screenId }, query: { after, limit, state } }) => {
    if (!fleet.current().screens.has(screenId)) return refuse('not-found', 'no such screen');
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const rows = await listCommands(truth, screenId, { state, before: cursor.key, most: limit + 1 });
    const page = pageOf(rows, limit, ({ queuedAtMs, id }) => [queuedAtMs, id]);
    return ok({ commands: [...page.rows], next: page.next });
  });
}

/** `GET /api/screens/:screenId/commands/:commandId/logs`: a file and not JSON, so it stands beside the route table. */
export function registerLogsRoute(http: FastifyInstance, guard: Guard, bundles: LogBundles): void {
  http.get<{ Params: { screenId: string; commandId: string } }>(
    '/api/screens/:screenId/commands/:commandId/logs',
    { onRequest: guard.onRequest('fleet.maintain', 'params.screenId') },
    async (request, reply) => {
      const screenId = screenIdSchema.safeParse(request.params.screenId);
      const commandId = commandIdSchema.safeParse(request.params.commandId);
      if (!screenId.success || !commandId.success) {
        const field = screenId.success ? 'params.commandId' : 'params.screenId';
        return sendProblem(reply, problemOf('bad-input', `${field}: is not an id`, { field }));
      }
      const bytes = await bundles.read(screenId.data, commandId.data);
      if (bytes === null) return sendProblem(reply, problemOf('not-found', 'there is no bundle of logs of this command'));
      reply.header('cache-control', 'private, no-store').header('content-disposition', `attachment; filename="${commandId.data}.jsonl.gz"`);
      return reply.type('application/gzip').send(bytes);
    },
  );
}
