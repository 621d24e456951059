import type { Clock } from '@gatecast/clock';
import { problemOf, passwordLimits } from '@gatecast/protocol';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { badInputOf } from '../../http/bad-input.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { createGuessLimit } from '../link/guess-limit.ts';
import { findTokenSession } from './api-tokens.ts';
import { createHashQueue } from './hash-queue.ts';
import { sessionOf, type Session } from './session.ts';
import { grantsOf } from './store.ts';

/** What better-auth said to a request that was handed on to it; its cookies are in the reply already. */
export type AuthAnswer = { readonly status: number; readonly body: unknown };

export type SignIn = {
  /** The person whose session cookie, or the owner of the token, that the headers carry; null: nobody. */
  readonly findSession: (headers: IncomingHttpHeaders) => Promise<Session | null>;
  /** Slow on purpose (scrypt); call it outside transactions. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Whether it is the person's password; `busy`: too many are checked just now. */
  readonly checkPassword: (userId: string, password: string) => Promise<'right' | 'wrong' | 'busy'>;
  /** Hands a request on to a route of better-auth, which nobody reaches otherwise. */
  readonly ask: (
    call: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    path: string,
    body: object,
  ) => Promise<AuthAnswer>;
  /** Signs somebody in who has proved in another way who they are. */
  readonly openSession: (call: { readonly request: FastifyRequest; readonly reply: FastifyReply }, userId: string) => Promise<void>;
  /** Mounts the two of better-auth's routes that are reached as they are: signing in and out. */
  readonly mount: (app: FastifyInstance) => void;
};

/** Of one account from anywhere; of one address the route's own limit counts. An attacker slows its owner down, and no more. */
const guessesOfAccount = { guesses: 10, windowMs: 5 * 60_000 };

