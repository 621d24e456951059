import { createGuardedFetch, isWithin } from '@gatecast/public-address';
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { createChallenges } from './challenges.ts';
import { takeUpInvitation } from './take-up-invitation.ts';

/** The organisation's own sign-in service, by OpenID Connect. */
export type SingleSignOnSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it is called on the sign-in page. */
  readonly name: string;
};

const startPath = '/api/auth/sso/start';
const callbackPath = '/api/auth/sso/callback';
const cookieName = 'gatecast.sso';
const timeoutS = 10;
const keptSchema = z.object({ nonce: z.string(), verifier: z.string(), to: z.string() });
const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(200).optional(),
  email_verified: z.boolean().optional(),
  // for the account that an invitation makes; whatever cannot be a name is none
  name: z.string().trim().min(1).max(100).optional().catch(undefined),
});
/** A path of this server's own pages; whatever else is asked for leads to the start. */
const returnSchema = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])/)
  .catch('/');

/**
 * Lets those in whom the organisation's sign-in service vouches for: authorization code flow with PKCE, state and nonce, bound to the browser that
 * began it. It is tied at the first sign-in to the account with the same address, which the service must have verified, or to the one that an
 * invitation to that address makes, with the roles of the invitation; and to the service's own name for the person from then on. Nobody else gets an account by it.
 */
