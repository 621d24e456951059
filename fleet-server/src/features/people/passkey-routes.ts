import { accountRoutes, type Account } from '@gatecast/protocol';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { createChallenges, type ChallengePurpose } from './challenges.ts';
import type { Session } from './session.ts';
import type { TellPerson } from './tell-person.ts';

const mostPasskeys = 20;
/** Who holds the device must prove it there, by finger, face or code: that makes one step of two. */
const userVerification = 'required';
const transportsSchema = z.array(z.string().max(30)).max(10).catch([]);
const clientDataSchema = z.object({ challenge: z.string().max(1_000) });

/** What WebAuthn binds a key to. */
type Party = { readonly id: string; readonly origin: string };

/** Passkeys (WebAuthn Level 3): added by whoever is signed in, and a sign-in of their own. Discoverable, so that nobody types a name. */
export function registerPasskeyRoutes(
  registerRoute: RegisterRoute,
  context: AppContext,
  own: {
    readonly accountOf: (session: Session) => Promise<Account>;
    readonly wrongPassword: (session: Session, password: string, field: string) => Promise<Refusal | null>;
    readonly tell: TellPerson;
  },
): void {
  const { truth, clock, newId, signIn, audit, live, config } = context;
  const challenges = createChallenges(truth, clock);
  const limits = { limitPerMinute: 20 };

  /** The page that asks: http/check-origin.ts has let it in. */
  function partyOf(request: FastifyRequest): Party | null {
    const origin = request.headers.origin ?? config.publicUrl;
    if (origin === null || !URL.canParse(origin)) return null;
    const { hostname, origin: whole } = new URL(origin);
    return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { id: hostname, origin: whole } : null;
  }
  const noParty = refuse('wrong-state', 'passkeys belong to a host name; open this server by its name, not by an IP address');

  /** The challenge that an answer was made for, where it was kept for this purpose and not taken before. */
  async function taken(purpose: ChallengePurpose, response: Readonly<Record<string, unknown>>) {
    const told = z.string().max(10_000).safeParse(response['clientDataJSON']);
    const read = clientDataSchema.safeParse(told.success ? parsed(Buffer.from(told.data, 'base64url').toString('utf8')) : null);
    if (!read.success) return null;
    const kept = await challenges.take(purpose, read.data.challenge);
    return kept === null ? null : { ...kept, challenge: read.data.challenge };
  }

  registerRoute(
    accountRoutes.beginPasskey,
    async ({ body, session, request }) => {
      const party = partyOf(request);
      if (party === null) return noParty;
      const { hasPassword, passkeys } = await own.accountOf(session);
      const refusal = hasPassword ? await own.wrongPassword(session, body.password, 'body.password') : null;
      if (refusal !== null) return refusal;
      if (passkeys.length >= mostPasskeys)
        return refuse('too-many', `a person may have ${mostPasskeys} passkeys; remove one`, { limit: mostPasskeys });
      const { userId, name, email } = session;
      const known = await truth.selectFrom('passkeys').select(['credentialId', 'transports']).where('userId', '=', userId).execute();
      const options = await generateRegistrationOptions({
        rpName: `Gatecast ${config.organisation}`,
        rpID: party.id,
        userID: new Uint8Array(Buffer.from(userId, 'utf8')),
        userName: email,
        userDisplayName: name,
        attestationType: 'none',
        excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: transportsOf(transports) })),
        authenticatorSelection: { residentKey: 'required', userVerification },
      });
      await challenges.keep('add-passkey', options.challenge, { userId });
      return ok({ options: jsonOf(options) });
    },
    limits,
  );

  registerRoute(
    accountRoutes.addPasskey,
    async ({ body, session, request }) => {
      const party = partyOf(request);
      if (party === null) return noParty;
      const { userId } = session;
      const kept = await taken('add-passkey', body.credential.response);
      const stale = refuse('bad-input', 'body.credential: was not asked for, or too long ago; begin again', { field: 'body.credential' });
      if (kept === null || kept.userId !== userId) return stale;
      const made = await verified(() =>
        verifyRegistrationResponse({
          // its shape is what this function checks
          response: body.credential as unknown as RegistrationResponseJSON,
          expectedChallenge: kept.challenge,
          expectedOrigin: party.origin,
          expectedRPID: party.id,
          requireUserVerification: true,
        }),
      );
      if (made?.registrationInfo === undefined)
        return refuse('bad-input', 'body.credential: is not a passkey for this server', { field: 'body.credential' });
      const { credential, credentialBackedUp } = made.registrationInfo;
      const row = {
        ...{ id: newId(), userId, credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url') },
        ...{ counter: credential.counter, transports: JSON.stringify(credential.transports ?? []), isSynced: Number(credentialBackedUp) },
        ...{ name: body.name, createdAtMs: clock.nowMs(), lastUsedAtMs: null },
      };
      const isAdded = await truth.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('passkeys')
          .values(row)
          .onConflict((on) => on.doNothing())
          .executeTakeFirst();
        if (added.numInsertedOrUpdatedRows === 0n) return false;
        const detail = { passkeyId: row.id, name: row.name, isSynced: credentialBackedUp };
        await audit(transaction, { actor: userId, action: 'passkey-added', subject: `user:${userId}`, detail });
        return true;
      });
      if (!isAdded) return refuse('already-exists', 'body.credential: this passkey is known already', { field: 'body.credential' });
      own.tell(userId, 'passkey-added');
      return ok(await own.accountOf(session));
    },
    limits,
  );

  registerRoute(accountRoutes.removePasskey, async ({ params: { passkeyId }, session }) => {
    const { userId } = session;
    const isRemoved = await truth.transaction().execute(async (transaction) => {
      const removed = await transaction.deleteFrom('passkeys').where('id', '=', passkeyId).where('userId', '=', userId).executeTakeFirst();
      if (removed.numDeletedRows === 0n) return false;
      await audit(transaction, { actor: userId, action: 'passkey-removed', subject: `user:${userId}`, detail: { passkeyId } });
      return true;
    });
    if (!isRemoved) return refuse('not-found', 'you have no such passkey');
    own.tell(userId, 'passkey-removed');
    live.emit('access-changed', userId);
    return ok(await own.accountOf(session));
  });

  registerRoute(
    accountRoutes.beginPasskeySignIn,
    async ({ request }) => {
      const party = partyOf(request);
      if (party === null) return noParty;
      const options = await generateAuthenticationOptions({ rpID: party.id, userVerification });
      await challenges.keep('passkey-sign-in', options.challenge);
      return ok({ options: jsonOf(options) });
    },
    limits,
  );

  registerRoute(
    accountRoutes.signInByPasskey,
    async ({ body, request, reply }) => {
      const party = partyOf(request);
      if (party === null) return noParty;
      // one answer to whatever is wrong, so that nobody learns which passkeys there are
      const refused = (why: string): Refusal => {
        request.log.warn({ address: request.ip, why }, 'a sign-in by passkey was refused');
        return refuse('bad-input', 'body.credential: opens no account here', { field: 'body.credential' });
      };
      const kept = await taken('passkey-sign-in', body.credential.response);
      if (kept === null) return refused('its challenge is unknown');
      const row = await truth
        .selectFrom('passkeys')
        .innerJoin('people', 'people.userId', 'passkeys.userId')
        .selectAll('passkeys')
        .where('credentialId', '=', body.credential.id)
        .where('disabledAtMs', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return refused('nobody has it');
      const checked = await verified(() =>
        verifyAuthenticationResponse({
          // its shape is what this function checks
          response: body.credential as unknown as AuthenticationResponseJSON,
          expectedChallenge: kept.challenge,
          expectedOrigin: party.origin,
          expectedRPID: party.id,
          requireUserVerification: true,
          credential: {
            id: row.credentialId,
            publicKey: new Uint8Array(Buffer.from(row.publicKey, 'base64url')),
            // one that does not count up was copied
            counter: row.counter,
            transports: transportsOf(row.transports),
          },
        }),
      );
      if (checked?.verified !== true) return refused('its signature or counter is wrong');
      const { newCounter } = checked.authenticationInfo;
      await truth.updateTable('passkeys').set({ counter: newCounter, lastUsedAtMs: clock.nowMs() }).where('id', '=', row.id).execute();
      await signIn.openSession({ request, reply }, row.userId);
      return ok({});
    },
    limits,
  );
}

function transportsOf(text: string): AuthenticatorTransport[] {
  // browsers ignore names that they do not know
  return transportsSchema.parse(parsed(text)) as AuthenticatorTransport[];
}

/** The library throws where anything is not as it must be. */
async function verified<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch {
    return null;
  }
}

function jsonOf(options: object): Record<string, z.core.util.JSONType> {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(options)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
