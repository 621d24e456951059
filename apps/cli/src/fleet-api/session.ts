import { createApiClient, type ApiClient } from '@gatecast/api-client';
import type { Route, RouteAnswer, RouteInput } from '@gatecast/protocol';
import { Failure, Refusal } from '../refusal.ts';

/** A signed-in person, or nobody, in front of a fleet server. */
export type Session = {
  readonly serverUrl: string;
  /** The answer of a route; throws a Failure that names the route and the problem. */
  readonly call: <R extends Route>(route: R, input: RouteInput<R>) => Promise<RouteAnswer<R>>;
  readonly client: ApiClient;
  /** For requests that are no JSON: multipart uploads. */
  readonly headers: () => Record<string, string>;
};

/** A session of nobody: for what is public. */
export function anonymousSession(serverUrl: string): Session {
  return sessionOf(serverUrl, '');
}

/** Asks a server for anything; a Failure says that it cannot be reached, and why. */
export async function request(serverUrl: string, path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(`${serverUrl}${path}`, init);
  } catch (error) {
    // undici says `fetch failed` and keeps the reason in the cause
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Failure(`${serverUrl} cannot be reached: ${reason instanceof Error ? reason.message || reason.name : String(reason)}`);
  }
}

/** Signs in with the password in GATECAST_PASSWORD. */
export async function signInByEnvironment(serverUrl: string, email: string): Promise<Session> {
  const password = process.env['GATECAST_PASSWORD'] ?? '';
  if (password === '') throw new Refusal({ code: 'not-signed-in', message: `give the password of ${email}`, field: 'GATECAST_PASSWORD' });
  return signIn(serverUrl, email, password);
}

/** Signs in with e-mail and password; a Failure says why not. */
export async function signIn(serverUrl: string, email: string, password: string): Promise<Session> {
  const response = await request(serverUrl, '/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serverUrl },
    body: JSON.stringify({ email, password }),
  });
  if (response.status === 401) throw new Failure(`${serverUrl} does not know ${email} with this password.`);
  if (!response.ok) throw new Failure(`Sign-in of ${email} at ${serverUrl} failed with status ${response.status}.`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  return sessionOf(serverUrl, cookie);
}

function sessionOf(serverUrl: string, cookie: string): Session {
  const headers = (): Record<string, string> => ({ origin: serverUrl, ...(cookie === '' ? {} : { cookie }) });
  const client = createApiClient({ baseUrl: serverUrl, fetch: (url, init) => fetch(url, init), headers });
  return {
    serverUrl,
    client,
    headers,
    async call(route, input) {
      const result = await client.call(route, input);
      switch (result.kind) {
        case 'ok':
          return result.answer;
        case 'problem':
          throw new Failure(
            `${route.method} ${route.path}: ${result.problem.detail}${result.problem.field === undefined ? '' : ` (${result.problem.field})`}`,
          );
        case 'unreachable':
          throw new Failure(`${route.method} ${route.path}: ${result.detail}`);
      }
    },
  };
}