export function serveSingleSignOn(http: FastifyInstance, context: AppContext, settings: SingleSignOnSettings, publicUrl: string): void {
  const { truth, clock, newId, signIn, audit, log, config, live } = context;
  const challenges = createChallenges(truth, clock);
  const redirectUri = new URL(callbackPath, publicUrl).href;
  const isSecure = publicUrl.startsWith('https:');
  // what the service says of itself names further addresses (token, keys): each is judged when it is asked
  const guardedFetch = createGuardedFetch(isWithin(config.serviceNetworks), timeoutS * 1_000);
  let found: Promise<oidc.Configuration> | null = null;

  /** What the service says of itself; asked again after it was not to be had. */
  async function configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = settings;
    const isPlain = issuer.startsWith('http:');
    found ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: timeoutS,
      [oidc.customFetch]: guardedFetch,
      ...(isPlain ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    try {
      return await found;
    } catch (error) {
      found = null;
      throw error;
    }
  }
  function cookieOf(value: string, maxAgeS: number): string {
    // it must come along when the service leads back, which a strict one would not
    return `${cookieName}=${value}; Path=/api/auth/sso; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  }
  function fail(request: FastifyRequest, reply: FastifyReply, failure: 'unreachable' | 'unknown' | 'refused', why: string): FastifyReply {
    request.log.warn({ address: request.ip, why }, 'a single sign-on failed');
    return reply.redirect(`/sign-in?failure=${failure}`, 303);
  }
  const limits = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } };

  http.get<{ Querystring: { to?: unknown } }>(startPath, limits, async (request, reply) => {
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const browser = randomBytes(32).toString('base64url');
    let url: URL;
    try {
      url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...{ state, nonce },
      });
    } catch (error) {
      return fail(request, reply, 'unreachable', whyOf(error));
    }
    const detail = JSON.stringify({ nonce, verifier, to: returnSchema.parse(request.query.to) });
    await challenges.keep('single-sign-on', `${state} ${browser}`, { detail });
    return reply.header('set-cookie', cookieOf(browser, 300)).header('cache-control', 'no-store').redirect(url.href, 303);
  });

  http.get<{ Querystring: { state?: unknown } }>(callbackPath, limits, async (request, reply) => {
    reply.header('set-cookie', cookieOf('', 0)).header('cache-control', 'no-store');
    const state = z.string().min(1).max(500).safeParse(request.query.state);
    const browser = new RegExp(`(?:^|;\\s*)${cookieName.replace('.', '\\.')}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    if (!state.success || browser === undefined) return fail(request, reply, 'refused', 'not begun in this browser');
    const kept = await challenges.take('single-sign-on', `${state.data} ${browser}`);
    if (kept === null) return fail(request, reply, 'refused', 'not begun here, or too long ago');
    const { nonce, verifier, to } = keptSchema.parse(JSON.parse(kept.detail));
    let claims: unknown;
    try {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), new URL(request.url, publicUrl), {
        pkceCodeVerifier: verifier,
        expectedState: state.data,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch (error) {
      return fail(request, reply, 'refused', whyOf(error));
    }
    const told = claimsSchema.safeParse(claims);
    if (!told.success) return fail(request, reply, 'refused', 'its claims are not as they should be');
    const person = await personOf(told.data);
    if (person === null) return fail(request, reply, 'unknown', 'nobody here has this account, and nobody invited it');
    if (person.isNew) live.emit('changed', ['people']);
    await signIn.openSession({ request, reply }, person.id);
    return reply.redirect(to, 303);
  });

  async function personOf({ sub, email, email_verified, name }: z.infer<typeof claimsSchema>): Promise<Found | null> {
    const providerId = `oidc:${settings.issuer}`;
    return truth.transaction().execute(async (transaction) => {
      const tied = await transaction
        .selectFrom('account')
        .select('userId')
        .where('providerId', '=', providerId)
        .where('accountId', '=', sub)
        .executeTakeFirst();
      const people = transaction
        .selectFrom('user')
        .innerJoin('people', 'people.userId', 'user.id')
        .select('user.id')
        .where('disabledAtMs', 'is', null);
      if (tied !== undefined) return knownPerson(await people.where('user.id', '=', tied.userId).executeTakeFirst());
      if (email === undefined || email_verified !== true) return null;
      const known = await people.where('email', '=', email.toLowerCase()).executeTakeFirst();
      const person = knownPerson(known) ?? (await invited(transaction, context, email.toLowerCase(), name));
      if (person === null) return null;
      const another = await transaction
        .selectFrom('account')
        .select('id')
        .where('providerId', '=', providerId)
        .where('userId', '=', person.id)
        .executeTakeFirst();
      // an address that went to somebody else at the service does not bring the account with it
      if (another !== undefined) {
        log.warn({ userId: person.id }, 'another account of the sign-in service has the address of somebody who is tied to one already');
        return null;
      }
      const at = new Date(clock.nowMs()).toISOString();
      const row = { id: newId(), accountId: sub, providerId, userId: person.id, password: null, createdAt: at, updatedAt: at };
      await transaction.insertInto('account').values(row).execute();
      const detail = { issuer: settings.issuer };
      await audit(transaction, { actor: person.id, action: 'single-sign-on-tied', subject: `user:${person.id}`, detail });
      return person;
    });
  }
}

type Found = { readonly id: string; readonly isNew: boolean };

function knownPerson(row: { readonly id: string } | undefined): Found | null {
  return row === undefined ? null : { id: row.id, isNew: false };
}

/** The account that the newest invitation to an address makes; null: nobody invited it, or somebody has it who may not enter. */
async function invited(
  transaction: Transaction<TruthSchema>,
  context: AppContext,
  email: string,
  name: string | undefined,
): Promise<Found | null> {
  const taken = await transaction.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  if (taken !== undefined) return null;
  const row = await transaction
    .selectFrom('invitations')
    .selectAll()
    .where('email', '=', email)
    .where('expiresAtMs', '>', context.clock.nowMs())
    .orderBy('createdAtMs', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const person = { id: context.newId(), name: (row.name === '' ? (name ?? email) : row.name).slice(0, 100), passwordHash: null };
  return (await takeUpInvitation(transaction, context, row, person)) === 'made' ? { id: person.id, isNew: true } : null;
}

/** The library names what it was doing, and its cause what was wrong: `EACCES` is an address that may not be asked. */
function whyOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: string } | undefined };
  return cause?.code === undefined ? String(error) : `${String(error)} (${cause.code})`;
}
