import { createApiClient } from '@gatecast/api-client';
import { accountKeepingRoutes, accountRoutes, auditRoutes, roleSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { quotedPrintable, startMailServer, type MailServer } from './mail-server.ts';

// Whoever has got into an account adds a way of their own: its owner hears of each, and has them out.

let world: ContentWorld;
let post: MailServer;
let chief: Caller;
beforeAll(async () => {
  post = await startMailServer();
  world = await openContentWorld({ ...post.settings, GATECAST_PUBLIC_URL: 'https://gatecast.noibai.example' });
  chief = await world.signIn('chief', roleSchema.options);
});
afterAll(async () => {
  await world.close();
  await post.close();
});

const first = 'correct horse battery staple';
const nobody = () => createApiClient({ baseUrl: world.url, fetch: async (to, init) => fetch(to, init), headers: () => ({}) });
/** The next mail that has not been looked at, as its reader sees it. */
let seen = 0;
async function nextMail(): Promise<{ readonly to: readonly string[]; readonly text: string }> {
  const mail = await until('a mail', async () => Promise.resolve(post.mails[seen]));
  seen += 1;
  return { to: mail.to, text: quotedPrintable(mail.text) };
}
/** As somebody adds one with an authenticator; passkeys.test.ts does it with a real one. */
async function addPasskey(userId: string, name: string): Promise<string> {
  const { truth, newId, clock } = world.app.context;
  const id = newId();
  const row = { id, userId, credentialId: id, publicKey: '', counter: 0, transports: '[]', isSynced: 0, name };
  await truth
    .insertInto('passkeys')
    .values({ ...row, createdAtMs: clock.nowMs(), lastUsedAtMs: null })
    .execute();
  return id;
}

test('a person is told in both languages that their password changed, what opens the account now, and what to do if it was not they', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  await lan.call(accountRoutes.changePassword, { body: { current: first, next: 'a second long sentence' } });
  const { to, text } = await nextMail();
  expect(to).toEqual(['lan@gatecast.test']);
  for (const part of [
    'Mật khẩu của bạn vừa được đổi.',
    'Your password was changed.',
    'Passkeys that open it now: none. One-time codes: off.',
    'https://gatecast.noibai.example/account',
    'If this was not you',
  ])
    expect(text).toContain(part);
});

test('a person is told of tokens and of what an administrator takes off their account, passkeys too where that was asked for', async () => {
  const mai = await world.signIn('mai', ['clerk']);
  await mai.call(accountRoutes.createToken, { body: { name: 'wall', permissions: ['fleet.read'], lifeMs: 3_600_000 } });
  expect((await nextMail()).text).toContain('An API token was made for your account.');
  await addPasskey(mai.userId, 'a thief’s phone');
  const params = { userId: mai.userId };
  await chief.call(accountKeepingRoutes.removeSecondFactor, { params, body: {} });
  expect((await nextMail()).text).toContain('Passkeys that open it now: “a thief’s phone”.');
  await chief.call(accountKeepingRoutes.removeSecondFactor, { params, body: { passkeys: true } });
  const { text } = await nextMail();
  expect(text).toContain('An administrator took the second step of your sign-in away.');
  expect(text).toContain('Passkeys that open it now: none.');
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { action: 'second-factor-removed' } });
  expect(rows.map(({ detail }) => JSON.parse(detail))).toEqual([{ passkeys: 1 }, { passkeys: 0 }]);
});

test('whoever resets a password sees which passkeys open the account, and has a thief’s removed with it', async () => {
  const binh = await world.signIn('binh', ['clerk']);
  const own = await addPasskey(binh.userId, 'Laptop');
  const thief = await addPasskey(binh.userId, 'Unknown phone');
  const foreign = await addPasskey(chief.userId, 'Chief’s');
  const { token } = await chief.call(accountKeepingRoutes.makeResetLink, { params: { userId: binh.userId }, body: {} });
  const look = await nobody().call(accountRoutes.readReset, { body: { token } });
  if (look.kind !== 'ok') throw new Error('the link is worth nothing');
  expect([look.answer.email, look.answer.passkeys.map(({ name }) => name)]).toEqual(['binh@gatecast.test', ['Laptop', 'Unknown phone']]);
  // of somebody else none goes along, whatever is sent
  const body = { token, password: 'a third long sentence', removePasskeyIds: [thief, foreign] as never };
  expect((await nobody().call(accountRoutes.resetPassword, { body })).kind).toBe('ok');
  const left = await world.app.context.truth.selectFrom('passkeys').select('id').where('id', 'in', [own, thief, foreign]).execute();
  expect(left.map(({ id }) => id).toSorted()).toEqual([own, foreign].toSorted());
  const { to, text } = await nextMail();
  expect(to).toEqual(['binh@gatecast.test']);
  expect(text).toContain('Your password was set anew by a link.');
  expect(text).toContain('Passkeys that open it now: “Laptop”.');
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { action: 'password-reset' } });
  expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ passkeysLeft: 1, passkeysRemoved: 1 });
  // the link is worth nothing after that, also to look
  expect((await nobody().call(accountRoutes.readReset, { body: { token } })).kind).toBe('problem');
});
