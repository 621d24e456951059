import type { z } from 'zod';
import type { Permission } from '../permissions.ts';

/** One HTTP route as data: the server registers it, clients call it, and the OpenAPI document is made from it. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify's form, with `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** `public`: without a session; `session`: any signed-in person or token; `person`: a signed-in person, and no token. */
  readonly access: Permission | 'public' | 'session' | 'person';
  /**
   * Where the permission must be held; left out: everywhere, so that what nobody thought about is closed to people of a site.
   * A field: at the site, or the screen's site, that it names. `handler`: the handler tells and takes only what the caller's
   * sites hold. `none`: it concerns no site, and whoever holds the permission anywhere may.
   */
  readonly scope?: RouteScope;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is bytes (application/octet-stream), which the handler bounds and no schema parses. */
  readonly takesBytes?: true;
  /**
   * Of an edit of what is there: the field (of a removal in its query, else in its body) that tells as what its caller read it. Over HTTP the
   * header If-Match says the same. Without it the answer is `precondition-required`, so that nobody overwrites what they have not seen.
   */
  readonly ifMatch?: 'revision' | 'edits' | 'document';
  readonly answer: z.ZodType;
};

export type RouteScope = 'params.siteId' | 'params.screenId' | 'body.siteId' | 'body.screenId' | 'handler' | 'none';

/** Keeps the literal types of a route. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
/** What a caller passes to a route. */
export type RouteInput<R extends Route> = (R extends { readonly params: infer P } ? { readonly params: In<P> } : unknown) &
  (R extends { readonly query: infer Q } ? ({} extends In<Q> ? { readonly query?: In<Q> } : { readonly query: In<Q> }) : unknown) &
  (R extends { readonly body: infer B } ? { readonly body: In<B> } : unknown);
/** What a route answers. */
export type RouteAnswer<R extends Route> = z.output<R['answer']>;
