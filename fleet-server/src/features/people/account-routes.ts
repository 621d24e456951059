import { accountRoutes, tokenPermissions, type Account, type AuditAction } from '@gatecast/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { apiTokenOf, listApiTokens, newApiToken } from './api-tokens.ts';
import { registerGuideRoutes } from './guide-routes.ts';
import { registerPasskeyRoutes } from './passkey-routes.ts';
import { refusalOfPassword } from './refusal-of-password.ts';
import { lockMs, noteLocks } from './note-locks.ts';
import { mayAt, type Session } from './session.ts';
import { listPasskeys, replacePassword } from './store.ts';
import type { TellPerson } from './tell-person.ts';

const totpSchema = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
/** What better-auth says of an account whose second step is closed. */
const lockedSchema = z.object({ code: z.literal('ACCOUNT_TEMPORARILY_LOCKED') });
const mostTokens = 50;

/** What people do with their own accounts. Whoever asks for what protects the account gives the password again. */
export function registerAccountRoutes(registerRoute: RegisterRoute, context: AppContext, tell: TellPerson): void {
  const { truth, clock, newId, signIn, audit, live } = context;

  async function accountOf(session: Session): Promise<Account> {
    const { userId } = session;
    const password = await truth
      .selectFrom('account')
      .select('id')
      .where('userId', '=', userId)
      .where('providerId', '=', 'credential')
      .executeTakeFirst();
    const foreign = await truth
      .selectFrom('account')
      .select('id')
      .where('userId', '=', userId)
      .where('providerId', '!=', 'credential')
      .executeTakeFirst();
    const passkeys = await listPasskeys(truth, userId);
    const totp = await truth.selectFrom('twoFactor').select('verified').where('userId', '=', userId).executeTakeFirst();
    const rows = await truth
      .selectFrom('session')
      .select(['id', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
      .where('userId', '=', userId)
      .where('expiresAt', '>', new Date(clock.nowMs()).toISOString())
      .orderBy('createdAt', 'desc')
      .execute();
    return {
      hasPassword: password !== undefined,
      hasTotp: totp?.verified === 1,
      hasSingleSignOn: foreign !== undefined,
      passkeys: [...passkeys],
      sessions: rows.map((row) => ({
        id: row.id,
        isOwn: session.via.kind === 'person' && row.id === session.via.sessionId,
        startedAtMs: Date.parse(row.createdAt),
        expiresAtMs: Date.parse(row.expiresAt),
        address: row.ipAddress === '' ? null : row.ipAddress,
        browser: row.userAgent === '' ? null : row.userAgent,
      })),
      tokens: [...(await listApiTokens(truth, userId))],
    };
  }
  async function wrongPassword(session: Session, password: string, field: string): Promise<Refusal | null> {
    switch (await signIn.checkPassword(session.userId, password)) {
      case 'right':
        return null;
      case 'busy':
        return refuse('too-many', 'many passwords are checked just now; try again', { retryAfterMs: 2_000 });
      case 'wrong':
        return refuse('bad-input', `${field}: is not your password`, { field });
    }
  }
  async function note(session: Session, action: AuditAction, detail: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { userId } = session;
    await truth.transaction().execute((transaction) => audit(transaction, { actor: userId, action, subject: `user:${userId}`, detail }));
  }

  registerGuideRoutes(registerRoute, context);
  registerPasskeyRoutes(registerRoute, context, { accountOf, wrongPassword, tell });
  registerRoute(accountRoutes.getAccount, async ({ session }) => ok(await accountOf(session)));

  registerRoute(
    accountRoutes.changePassword,
    async ({ body, session, request, reply }) => {
      const refusal =
        (await wrongPassword(session, body.current, 'body.current')) ?? (await refusalOfPassword(context, body.next, session, 'body.next'));
      if (refusal !== null) return refusal;
      const hash = await signIn.hashPassword(body.next);
      const { userId } = session;
      await truth.transaction().execute(async (transaction) => {
        await replacePassword(transaction, userId, hash, clock.nowMs());
        await audit(transaction, { actor: userId, action: 'password-changed', subject: `user:${userId}` });
      });
      tell(userId, 'password-changed');
      live.emit('access-changed', userId);
      // the session that asked ended with the others; a thief of its cookie does not get the new one
      await signIn.openSession({ request, reply }, userId);
      return ok(await accountOf(session));
    },
    { limitPerMinute: 10 },
  );

  registerRoute(accountRoutes.endSession, async ({ params, session }) => {
    const { userId } = session;
    const isEnded = await truth.transaction().execute(async (transaction) => {
      const ended = await transaction
        .deleteFrom('session')
        .where('id', '=', params.sessionId)
        .where('userId', '=', userId)
        .executeTakeFirst();
      if (ended.numDeletedRows === 0n) return false;
      await audit(transaction, { actor: userId, action: 'session-ended', subject: `user:${userId}` });
      return true;
    });
    if (!isEnded) return refuse('not-found', 'you have no such session');
    live.emit('access-changed', session.userId);
    return ok(await accountOf(session));
  });

  registerRoute(accountRoutes.endOtherSessions, async ({ session }) => {
    const own = session.via.kind === 'person' ? session.via.sessionId : '';
    const { userId } = session;
    await truth.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('session').where('userId', '=', userId).where('id', '!=', own).execute();
      await audit(transaction, { actor: userId, action: 'other-sessions-ended', subject: `user:${userId}` });
    });
    live.emit('access-changed', session.userId);
    return ok(await accountOf(session));
  });

  registerRoute(
    accountRoutes.beginTotp,
    async ({ body, session, request, reply }) => {
      const refusal = await wrongPassword(session, body.password, 'body.password');
      if (refusal !== null) return refusal;
      const answered = await signIn.ask({ request, reply }, 'two-factor/enable', { password: body.password });
      const begun = totpSchema.safeParse(answered.body);
      if (!begun.success) return refuse('wrong-state', 'one-time codes are in use already; remove them first');
      return ok({ uri: begun.data.totpURI, recoveryCodes: begun.data.backupCodes });
    },
    { limitPerMinute: 10 },
  );
  registerRoute(
    accountRoutes.confirmTotp,
    async ({ body, session, request, reply }) => {
      const answered = await signIn.ask({ request, reply }, 'two-factor/verify-totp', { code: body.code });
      if (answered.status !== 200) return refuse('bad-input', 'body.code: is not the code of this moment', { field: 'body.code' });
      await note(session, 'second-factor-added', { kind: 'totp' });
      tell(session.userId, 'totp-added');
      return ok({});
    },
    { limitPerMinute: 10 },
  );
  registerRoute(
    accountRoutes.removeTotp,
    async ({ body, session, request, reply }) => {
      const refusal = await wrongPassword(session, body.password, 'body.password');
      if (refusal !== null) return refusal;
      const answered = await signIn.ask({ request, reply }, 'two-factor/disable', { password: body.password });
      if (answered.status !== 200) return refuse('wrong-state', 'sign in again, then remove it');
      await note(session, 'second-factor-removed', { kind: 'totp' });
      tell(session.userId, 'totp-removed');
      return ok({});
    },
    { limitPerMinute: 10 },
  );

  registerRoute(accountRoutes.createToken, async ({ body, session }) => {
    const { name, siteIds, lifeMs } = body;
    const permissions = tokenPermissions.filter((permission) => body.permissions.includes(permission));
    const beyond = permissions.find((permission) => !session.permissions.has(permission));
    if (beyond !== undefined)
      return refuse('not-permitted', `body.permissions: you do not hold ${beyond} yourself`, { field: 'body.permissions' });
    const foreign = siteIds?.find((siteId) => !mayAt(session, 'fleet.read', siteId));
    if (foreign !== undefined) return refuse('bad-input', 'body.siteIds: no such site', { field: 'body.siteIds' });
    const { token, hash } = newApiToken();
    const nowMs = clock.nowMs();
    const row = {
      ...{ id: newId(), userId: session.userId, name, hash, permissions: JSON.stringify(permissions) },
      ...{
        siteIds: siteIds === null ? null : JSON.stringify(siteIds),
        createdAtMs: nowMs,
        expiresAtMs: nowMs + lifeMs,
        lastUsedAtMs: null,
      },
    };
    const outcome = await truth.transaction().execute(async (transaction) => {
      if ((await listApiTokens(transaction, session.userId)).length >= mostTokens)
        return refuse('too-many', `a person may have ${mostTokens} tokens; revoke one`, { limit: mostTokens });
      await transaction.insertInto('api_tokens').values(row).execute();
      const detail = { tokenId: row.id, name, permissions, siteIds, expiresAtMs: row.expiresAtMs };
      await audit(transaction, { actor: session.userId, action: 'api-token-made', subject: `user:${session.userId}`, detail });
      return ok({ token, stored: apiTokenOf(row) });
    });
    if (outcome.kind === 'ok') tell(session.userId, 'api-token-made');
    return outcome;
  });
  registerRoute(accountRoutes.revokeToken, async ({ params: { tokenId }, session }) => {
    const isRevoked = await truth.transaction().execute(async (transaction) => {
      const removed = await transaction
        .deleteFrom('api_tokens')
        .where('id', '=', tokenId)
        .where('userId', '=', session.userId)
        .executeTakeFirst();
      if (removed.numDeletedRows === 0n) return false;
      const detail = { tokenId };
      await audit(transaction, { actor: session.userId, action: 'api-token-revoked', subject: `user:${session.userId}`, detail });
      return true;
    });
    if (!isRevoked) return refuse('not-found', 'you have no such token');
    live.emit('access-changed', session.userId);
    return ok(await accountOf(session));
  });

  async function secondStep(call: { readonly request: FastifyRequest; readonly reply: FastifyReply }, path: string, code: string) {
    const answered = await signIn.ask(call, path, { code });
    if (answered.status === 200) return ok({});
    call.request.log.warn({ address: call.request.ip }, 'a second step of a sign-in was refused');
    for (const userId of await noteLocks(context)) tell(userId, 'second-step-locked');
    if (lockedSchema.safeParse(answered.body).success)
      return refuse('too-many', 'ten codes for this account were wrong: none is taken for up to 15 minutes', { retryAfterMs: lockMs });
    return refuse('bad-input', 'body.code: is not right, or the first step is too long ago', { field: 'body.code' });
  }
  const limits = { limitPerMinute: 10 };
  registerRoute(accountRoutes.verifyTotp, async ({ body, ...call }) => secondStep(call, 'two-factor/verify-totp', body.code), limits);
  registerRoute(
    accountRoutes.useRecoveryCode,
    async ({ body, ...call }) => secondStep(call, 'two-factor/verify-backup-code', body.code),
    limits,
  );
}
