import { accountKeepingRoutes, accountRoutes, type Invitation } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { findKeptPerson, mayKeep, seenPerson } from './kept-people.ts';
import { onlySite } from './only-site.ts';
import { refusalOfGrants } from './put-person.ts';
import { refusalOfPassword } from './refusal-of-password.ts';
import { hashOfSecret, newSecret } from './secret-link.ts';
import { mayAt, type Session } from './session.ts';
import { endTokens, listPasskeys, replacePassword } from './store.ts';
import { invitationOf, takeUpInvitation } from './take-up-invitation.ts';
import type { TellPerson } from './tell-person.ts';

const resetLifeMs = 3_600_000;
/** Invitations, links to set a password, and what else is done for people who cannot help themselves; and the doors these links open. */
export function registerAccountKeepingRoutes(registerRoute: RegisterRoute, context: AppContext, tell: TellPerson): void {
  const { truth, clock, newId, signIn, audit, live } = context;

  async function notKept(session: Session, userId: string): Promise<Refusal | null> {
    const person = await findKeptPerson(truth, userId);
    if (person === null || seenPerson(session, person) === null) return refuse('not-found', 'no such person');
    return mayKeep(session, person) ? null : refuse('not-permitted', 'this person has roles beyond your sites');
  }

  function isOfTheirs(session: Session, { grants }: Invitation): boolean {
    return grants.length > 0 && grants.every(({ siteId }) => mayAt(session, 'people.read', siteId));
  }

  registerRoute(accountKeepingRoutes.listInvitations, async ({ query, session }) => {
    const rows = await truth.selectFrom('invitations').selectAll().where('expiresAtMs', '>', clock.nowMs()).orderBy('id', 'desc').execute();
    // whoever may read people everywhere reads all; those of some sites what they could keep themselves
    const seen = rows.map(invitationOf).filter((invitation) => mayAt(session, 'people.read', null) || isOfTheirs(session, invitation));
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ invitations: page.rows, next: page.next });
  });
  registerRoute(accountKeepingRoutes.invite, async ({ body, session }) => {
    const refusal = await refusalOfGrants(context, session, body.grants, null);
    if (refusal !== null) return refusal;
    const { secret, hash } = newSecret('invitation');
    const nowMs = clock.nowMs();
    const email = body.email.toLowerCase();
    const row = {
      ...{ id: newId(), hash, email, name: body.name, grants: JSON.stringify(body.grants) },
      ...{ invitedBy: session.userId, createdAtMs: nowMs, expiresAtMs: nowMs + body.lifeMs },
    };
    const isMade = await truth.transaction().execute(async (transaction) => {
      const taken = await transaction.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
      if (taken !== undefined) return false;
      await transaction.insertInto('invitations').values(row).execute();
      const detail = { email, grants: body.grants, expiresAtMs: row.expiresAtMs };
      const siteId = onlySite(body.grants);
      await audit(transaction, { actor: session.userId, action: 'person-invited', subject: `invitation:${row.id}`, siteId, detail });
      return true;
    });
    if (!isMade) return refuse('already-exists', 'somebody has an account with this e-mail address', { field: 'body.email' });
    live.emit('changed', ['people']);
    return ok({ token: secret, expiresAtMs: row.expiresAtMs, invitation: invitationOf(row) });
  });
  registerRoute(accountKeepingRoutes.withdrawInvitation, async ({ params: { invitationId }, session }) => {
    const row = await truth.selectFrom('invitations').selectAll().where('id', '=', invitationId).executeTakeFirst();
    const invitation = row === undefined ? null : invitationOf(row);
    if (invitation === null || !mayKeep(session, invitation)) return refuse('not-found', 'no such invitation');
    await truth.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('invitations').where('id', '=', invitationId).execute();
      const siteId = onlySite(invitation.grants);
      await audit(transaction, { actor: session.userId, action: 'invitation-withdrawn', subject: `invitation:${invitationId}`, siteId });
    });
    live.emit('changed', ['people']);
    return ok({});
  });

  registerRoute(accountKeepingRoutes.makeResetLink, async ({ params: { userId }, session }) => {
    const refusal = await notKept(session, userId);
    if (refusal !== null) return refusal;
    const { secret, hash } = newSecret('reset');
    const expiresAtMs = clock.nowMs() + resetLifeMs;
    await truth.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('password_resets').where('userId', '=', userId).execute();
      await transaction.insertInto('password_resets').values({ hash, userId, expiresAtMs, madeBy: session.userId }).execute();
      await audit(transaction, { actor: session.userId, action: 'reset-link-made', subject: `user:${userId}`, detail: { expiresAtMs } });
    });
    return ok({ token: secret, expiresAtMs });
  });
  registerRoute(accountKeepingRoutes.removeSecondFactor, async ({ params: { userId }, body, session }) => {
    const refusal = await notKept(session, userId);
    if (refusal !== null) return refusal;
    await truth.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('twoFactor').where('userId', '=', userId).execute();
      await transaction.updateTable('user').set({ twoFactorEnabled: 0 }).where('id', '=', userId).execute();
      const keys = body.passkeys ? await transaction.deleteFrom('passkeys').where('userId', '=', userId).executeTakeFirst() : null;
      await transaction.deleteFrom('session').where('userId', '=', userId).execute();
      const detail = { passkeys: Number(keys?.numDeletedRows ?? 0n) };
      await audit(transaction, { actor: session.userId, action: 'second-factor-removed', subject: `user:${userId}`, detail });
    });
    tell(userId, 'second-factor-removed');
    live.emit('access-changed', userId);
    return ok({});
  });
  registerRoute(accountKeepingRoutes.endSessionsOf, async ({ params: { userId }, session }) => {
    const refusal = await notKept(session, userId);
    if (refusal !== null) return refusal;
    await truth.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('session').where('userId', '=', userId).execute();
      await transaction.deleteFrom('api_tokens').where('userId', '=', userId).execute();
      await audit(transaction, { actor: session.userId, action: 'signed-out-everywhere', subject: `user:${userId}` });
    });
    live.emit('access-changed', userId);
    return ok({});
  });

  const limits = { limitPerMinute: 20 };
  const dead = refuse('bad-input', 'body.token: this link was used, replaced, or is too old; ask for a new one', { field: 'body.token' });
  /** Whose password a link sets; undefined: it is worth nothing. */
  const openReset = async (hash: string) =>
    truth
      .selectFrom('password_resets')
      .innerJoin('user', 'user.id', 'password_resets.userId')
      .select(['userId', 'name', 'email'])
      .where('hash', '=', hash)
      .where('expiresAtMs', '>', clock.nowMs())
      .executeTakeFirst();
  registerRoute(
    accountRoutes.readReset,
    async ({ body }) => {
      const open = await openReset(hashOfSecret('reset', body.token));
      if (open === undefined) return dead;
      const { userId, name, email } = open;
      return ok({ name, email, passkeys: [...(await listPasskeys(truth, userId))] });
    },
    limits,
  );
  registerRoute(
    accountRoutes.resetPassword,
    async ({ body }) => {
      const hash = hashOfSecret('reset', body.token);
      const open = await openReset(hash);
      if (open === undefined) return dead;
      const refusal = await refusalOfPassword(context, body.password, open, 'body.password');
      if (refusal !== null) return refusal;
      const passwordHash = await signIn.hashPassword(body.password);
      const isSet = await truth.transaction().execute(async (transaction) => {
        // of two who hold the link the first sets the password
        const taken = await transaction.deleteFrom('password_resets').where('hash', '=', hash).executeTakeFirst();
        if (taken.numDeletedRows === 0n) return false;
        await replacePassword(transaction, open.userId, passwordHash, clock.nowMs());
        const { removePasskeyIds: ids } = body;
        const ofPerson = transaction.deleteFrom('passkeys').where('userId', '=', open.userId);
        const removed = ids.length === 0 ? null : await ofPerson.where('id', 'in', ids).executeTakeFirst();
        const detail = { ...(await endTokens(transaction, open.userId)), passkeysRemoved: Number(removed?.numDeletedRows ?? 0n) };
        await audit(transaction, { actor: open.userId, action: 'password-reset', subject: `user:${open.userId}`, detail });
        return true;
      });
      if (!isSet) return dead;
      tell(open.userId, 'password-reset');
      live.emit('access-changed', open.userId);
      return ok({});
    },
    limits,
  );

  async function findInvitation(token: string) {
    const row = await truth
      .selectFrom('invitations')
      .selectAll()
      .where('hash', '=', hashOfSecret('invitation', token))
      .where('expiresAtMs', '>', clock.nowMs())
      .executeTakeFirst();
    return row ?? null;
  }
  const noInvitation = refuse('bad-input', 'body.token: this invitation was taken up, withdrawn, or is too old', { field: 'body.token' });
  registerRoute(
    accountRoutes.readInvitation,
    async ({ body }) => {
      const row = await findInvitation(body.token);
      return row === null ? noInvitation : ok({ email: row.email, name: row.name });
    },
    limits,
  );
  registerRoute(
    accountRoutes.acceptInvitation,
    async ({ body }) => {
      const row = await findInvitation(body.token);
      if (row === null) return noInvitation;
      const { email } = row;
      const refusal = await refusalOfPassword(context, body.password, { email, name: body.name }, 'body.password');
      if (refusal !== null) return refusal;
      const person = { id: newId(), name: body.name, passwordHash: await signIn.hashPassword(body.password) };
      const taken = await truth.transaction().execute(async (transaction) => takeUpInvitation(transaction, context, row, person));
      if (taken === 'dead') return noInvitation;
      if (taken === 'taken') return refuse('already-exists', 'somebody has an account with this e-mail address');
      live.emit('changed', ['people']);
      return ok({ email });
    },
    limits,
  );
}
