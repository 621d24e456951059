import { problemOf, type Permission } from '@gatecast/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../features/people/session.ts';
import { sendProblem } from './send-problem.ts';

/** How routes find out who calls; null: nobody is signed in. */
export type FindSession = (request: FastifyRequest) => Promise<Session | null>;

/** Decides who may call a route, before anybody looks at what they send. */
export type Guard = {
  /** An onRequest hook for the access that a route names. */
  readonly onRequest: (access: Permission | 'public' | 'session') => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** The session that the hook found; null on public routes. */
  readonly sessionOf: (request: FastifyRequest) => Session | null;
};

export function createGuard(findSession: FindSession): Guard {
  const sessions = new WeakMap<FastifyRequest, Session>();
  return {
    onRequest: (access) => async (request, reply) => {
      if (access === 'public') return;
      const session = await findSession(request);
      if (session === null) return sendProblem(reply, problemOf('not-signed-in', 'sign in first'));
      if (access !== 'session' && !session.permissions.has(access))
        return sendProblem(reply, problemOf('not-permitted', `needs the permission ${access}`));
      sessions.set(request, session);
    },
    sessionOf: (request) => sessions.get(request) ?? null,
  };
}
