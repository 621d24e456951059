import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '@gatecast/clock';
import { limitKeyOf } from './peer-address.ts';
import { sendProblem } from './send-problem.ts';
import { createUserLimit } from './user-limit.ts';

/** What anybody fetches without saying who they are: parts of releases, media, software, what portals and players ask for. */
const openFiles = /^\/(objects|media|bundles|software)\/|^\/api\/(portal\/|feed-states\/|software\/)/;

/**
 * Bounds what one address (IPv6: one /64) fetches without a session in a minute, all such doors together. The usual bound, 600,000, is what
 * 5,000 players behind the NAT of one airport, as many as may be connected from an address, ask for where each fetches two files a second, as
 * after a publication of all new content. Who asks for more is no airport, and at ten thousand requests a second takes a node for itself.
 */
export function limitFiles(app: FastifyInstance, clock: Pick<Clock, 'monotonicMs'>, perMinute: number): void {
  const limit = createUserLimit(clock, perMinute);
  app.addHook('onRequest', async (request, reply) => {
    if (!openFiles.test(request.url)) return;
    const retryAfterMs = limit.take(limitKeyOf(request.ip));
    if (retryAfterMs === 0) return;
    return sendProblem(
      reply,
      problemOf('too-many', `more than ${perMinute} files a minute of one address`, { retryAfterMs, limit: perMinute }),
    );
  });
}
