import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { sendProblem } from './send-problem.ts';

/** A registry of the app's own, so that several apps in one process (tests) do not share figures. */
export function createMetrics(): Registry {
  const registry = new Registry();
  // among them nodejs_eventloop_lag_seconds and its quantiles
  collectDefaultMetrics({ register: registry });
  return registry;
}

/**
 * `/healthz` for supervisors, and `/metrics` for Prometheus: it tells nothing about people or content, but how loaded a server is and what it
 * refuses, which an attacker would like to watch. Whoever asks for it has the token, or, where none is set, asks on this machine itself.
 */
export function serveObservability(
  app: FastifyInstance,
  metrics: Registry,
  options: { readonly token: string | null; readonly isWell: () => Promise<boolean> },
): void {
  const { token, isWell } = options;
  app.get('/healthz', async (_request, reply) => {
    const isFine = await isWell();
    return reply.status(isFine ? 200 : 503).send({ status: isFine ? 'ok' : 'failing' });
  });
  app.get('/metrics', async (request, reply) => {
    if (token !== null && !carries(request.headers.authorization, token)) {
      reply.header('www-authenticate', 'Bearer');
      return sendProblem(reply, problemOf('not-signed-in', 'the header Authorization must carry the token of GATECAST_METRICS_TOKEN'));
    }
    if (token === null && !isOfThisMachine(request))
      return sendProblem(reply, problemOf('not-permitted', 'without GATECAST_METRICS_TOKEN these are told on this machine only'));
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether nobody else stands behind the caller: what a proxy of this machine brings is somebody else's. */
function isOfThisMachine({ socket, headers }: FastifyRequest): boolean {
  const { remoteAddress: address = '' } = socket;
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => name in headers);
  return !isForwarded && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Compared by their hashes, in the same time however much of it is right. */
function carries(header: string | undefined, token: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashOf(header ?? ''), hashOf(`Bearer ${token}`));
}
