import type { Route } from '@gatecast/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Session } from '../features/people/session.ts';
import { badInputOf } from './bad-input.ts';
import { entityTagOf, isKnown, weakTagOf, withIfMatch } from './entity-tag.ts';
import type { Guard } from './guard.ts';
import type { Outcome } from './outcome.ts';
import { sendJson } from './send-json.ts';
import { sendProblem } from './send-problem.ts';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type SchemaOf<R extends Route, K extends 'params' | 'query' | 'body'> = R extends { readonly [P in K]: infer S } ? S : undefined;

/** What a handler is given; everything in it has been checked. */
export type RouteCall<R extends Route> = {
  readonly params: Parsed<SchemaOf<R, 'params'>>;
  readonly query: Parsed<SchemaOf<R, 'query'>>;
  readonly body: Parsed<SchemaOf<R, 'body'>>;
  /** null on public routes. */
  readonly session: R['access'] extends 'public' ? null : Session;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};
export type RouteHandler<R extends Route> = (call: RouteCall<R>) => Promise<Outcome<z.input<R['answer']>>>;

export type RouteOptions = {
  /** Requests per minute and address; left out: no limit of its own. */
  readonly limitPerMinute?: number;
  readonly bodyLimitBytes?: number;
};

/** Registers routes of the protocol's table on one Fastify instance. */
export type RegisterRoute = <const R extends Route>(route: R, handler: RouteHandler<R>, options?: RouteOptions) => void;

/**
 * Makes `registerRoute`. A registered route checks who calls before it looks at what they send (deny by default),
 * parses params, query and body with the table's schemas, and parses its own answer, so that what leaves is what
 * the table says. Refusals leave as problem+json. What counts its edits has an ETag; If-Match stands for the revision in a body, of a removal in its
 * query, and one of the two must be there. Other answers to a GET have a weak one; who says in If-None-Match that they have the answer is told so (304) in place of it, compressed or not.
 */
export function createRegisterRoute(app: FastifyInstance, guard: Guard): RegisterRoute {
  return (route, handler, options = {}) => {
    app.route({
      ...(options.bodyLimitBytes === undefined ? {} : { bodyLimit: options.bodyLimitBytes }),
      config: {
        ...(options.limitPerMinute === undefined ? {} : { rateLimit: { max: options.limitPerMinute, timeWindow: 60_000 } }),
        ...(route.takesBytes === undefined ? {} : { takesBytes: true }),
      },
      onRequest: guard.onRequest(route.access, route.scope),
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const read: Record<string, unknown> = {};
        const conditional = withIfMatch(request, route.ifMatch);
        if (conditional.kind === 'problem') return sendProblem(reply, conditional.problem);
        const told = { params: request.params, query: conditional.query, body: conditional.body };
        for (const place of ['params', 'query', 'body'] as const) {
          const schema = route[place];
          if (schema === undefined) continue;
          const parsed = schema.safeParse(told[place]);
          if (!parsed.success) return sendProblem(reply, badInputOf(place, parsed.error));
          read[place] = parsed.data;
        }
        const { params, query, body } = read;
        const foreign = guard.refusalOfBody(request, route.access, route.scope, body);
        if (foreign !== null) return sendProblem(reply, foreign);
        const call = { params, query, body, session: guard.sessionOf(request), request, reply };
        // each part was parsed just above by the schema that the call's type is made from; the compiler cannot follow the loop
        const outcome = await handler(call as unknown as RouteCall<typeof route>);
        if (outcome.kind === 'problem') return sendProblem(reply, outcome.problem);
        const answer = route.answer.parse(outcome.answer);
        const text = JSON.stringify(answer);
        const strong = entityTagOf(answer, text);
        const tag = strong ?? (route.method === 'GET' ? weakTagOf(text) : null);
        // what anybody may know says itself that it may be kept
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
        if (tag !== null) reply.header('etag', tag);
        // only now, as whoever may no longer read an answer must not learn either that it is still the same
        if (route.method === 'GET' && tag !== null && isKnown(request.headers['if-none-match'], tag)) {
          if (strong === null) reply.header('vary', 'accept-encoding');
          return reply.status(304).send();
        }
        // a strong tag is of these very bytes: compressed ones would need another
        if (strong === null) return sendJson(request, reply, text);
        return reply.type('application/json; charset=utf-8').send(text);
      },
    });
  };
}
