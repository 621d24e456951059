import { problemOf, type Permission, type Problem, type RouteScope } from '@gatecast/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayAt, type Session } from '../features/people/session.ts';
import { sendProblem } from './send-problem.ts';
import type { UserLimit } from './user-limit.ts';

/** How routes find out who calls; null: nobody is signed in. */
export type FindSession = (request: FastifyRequest) => Promise<Session | null>;

/** Who may call: everybody, whoever is signed in, a person in person (no token), or whoever holds a permission. */
export type Access = Permission | 'public' | 'session' | 'person';

/** Decides who may call a route, before anybody looks at what they send. */
export type Guard = {
  /** An onRequest hook for the access and scope that a route names. */
  readonly onRequest: (access: Access, scope: RouteScope | undefined) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Why the site or screen that a parsed body names is closed to the caller; null: it is not, or the scope is no body's. */
  readonly refusalOfBody: (request: FastifyRequest, access: Access, scope: RouteScope | undefined, body: unknown) => Problem | null;
  /** The session that the hook found; null on public routes. */
  readonly sessionOf: (request: FastifyRequest) => Session | null;
};

/** `siteOfScreen` gives null where there is no such screen. Whoever is signed in has only so many requests, wherever they come from. */
export function createGuard(findSession: FindSession, siteOfScreen: (screenId: string) => string | null, limit: UserLimit): Guard {
  const sessions = new WeakMap<FastifyRequest, Session>();

  /** A place that the caller may not even read looks like one that is not there. */
  function refusalAt(session: Session, access: Permission, field: Exclude<RouteScope, 'handler' | 'none'>, read: unknown): Problem | null {
    const [place, name] = field.split('.') as ['params' | 'body', 'siteId' | 'screenId'];
    const value: unknown = typeof read === 'object' && read !== null ? (read as Record<string, unknown>)[name] : undefined;
    const id = typeof value === 'string' ? value : '';
    const siteId = name === 'siteId' ? id : siteOfScreen(id);
    if (mayAt(session, access, siteId)) return null;
    const what = name === 'siteId' ? 'site' : 'screen';
    if (siteId === null || !mayAt(session, 'fleet.read', siteId))
      return place === 'body' ? problemOf('not-found', `${field}: no such ${what}`, { field }) : problemOf('not-found', `no such ${what}`);
    return problemOf('not-permitted', `needs the permission ${access} at this site`);
  }

  return {
    onRequest: (access, scope) => async (request, reply) => {
      if (access === 'public') return;
      const session = await findSession(request);
      if (session === null) return sendProblem(reply, problemOf('not-signed-in', 'sign in first'));
      const retryAfterMs = limit.take(session.via.kind === 'person' ? session.userId : session.via.tokenId);
      if (retryAfterMs > 0)
        return sendProblem(reply, problemOf('too-many', 'too many requests of this account in a minute', { retryAfterMs }));
      const problem = refusalOf(session);
      if (problem !== null) return sendProblem(reply, problem);
      sessions.set(request, session);

      function refusalOf(caller: Session): Problem | null {
        if (access === 'session' || access === 'public') return null;
        if (access === 'person')
          return caller.via.kind === 'person' ? null : problemOf('not-permitted', 'a token may not do this; sign in as a person');
        if (!caller.permissions.has(access)) return problemOf('not-permitted', `needs the permission ${access}`);
        switch (scope) {
          case undefined:
            return mayAt(caller, access, null) ? null : problemOf('not-permitted', `needs the permission ${access} at every site`);
          case 'params.siteId':
          case 'params.screenId':
            return refusalAt(caller, access, scope, request.params);
          case 'body.siteId':
          case 'body.screenId':
          case 'handler':
          case 'none':
            return null;
        }
      }
    },
    refusalOfBody(request, access, scope, body) {
      const session = sessions.get(request);
      if (session === undefined || (scope !== 'body.siteId' && scope !== 'body.screenId')) return null;
      return access === 'public' || access === 'session' || access === 'person' ? null : refusalAt(session, access, scope, body);
    },
    sessionOf: (request) => sessions.get(request) ?? null,
  };
}
