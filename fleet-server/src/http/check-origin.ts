import { problemOf } from '@gatecast/protocol';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './send-problem.ts';

/**
 * Whether a request comes from the server's own pages or from no page at all. Browsers send Origin on every
 * state-changing request and every WebSocket handshake (Fetch standard); what sends none is not a browser and has
 * no cookie that a stranger's page could ride on.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const { origin } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === headers.host || (publicUrl !== null && from.origin === new URL(publicUrl).origin);
}

/** Refuses state-changing requests from strange pages. */
export function checkOrigin(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    if (!isOwnOrigin(request.headers, publicUrl)) return sendProblem(reply, problemOf('not-permitted', 'this page is not of this server'));
  });
}
