import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of the app's own, so that several apps in one process (tests) do not share figures. */
export function createMetrics(): Registry {
  const registry = new Registry();
  // among them nodejs_eventloop_lag_seconds and its quantiles
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** `/healthz` for supervisors and `/metrics` for Prometheus. Neither tells anything about people or content. */
export function serveObservability(app: FastifyInstance, metrics: Registry, isWell: () => Promise<boolean>): void {
  app.get('/healthz', async (_request, reply) => {
    const isFine = await isWell();
    return reply.status(isFine ? 200 : 503).send({ status: isFine ? 'ok' : 'failing' });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}
