import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './send-problem.ts';

const howToBuild = `The fleet server is running, but it was given no built controller to serve.
Build it with "npm run build" and start the server with GATECAST_CONTROLLER set to apps/controller/dist.
The API is described at /api/openapi.json.
`;

/** Paths that belong to machines; whatever else a browser asks for is a page of the controller. */
const machinePath = /^\/(api|objects|media|bundles|stage|socket\.io|healthz|metrics)(\/|\?|$)/;

/** Serves the built controller at `/`; its pages are routes in the browser, so unknown paths get index.html. */
export async function serveController(app: FastifyInstance, folder: string | null): Promise<void> {
  const isBuilt = folder !== null && existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: ['index.html'],
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Vite names assets by their hash; index.html is asked for anew each time
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  } else {
    app.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(howToBuild));
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (isBuilt && (request.method === 'GET' || request.method === 'HEAD') && !machinePath.test(request.url)) {
      if (request.headers.accept?.includes('text/html')) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    return sendProblem(reply, problemOf('not-found', 'no such address'));
  });
}
