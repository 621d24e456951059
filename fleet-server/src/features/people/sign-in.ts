import { betterAuth } from 'better-auth';
import type { Clock } from '@gatecast/clock';
import { problemOf } from '@gatecast/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { badInputOf } from '../../http/bad-input.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { createHashQueue } from './hash-queue.ts';
import { sessionOf, type Session } from './session.ts';
import { grantsOf } from './store.ts';

export type SignIn = {
  /** The person whose session cookie the headers carry; null: nobody. */
  readonly findSession: (headers: IncomingHttpHeaders) => Promise<Session | null>;
  /** Slow on purpose (scrypt); call it outside transactions. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Mounts the two of better-auth's routes that are wanted: signing in and out. */
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
    // twelve hours from the sign-in, as long as the cookie lives: a stolen one is not kept alive by using it
    session: { expiresIn: 12 * 3_600, disableSessionRefresh: true },
    // the limit stands in front, on the socket's address; better-auth would key it on a header that callers choose
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'gatecast',
      useSecureCookies: options.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      // http/check-origin.ts has refused strange origins before, for every route alike
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
  });
  const context = await auth.$context;
  const queue = createHashQueue({ running: 2, waiting: 32 });

  return {
    async findSession(headers) {
      const { cookie } = headers;
      if (cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
      if (found === null) return null;
      const { id, name, email } = found.user;
      const via = { kind: 'person', sessionId: found.session.id } as const;
      return sessionOf({ userId: id, name, email, via }, await grantsOf(options.db, id, options.clock.nowMs()));
    },
    hashPassword: (password) => context.password.hash(password),
    mount(app) {
      async function pass(request: FastifyRequest, reply: FastifyReply, path: string, body: unknown): Promise<FastifyReply> {
        const headers = new Headers({ 'content-type': 'application/json', [addressHeader]: request.ip });
        for (const name of ['cookie', 'user-agent'] as const) {
          const value = request.headers[name];
          if (value !== undefined) headers.set(name, value);
        }
        const response = await auth.handler(
          new Request(`${internalOrigin}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
        );
        for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
        return reply
          .status(response.status)
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(await response.text());
      }
      // These two and no others: better-auth has thirty more (accounts that delete or rename themselves, links by mail, other
      // providers), and what nobody needs nobody may reach.
      const options = { bodyLimit: 16 * 1_024, config: { rateLimit: { max: 30, timeWindow: 60_000 } } };
      app.post('/api/auth/sign-in/email', options, async (request, reply) => {
        const body = credentialsSchema.safeParse(request.body);
        if (!body.success) return sendProblem(reply, badInputOf('body', body.error));
        const answered = await queue.run(() => pass(request, reply, 'sign-in/email', body.data));
        if (answered === null)
          return sendProblem(reply, problemOf('too-many', 'many people sign in just now; try again', { retryAfterMs: 2_000 }));
        // of whom is not told: the wrong name in this field is often a password
        if (reply.statusCode === 401) request.log.warn({ address: request.ip }, 'a sign-in was refused');
        return answered;
      });
      app.post('/api/auth/sign-out', options, async (request, reply) => pass(request, reply, 'sign-out', {}));
    },
  };
}

/** What else better-auth understands (where to be sent afterwards, among others) is not passed on. */
const credentialsSchema = z.object({ email: z.string().min(1).max(200), password: z.string().min(1).max(200) });
const internalOrigin = 'http://gatecast.invalid';
const addressHeader = 'x-gatecast-address';
