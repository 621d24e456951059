import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import { contentRoutes, problemOf } from '@gatecast/protocol';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config.ts';
import { checkOrigin } from './check-origin.ts';
import { handleErrors, onFrameworkError } from './handle-errors.ts';
import { useJsonBody } from './json-body.ts';
import { limitBodyTime } from './limit-body-time.ts';
import { limitKeyOf } from './peer-address.ts';
import { ProblemError } from './problem-error.ts';

const maxConnections = 25_000;

/** The HTTP side without routes: limits, headers, errors, origin check. */
export async function createHttp(config: Config): Promise<FastifyInstance> {
  const app = fastify({
    // standard output belongs to the events that a starter reads
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, stream: process.stderr },
    // query strings may hold tokens, so requests are logged below without them
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuid(),
    bodyLimit: 1024 * 1024,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    frameworkErrors: onFrameworkError,
    forceCloseConnections: true,
    // bodies have limits of their own, see limit-body-time.ts; for headers Node's minute stands
    requestTimeout: 0,
    http: { headersTimeout: 60_000 },
    routerOptions: { maxParamLength: 200 },
  });
  // beyond the players' connections there is room for people and downloads; more would take the last file descriptors
  app.server.maxConnections = maxConnections;
  handleErrors(app);
  useJsonBody(app);
  limitBodyTime(app, new Set([`${contentRoutes.uploadMedia.method} ${contentRoutes.uploadMedia.path}`]));
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        // of this server: 'self' holds its WebSockets as well (CSP 3)
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // only a proxy with TLS may promise TLS
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    // for browsers that do not know frame-ancestors
    xFrameOptions: { action: 'deny' },
  });
  await app.register(fastifyRateLimit, {
    global: false,
    keyGenerator: (request) => limitKeyOf(request.ip),
    errorResponseBuilder: (_request, context) =>
      new ProblemError(
        problemOf('too-many', `more than ${context.max} requests a minute`, { retryAfterMs: Math.max(context.ttl, 1), limit: context.max }),
      ),
  });
  checkOrigin(app, config.publicUrl);
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    request.log.debug({ method: request.method, path, status: reply.statusCode, tookMs: Math.round(reply.elapsedTime) }, 'answered');
  });
  return app;
}
