import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's handler reads the body itself, and bounds it. */
    takesBytes?: boolean;
  }
}

/** Bodies of bytes go to the handler as they come; all other routes refuse them unread. */
export function useByteBody(app: FastifyInstance): void {
  app.addContentTypeParser('application/octet-stream', (request, _body, done) => {
    if (request.routeOptions.config.takesBytes === true) return done(null, undefined);
    return done(new ProblemError(problemOf('bad-input', 'body: must be JSON', { field: 'body', limit: 'application/json' })));
  });
}
