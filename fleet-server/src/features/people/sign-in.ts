import { betterAuth } from 'better-auth';
import type { Clock } from '@gatecast/clock';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import type { IncomingHttpHeaders } from 'node:http';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { sessionOf, type Session } from './session.ts';
import { rolesOf } from './store.ts';

export type SignIn = {
  /** The person whose session cookie the headers carry; null: nobody. */
  readonly findSession: (headers: IncomingHttpHeaders) => Promise<Session | null>;
  /** Slow on purpose (scrypt); call it outside transactions. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Mounts better-auth's own routes under /api/auth. */
  readonly mount: (app: FastifyInstance) => void;
};

/** Sign-in by e-mail and password, kept by better-auth: cookie sessions, scrypt, no sign-up over HTTP. */
export async function createSignIn(options: {
  readonly db: Kysely<TruthSchema>;
  readonly secret: string;
  readonly publicUrl: string | null;
  readonly clock: Clock;
}): Promise<SignIn> {
  const auth = betterAuth({
    appName: 'gatecast',
    // requests are handed over with this origin; cookies carry no domain, so the browser's own address counts
    baseURL: internalOrigin,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: options.db, type: 'sqlite' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    session: { expiresIn: 12 * 3_600, updateAge: 3_600 },
    // the limit stands in front, on the socket's address; better-auth would key it on a header that callers choose
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'gatecast',
      useSecureCookies: options.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // http/check-origin.ts has refused strange origins before, for every route alike
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
  });
  const context = await auth.$context;

  return {
    async findSession(headers) {
      const { cookie } = headers;
      if (cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
      if (found === null) return null;
      return sessionOf(found.user, await rolesOf(options.db, found.user.id));
    },
    hashPassword: (password) => context.password.hash(password),
    mount(app) {
      app.route({
        method: ['GET', 'POST'],
        url: '/api/auth/*',
        bodyLimit: 16 * 1_024,
        config: { rateLimit: { max: 30, timeWindow: 60_000 } },
        handler: async (request, reply) => {
          const headers = new Headers({ [addressHeader]: request.ip });
          for (const name of ['cookie', 'content-type', 'user-agent', 'accept'] as const) {
            const value = request.headers[name];
            if (value !== undefined) headers.set(name, value);
          }
          const response = await auth.handler(
            new Request(`${internalOrigin}${request.url}`, {
              method: request.method,
              headers,
              ...(request.method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
            }),
          );
          reply.status(response.status);
          for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
          for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
          return reply.header('cache-control', 'no-store').send(await response.text());
        },
      });
    },
  };
}

const internalOrigin = 'http://gatecast.invalid';
const addressHeader = 'x-gatecast-address';
