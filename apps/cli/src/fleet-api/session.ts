import { createApiClient, type ApiClient } from '@gatecast/api-client';
import { accountRoutes, type Route, type RouteAnswer, type RouteInput } from '@gatecast/protocol';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
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

const signedInSchema = z.object({ twoFactorRedirect: z.boolean().optional() });

/** Signs in with e-mail and password, and a one-time code where the account has them; a Failure says why not. */
export async function signIn(serverUrl: string, email: string, password: string): Promise<Session> {
  const response = await post(serverUrl, '/api/auth/sign-in/email', { email, password }, '');
  if (response.status === 401) throw new Failure(`${serverUrl} does not know ${email} with this password.`);
  if (!response.ok) throw new Failure(`Sign-in of ${email} at ${serverUrl} failed with status ${response.status}.`);
  const cookie = cookieOf(response);
  if (signedInSchema.safeParse(await response.json()).data?.twoFactorRedirect !== true) return sessionOf(serverUrl, cookie);
  const second = await post(serverUrl, accountRoutes.verifyTotp.path, { code: await oneTimeCode(email) }, cookie);
  if (!second.ok) throw new Failure(`${serverUrl} does not take this one-time code of ${email}; each is good for half a minute.`);
  return sessionOf(serverUrl, cookieOf(second));
}

function post(serverUrl: string, path: string, body: object, cookie: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: serverUrl, ...(cookie === '' ? {} : { cookie }) };
  return request(serverUrl, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

/** The code of this half minute: from GATECAST_CODE, or asked for where somebody sits in front. */
async function oneTimeCode(email: string): Promise<string> {
  const told = process.env['GATECAST_CODE'] ?? '';
  if (told !== '') return told;
  if (!process.stdin.isTTY)
    throw new Refusal({ code: 'not-signed-in', message: `give the one-time code of ${email}`, field: 'GATECAST_CODE' });
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question(`One-time code of ${email}: `)).replaceAll(/\s/g, '');
  } finally {
    asking.close();
  }
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
