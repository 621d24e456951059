import { problemSchema, type Problem, type Route, type RouteAnswer, type RouteInput } from '@gatecast/protocol';

export type ApiResult<T> =
  | { readonly kind: 'ok'; readonly answer: T }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable'; readonly detail: string };

export type ApiClient = {
  /** Calls a route of the protocol's table; never throws for what the outside world does. */
  readonly call: <R extends Route>(route: R, input: RouteInput<R>) => Promise<ApiResult<RouteAnswer<R>>>;
};

type Input = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
};

/** A typed client. `baseUrl` is empty in a browser that was served by the fleet server itself. */
export function createApiClient(options: {
  readonly baseUrl: string;
  readonly fetch: (
    url: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;
  readonly headers?: () => Record<string, string>;
}): ApiClient {
  return {
    async call(route, input) {
      const { params = {}, query = {}, body } = input as Input;
      const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      const search = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(`${value}`)}`],
      );
      const url = `${options.baseUrl}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
      const headers: Record<string, string> = { accept: 'application/json', ...options.headers?.() };
      // Fastify refuses an empty body under a JSON content type, so it is set only with one
      if (body !== undefined) headers['content-type'] = 'application/json';
      let status: number;
      let json: unknown;
      try {
        const response = await options.fetch(url, {
          method: route.method,
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        status = response.status;
        const text = await response.text();
        json = text === '' ? undefined : JSON.parse(text);
      } catch (error) {
        return { kind: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
      }
      if (status >= 200 && status < 300) {
        const parsed = route.answer.safeParse(json);
        if (parsed.success) return { kind: 'ok', answer: parsed.data as RouteAnswer<typeof route> };
        return {
          kind: 'unreachable',
          detail: `unexpected answer of ${route.method} ${route.path}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
        };
      }
      const problem = problemSchema.safeParse(json);
      return problem.success ? { kind: 'problem', problem: problem.data } : { kind: 'unreachable', detail: `status ${status}` };
    },
  };
}
