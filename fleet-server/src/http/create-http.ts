import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import { contentRoutes, problemOf, uploadRoutes } from '@gatecast/protocol';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config.ts';
import { checkOrigin } from './check-origin.ts';
import { useByteBody } from './byte-body.ts';
import { answerClientError, handleErrors, onFrameworkError } from './handle-errors.ts';
import { useJsonBody } from './json-body.ts';
import { limitBodyTime } from './limit-body-time.ts';
import { makeServer } from './make-server.ts';
import { limitKeyOf } from './peer-address.ts';
import { ProblemError } from './problem-error.ts';

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
    serverFactory: (handler) => makeServer(config.tls, handler),
    clientErrorHandler: answerClientError,
    routerOptions: { maxParamLength: 200 },
  });
  handleErrors(app);
  useJsonBody(app);
  useByteBody(app);
  limitBodyTime(app, new Set([contentRoutes.uploadMedia, uploadRoutes.sendPart].map(({ method, path }) => `${method} ${path}`)));
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
    strictTransportSecurity: config.isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
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