/** Sign-in by e-mail and password with one-time codes, kept by better-auth: cookie sessions, scrypt, no sign-up over HTTP. */
export async function createSignIn(options: {
  readonly db: Kysely<TruthSchema>;
  readonly secret: string;
  readonly isSecure: boolean;
  readonly organisation: string;
  readonly clock: Clock;
}): Promise<SignIn> {
  const { db, clock } = options;
  const auth = betterAuth({
    appName: 'gatecast',
    // requests are handed over with this origin; cookies carry no domain, so the browser's own address counts
    baseURL: internalOrigin,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: options.db, type: 'sqlite' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLimits.shortest,
      maxPasswordLength: passwordLimits.longest,
    },
    // twelve hours from the sign-in, as long as the cookie lives: a stolen one is not kept alive by using it
    session: { expiresIn: 12 * 3_600, disableSessionRefresh: true },
    // the limit stands in front, on the socket's address; better-auth would key it on a header that callers choose
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // secrets and recovery codes are kept encrypted with the session secret, which is no part of the database
    plugins: [twoFactor({ issuer: `Gatecast ${options.organisation}` }), openSessions],
    advanced: {
      cookiePrefix: 'gatecast',
      useSecureCookies: options.isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      // http/check-origin.ts has refused strange origins before, for every route alike
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
  });
  const context = await auth.$context;
  const queue = createHashQueue({ running: 2, waiting: 32 });
  const guesses = createGuessLimit(clock, guessesOfAccount);

  function headersOf(request: FastifyRequest): Headers {
    const headers = new Headers({ 'content-type': 'application/json', [addressHeader]: request.ip });
    for (const name of ['cookie', 'user-agent'] as const) {
      const value = request.headers[name];
      if (value !== undefined) headers.set(name, value);
    }
    return headers;
  }
  const ask: SignIn['ask'] = async ({ request, reply }, path, body) => {
    const response = await auth.handler(
      new Request(`${internalOrigin}/api/auth/${path}`, { method: 'POST', headers: headersOf(request), body: JSON.stringify(body) }),
    );
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  return {
    ask,
    async findSession({ cookie, authorization }) {
      // a token speaks for itself: a cookie that a browser sent along adds nothing to it
      if (authorization !== undefined) return findTokenSession(db, clock, authorization);
      if (cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
      if (found === null) return null;
      const { id, name, email } = found.user;
      const via = { kind: 'person', sessionId: found.session.id } as const;
      return sessionOf({ userId: id, name, email, via }, await grantsOf(db, id, clock.nowMs()));
    },
    hashPassword: (password) => context.password.hash(password),
    async checkPassword(userId, password) {
      const account = await db
        .selectFrom('account')
        .select('password')
        .where('userId', '=', userId)
        .where('providerId', '=', 'credential')
        .executeTakeFirst();
      const hash = account?.password ?? null;
      if (hash === null) return 'wrong';
      const isRight = await queue.run(() => context.password.verify({ hash, password }));
      if (isRight === null) return 'busy';
      return isRight ? 'right' : 'wrong';
    },
    async openSession({ request, reply }, userId) {
      const { headers } = await auth.api.openSession({ body: { userId }, headers: headersOf(request), returnHeaders: true });
      for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
    },
    mount(app) {
      // These two and no others as they are: better-auth has forty more (accounts that delete or rename themselves, links by mail,
      // other providers), and what nobody needs nobody may reach. The second step stands in the table of routes.
      const limits = { bodyLimit: 16 * 1_024, config: { rateLimit: { max: 30, timeWindow: 60_000 } } };
      app.post('/api/auth/sign-in/email', limits, async (request, reply) => {
        const body = credentialsSchema.safeParse(request.body);
        if (!body.success) return sendProblem(reply, badInputOf('body', body.error));
        const account = body.data.email.toLowerCase();
        const retryAfterMs = guesses.waitMs(account);
        if (retryAfterMs > 0)
          return sendProblem(
            reply,
            problemOf('too-many', 'too many wrong passwords for this account', { retryAfterMs: Math.ceil(retryAfterMs) }),
          );
        if (await isDisabled(account)) return refuseSignIn(reply);
        const answered = await queue.run(() => ask({ request, reply }, 'sign-in/email', body.data));
        if (answered === null)
          return sendProblem(reply, problemOf('too-many', 'many people sign in just now; try again', { retryAfterMs: 2_000 }));
        if (answered.status === 401) {
          guesses.wrong(account);
          // of whom is not told: the wrong name in this field is often a password
          request.log.warn({ address: request.ip }, 'a sign-in was refused');
        }
        return answer(reply, answered);
      });
      app.post('/api/auth/sign-out', limits, async (request, reply) => answer(reply, await ask({ request, reply }, 'sign-out', {})));
    },
  };

  async function isDisabled(email: string): Promise<boolean> {
    const row = await db
      .selectFrom('user')
      .innerJoin('people', 'people.userId', 'user.id')
      .select('disabledAtMs')
      .where('email', '=', email)
      .executeTakeFirst();
    return row !== undefined && row.disabledAtMs !== null;
  }
}

/** As better-auth answers to a wrong password, so that nobody learns which accounts there are. */
function refuseSignIn(reply: FastifyReply): FastifyReply {
  return answer(reply, { status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' } });
}

function answer(reply: FastifyReply, { status, body }: AuthAnswer): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** For those who proved in another way who they are; no path, so that no request reaches it. */
const openSessions = {
  id: 'open-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ userId: z.string() }) }, async (call) => {
      const user = await call.context.internalAdapter.findUserById(call.body.userId);
      if (user === null) throw new Error('a person who was just found is gone');
      const session = await call.context.internalAdapter.createSession(user.id);
      await setSessionCookie(call, { session, user });
      return call.json({});
    }),
  },
} as const;

/** What else better-auth understands (where to be sent afterwards, among others) is not passed on. */
export const credentialsSchema = z.object({ email: z.string().min(1).max(200), password: z.string().min(1).max(200) });
const internalOrigin = 'http://gatecast.invalid';
const addressHeader = 'x-gatecast-address';
