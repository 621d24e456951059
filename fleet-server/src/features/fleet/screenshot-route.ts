import { fileRoutes, problemOf, screenIdSchema } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { badInputOf } from '../../http/bad-input.ts';
import type { Guard } from '../../http/guard.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { Screenshots } from './screenshots.ts';

/** `GET /api/screens/:screenId/screenshot`: a picture and not JSON, so it stands beside the route table. */
export function registerScreenshotRoute(http: FastifyInstance, guard: Guard, screenshots: Screenshots): void {
  http.get<{ Params: { screenId: string } }>(
    '/api/screens/:screenId/screenshot',
    { onRequest: guard.onRequest('fleet.read', 'params.screenId') },
    async (request, reply) => {
      const screenId = screenIdSchema.safeParse(request.params.screenId);
      if (!screenId.success)
        return sendProblem(reply, problemOf('bad-input', 'params.screenId: is not an id', { field: 'params.screenId' }));
      const query = fileRoutes.getScreenshot.query.safeParse(request.query);
      if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
      const found = await screenshots.read(screenId.data, query.data.at ?? null);
      if (found === null) return sendProblem(reply, problemOf('not-found', 'this screen has sent no screenshot yet'));
      reply.header('etag', found.etag).header('cache-control', 'private, no-cache').header('content-disposition', 'inline');
      if (request.headers['if-none-match'] === found.etag) return reply.status(304).send();
      return reply.type(found.mime).send(found.bytes);
    },
  );
}
