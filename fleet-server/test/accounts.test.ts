import { createApiClient } from '@gatecast/api-client';
import { accountKeepingRoutes, accountRoutes, auditRoutes, contentRoutes, fleetRoutes, peopleRoutes, roleSchema } from '@gatecast/protocol';
import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let chief: Caller;
const asked: string[] = [];
const leaked = 'leaked by somebody once';
// the range service of leaked passwords: a real HTTP server that speaks as api.pwnedpasswords.com does
const range = createServer((request, response) => {
  asked.push(request.url ?? '');
  const hash = createHash('sha1').update(leaked).digest('hex').toUpperCase();
  response.end(`0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n${hash.slice(5)}:${request.url?.endsWith(hash.slice(0, 5)) === true ? 3 : 0}\r\n`);
});
beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => range.listen(0, '127.0.0.1', resolve));
  const { port } = range.address() as AddressInfo;
  world = await openContentWorld({ GATECAST_PASSWORD_RANGE: `http://127.0.0.1:${port}`, GATECAST_SERVICE_NETWORKS: '127.0.0.0/8' });
  chief = await world.signIn('chief', roleSchema.options);
});
afterEach(async () => {
  await world.close();
  range.closeAllConnections();
  await new Promise((resolve) => range.close(resolve));
});

const first = 'correct horse battery staple';
const second = 'a second long sentence';
const nobody = () => clientOf({});
function clientOf(headers: Record<string, string>) {
  return createApiClient({ baseUrl: world.url, fetch: async (to, init) => fetch(to, init), headers: () => headers });
}
async function knock(path: string, body: object, cookie = ''): Promise<{ status: number; cookie: string; body: unknown }> {
  const headers = { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) };
  const response = await fetch(`${world.url}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const set = response.headers.getSetCookie().flatMap((one) => (/Max-Age=0/i.test(one) ? [] : [one.split(';')[0] ?? '']));
  return { status: response.status, cookie: set.join('; '), body: await response.json() };
}
const password = (email: string, text: string) => knock('sign-in/email', { email, password: text });

/** RFC 6238 with what every authenticator takes for granted: SHA-1, six digits, thirty seconds. */
function totpOf(uri: string, atMs = Date.now()): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = Array.from(secret)
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

test('with one-time codes a password alone opens nothing; a code does, and each recovery code once', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  expect((await lan.refused(accountRoutes.beginTotp, { body: { password: 'not the password' } })).field).toBe('body.password');
  const { uri, recoveryCodes } = await lan.call(accountRoutes.beginTotp, { body: { password: first } });
  // what was begun and not confirmed asks nobody for a code
  expect((await password('lan@gatecast.test', first)).cookie).toContain('session_token');
  expect((await lan.refused(accountRoutes.confirmTotp, { body: { code: '000000' } })).field).toBe('body.code');
  await lan.call(accountRoutes.confirmTotp, { body: { code: totpOf(uri) } });

  const half = await password('lan@gatecast.test', first);
  expect(half.cookie).not.toContain('session_token');
  expect((await clientOf({ cookie: half.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  expect((await knock('sign-in/totp', { code: '000000' }, half.cookie)).status).toBe(400);
  const whole = await knock('sign-in/totp', { code: totpOf(uri) }, half.cookie);
  expect(await clientOf({ cookie: whole.cookie }).call(peopleRoutes.getMe, {})).toMatchObject({ kind: 'ok', answer: { name: 'lan' } });
  const account = await clientOf({ cookie: whole.cookie }).call(accountRoutes.getAccount, {});
  expect(account).toMatchObject({ kind: 'ok', answer: { hasTotp: true, hasPassword: true } });

  const [code = ''] = recoveryCodes;
  const again = await password('lan@gatecast.test', first);
  expect((await knock('sign-in/recovery-code', { code }, again.cookie)).status).toBe(200);
  const third = await password('lan@gatecast.test', first);
  expect((await knock('sign-in/recovery-code', { code }, third.cookie)).status).toBe(400);

  // whoever keeps the accounts helps somebody who lost the authenticator
  await chief.call(accountKeepingRoutes.removeSecondFactor, { params: { userId: lan.userId }, body: {} });
  expect((await clientOf({ cookie: whole.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  expect((await password('lan@gatecast.test', first)).cookie).toContain('session_token');
});

test('a new password ends every other session, and what is common, leaked or personal is none', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  const other = await password('lan@gatecast.test', first);
  const change = (next: string) => lan.refused(accountRoutes.changePassword, { body: { current: first, next } });
  expect((await lan.refused(accountRoutes.changePassword, { body: { current: 'wrong', next: second } })).field).toBe('body.current');
  expect([
    (await change('password1234!')).limit,
    (await change('lan@gatecast.test!')).limit,
    (await change(leaked)).limit,
    (await change('short')).field,
  ]).toEqual(['common', 'personal', 'leaked', 'body.next']);
  // the service is told five digits of a hash and nothing else
  expect(asked.every((url) => /^\/range\/[0-9A-F]{5}$/.test(url))).toBe(true);
  await lan.call(accountRoutes.changePassword, { body: { current: first, next: second } });
  expect((await clientOf({ cookie: other.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  expect((await clientOf({ cookie: lan.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  expect([(await password('lan@gatecast.test', first)).status, (await password('lan@gatecast.test', second)).status]).toEqual([401, 200]);
});

test('a range service that does not answer keeps nobody from a password', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  range.closeAllConnections();
  await new Promise((resolve) => range.close(resolve));
  await lan.call(accountRoutes.changePassword, { body: { current: first, next: leaked } });
  await new Promise<void>((resolve) => range.listen(0, '127.0.0.1', resolve));
});

test('people see their sessions and end them', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  const other = await password('lan@gatecast.test', first);
  const { sessions } = await lan.call(accountRoutes.getAccount, {});
  expect(sessions.map(({ isOwn }) => isOwn).sort((a, b) => Number(a) - Number(b))).toEqual([false, true]);
  const sessionId = sessions.find(({ isOwn }) => !isOwn)?.id ?? '';
  expect((await chief.refused(accountRoutes.endSession, { params: { sessionId } })).code).toBe('not-found');
  await lan.call(accountRoutes.endSession, { params: { sessionId } });
  expect((await clientOf({ cookie: other.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  await lan.call(peopleRoutes.getMe, {});
});

// the trigger is said in SQLite's words
test.skipIf((process.env['TEST_POSTGRES'] ?? '') !== '')('a session is not ended where the audit cannot tell of it', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  const again = await password('lan@gatecast.test', first);
  const { truth } = world.app.context;
  await sql`create trigger refuse_audit before insert on audit begin select raise(abort, 'planted'); end`.execute(truth);
  const { sessions: now } = await lan.call(accountRoutes.getAccount, {});
  await lan.refused(accountRoutes.endSession, { params: { sessionId: now.find(({ isOwn }) => !isOwn)?.id ?? '' } });
  await lan.refused(accountRoutes.endOtherSessions, { body: {} });
  await sql`drop trigger refuse_audit`.execute(truth);
  await clientOf({ cookie: again.cookie }).call(peopleRoutes.getMe, {});
  expect((await lan.call(accountRoutes.getAccount, {})).sessions).toHaveLength(now.length);
});

test('an administrator hands over a link that sets a password once', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  const params = { userId: lan.userId };
  const old = await chief.call(accountKeepingRoutes.makeResetLink, { params, body: {} });
  const { token } = await chief.call(accountKeepingRoutes.makeResetLink, { params, body: {} });
  const reset = (told: string) => nobody().call(accountRoutes.resetPassword, { body: { token: told, password: second } });
  expect([(await reset(old.token)).kind, (await reset(token)).kind, (await reset(token)).kind]).toEqual(['problem', 'ok', 'problem']);
  expect((await clientOf({ cookie: lan.cookie }).call(peopleRoutes.getMe, {})).kind).toBe('problem');
  expect((await password('lan@gatecast.test', second)).status).toBe(200);
  expect(
    (await world.app.context.truth.selectFrom('audit').select('action').where('subject', '=', `user:${lan.userId}`).execute()).length,
  ).toBe(3);
});

test('a link for a new password ends the tokens that were made with the old one', async () => {
  const lan = await world.signIn('lan', ['technician']);
  const make = { name: 'a program', permissions: ['fleet.read' as const], lifeMs: 86_400_000 };
  const { token } = await lan.call(accountRoutes.createToken, { body: make });
  const asks = async () => (await clientOf({ authorization: `Bearer ${token}` }).call(fleetRoutes.listSites, {})).kind;
  expect(await asks()).toBe('ok');
  const link = await chief.call(accountKeepingRoutes.makeResetLink, { params: { userId: lan.userId }, body: {} });
  expect(await asks()).toBe('ok');
  expect((await nobody().call(accountRoutes.resetPassword, { body: { token: link.token, password: second } })).kind).toBe('ok');
  expect(await asks()).toBe('problem');
  const row = await world.app.context.truth
    .selectFrom('audit')
    .select('detail')
    .where('subject', '=', `user:${lan.userId}`)
    .where('action', '=', 'password-reset')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(row.detail)).toEqual({ tokensEnded: 1, passkeysLeft: 0, passkeysRemoved: 0 });
});

test('an invitation makes an account with the roles that it names, once, and not after it was withdrawn', async () => {
  const body = { email: 'New@example.vn', name: 'Hà', grants: [{ role: 'editor' as const }] };
  const { token, invitation } = await chief.call(accountKeepingRoutes.invite, { body });
  expect((await nobody().call(accountRoutes.readInvitation, { body: { token } })) as object).toMatchObject({
    answer: { email: 'new@example.vn', name: 'Hà' },
  });
  const accept = (told: string) => nobody().call(accountRoutes.acceptInvitation, { body: { token: told, name: 'Hà', password: second } });
  expect([(await accept(token)).kind, (await accept(token)).kind]).toEqual(['ok', 'problem']);
  const { people } = await chief.call(peopleRoutes.listPeople, { query: { search: 'new@' } });
  expect(people.map(({ roles }) => roles)).toEqual([['editor']]);
  expect(invitation.email).toBe('new@example.vn');

  const withdrawn = await chief.call(accountKeepingRoutes.invite, { body: { ...body, email: 'other@example.vn' } });
  await chief.call(accountKeepingRoutes.withdrawInvitation, { params: { invitationId: withdrawn.invitation.id } });
  expect((await accept(withdrawn.token)).kind).toBe('problem');
  expect((await chief.call(accountKeepingRoutes.listInvitations, {})).invitations).toEqual([]);
});

test('a token does for its owner what it was made for, and is kept as a hash', async () => {
  const lan = await world.signIn('lan', ['technician', 'editor']);
  const make = { name: 'monitoring', permissions: ['fleet.read' as const, 'content.read' as const], lifeMs: 86_400_000 };
  expect((await lan.refused(accountRoutes.createToken, { body: { ...make, permissions: ['audit.read'] } })).code).toBe('not-permitted');
  const { token, stored } = await lan.call(accountRoutes.createToken, { body: make });
  const program = clientOf({ authorization: `Bearer ${token}` });
  expect((await program.call(fleetRoutes.listSites, {})).kind).toBe('ok');
  const site = { names: { vi: 'x' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
  expect(await program.call(fleetRoutes.createSite, { body: site })).toMatchObject({ problem: { code: 'not-permitted' } });
  expect(await program.call(contentRoutes.createSupplier, { body: { name: 'x' } })).toMatchObject({ problem: { code: 'not-permitted' } });
  // nobody gets at the account through it
  expect(await program.call(accountRoutes.getAccount, {})).toMatchObject({ problem: { code: 'not-permitted' } });
  expect((await clientOf({ authorization: `Bearer ${token}x` }).call(fleetRoutes.listSites, {})).kind).toBe('problem');
  const rows = JSON.stringify(await world.app.context.truth.selectFrom('api_tokens').selectAll().execute());
  expect([rows.includes(token), rows.includes(token.slice(4))]).toEqual([false, false]);
  expect((await lan.call(accountRoutes.getAccount, {})).tokens[0]?.lastUsedAtMs).toBeTypeOf('number');

  // what its owner loses, it loses
  await chief.call(peopleRoutes.putPerson, {
    params: { userId: lan.userId },
    body: { name: 'lan', grants: [], isDisabled: false, revision: 1 },
  });
  expect(await program.call(fleetRoutes.listSites, {})).toMatchObject({ problem: { code: 'not-permitted' } });
  await lan.call(accountRoutes.revokeToken, { params: { tokenId: stored.id } });
  expect(await program.call(fleetRoutes.listSites, {})).toMatchObject({ problem: { code: 'not-signed-in' } });
});

test('who is disabled is signed out and stays out, and the last administrator cannot be', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  const edit = { name: 'lan', grants: [], isDisabled: true, revision: 1 };
  await chief.call(peopleRoutes.putPerson, { params: { userId: lan.userId }, body: edit });
  expect((await lan.refused(peopleRoutes.getMe, {})).code).toBe('not-signed-in');
  expect((await password('lan@gatecast.test', first)).status).toBe(401);
  expect((await chief.refused(peopleRoutes.putPerson, { params: { userId: lan.userId }, body: edit })).code).toBe('edited-meanwhile');
  const { people } = await chief.call(peopleRoutes.listPeople, { query: { search: 'chief' } });
  const { grants = [], revision = 0 } = people[0] ?? {};
  const without = grants.filter(({ role }) => role !== 'administrator');
  const params = { userId: chief.userId };
  const refused = await chief.refused(peopleRoutes.putPerson, {
    params,
    body: { name: 'chief', grants: without, isDisabled: false, revision },
  });
  expect(refused.code).toBe('wrong-state');
  expect((await chief.call(auditRoutes.listAudit, { query: { action: 'person-changed' } })).rows.length).toBe(1);
});

test('guessing the password of one account is slowed down from everywhere, and no other account with it', async () => {
  await world.signIn('lan', ['clerk']);
  const statuses: number[] = [];
  for (let n = 0; n < 11; n++) statuses.push((await password('lan@gatecast.test', 'wrong')).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  expect((await password('chief@gatecast.test', first)).status).toBe(200);
});

test('ten wrong second steps of one account, codes and recovery codes together, close it for all sign-ins, and the lock lies in the database', async () => {
  const { truth } = world.app.context;
  const lan = await world.signIn('lan', ['clerk']);
  const { uri } = await lan.call(accountRoutes.beginTotp, { body: { password: first } });
  await lan.call(accountRoutes.confirmTotp, { body: { code: totpOf(uri) } });
  const statuses: number[] = [];
  for (const [path, code] of [
    ['sign-in/totp', '000000'],
    ['sign-in/recovery-code', 'aaaaa-aaaaa'],
  ] as const)
    for (let n = 0; n < 5; n++) {
      // begun anew each time: what better-auth counts per cookie is not what closes
      const { cookie } = await password('lan@gatecast.test', first);
      statuses.push((await knock(path, { code }, cookie)).status);
    }
  expect(statuses).toEqual(Array.from({ length: 10 }, () => 400));
  const right = async () => {
    const { cookie } = await password('lan@gatecast.test', first);
    return (await knock('sign-in/totp', { code: totpOf(uri) }, cookie)).status;
  };
  // whoever knows the password is told why a right code opens nothing; it stands in the audit once
  expect([await right(), await right()]).toEqual([429, 429]);
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { action: 'second-step-locked' } });
  expect(rows.map(({ actor, subject }) => [actor, subject])).toEqual([['system', `user:${lan.userId}`]]);
  await sql`update "twoFactor" set "lockedUntil" = null where "userId" = ${lan.userId}`.execute(truth);
  expect(await right()).toBe(200);
});
