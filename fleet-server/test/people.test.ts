import { createApiClient } from '@gatecast/api-client';
import { systemClock } from '@gatecast/clock';
import { peopleRoutes } from '@gatecast/protocol';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildApp, type App } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

let folder: string;
let app: App;
let url: string;
async function start(): Promise<void> {
  const read = readConfig({ GATECAST_PORT: '0', GATECAST_DATA: folder, GATECAST_LOG: 'silent' }, folder);
  if (read.kind === 'refused') throw new Error(read.detail);
  app = await buildApp(read.config, { clock: systemClock({ isBackground: true }) });
  url = await app.listen();
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-people-'));
  await start();
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const client = (cookie = '') =>
  createApiClient({ baseUrl: url, fetch: async (to, init) => fetch(to, init), headers: () => (cookie === '' ? {} : { cookie }) });
const first = { name: 'Ngọc', email: 'Ngoc@example.vn', password: 'mật khẩu rất dài' };
async function signIn(email: string, password: string): Promise<Response> {
  return fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}
async function answerOf<T>(result: Promise<{ readonly kind: 'ok'; readonly answer: T } | { readonly kind: string }>): Promise<T> {
  const got = await result;
  if (!('answer' in got)) throw new Error(JSON.stringify(got));
  return got.answer;
}
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

test('the token that the server prints makes the first administrator, once', async () => {
  expect(await client().call(peopleRoutes.getSetup, {})).toEqual({ kind: 'ok', answer: { isNeeded: true } });
  const token = (await app.renewSetupToken()) ?? '';
  const wrong = await client().call(peopleRoutes.completeSetup, { body: { ...first, token: 'x'.repeat(43) } });
  expect(wrong).toMatchObject({ kind: 'problem', problem: { code: 'bad-input', field: 'body.token' } });
  const both = await Promise.all([1, 2].map(async () => client().call(peopleRoutes.completeSetup, { body: { ...first, token } })));
  expect(both.map(({ kind }) => kind).sort()).toEqual(['ok', 'problem']);
  const again = await client().call(peopleRoutes.completeSetup, { body: { ...first, token } });
  expect(again).toMatchObject({ kind: 'problem', problem: { code: 'setup-done' } });
  expect(await app.renewSetupToken()).toBe(null);
  expect(await client().call(peopleRoutes.getSetup, {})).toEqual({ kind: 'ok', answer: { isNeeded: false } });
});

test('a restart gives a new token and the old one dies', async () => {
  const old = (await app.renewSetupToken()) ?? '';
  await app.close();
  await start();
  const token = (await app.renewSetupToken()) ?? '';
  expect(await client().call(peopleRoutes.completeSetup, { body: { ...first, token: old } })).toMatchObject({ kind: 'problem' });
  expect(await client().call(peopleRoutes.completeSetup, { body: { ...first, token } })).toMatchObject({ kind: 'ok' });
});

test('people sign in with an HttpOnly cookie, have what their roles give, and sign out', async () => {
  const token = (await app.renewSetupToken()) ?? '';
  await client().call(peopleRoutes.completeSetup, { body: { ...first, token } });
  expect((await signIn(first.email, 'not the password')).status).toBe(401);
  const response = await signIn('ngoc@example.vn', first.password);
  expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/);
  const cookie = cookieOf(response);
  const person = { name: 'Minh', email: 'minh@example.vn', password: 'another long one', roles: ['clerk' as const] };
  const made = await client(cookie).call(peopleRoutes.createPerson, { body: person });
  expect(made).toMatchObject({ kind: 'ok', answer: { email: 'minh@example.vn', roles: ['clerk'] } });
  const taken = await client(cookie).call(peopleRoutes.createPerson, { body: person });
  expect(taken).toMatchObject({ kind: 'problem', problem: { code: 'already-exists', field: 'body.email' } });

  const clerk = cookieOf(await signIn(person.email, person.password));
  const me = await client(clerk).call(peopleRoutes.getMe, {});
  expect(me).toMatchObject({
    kind: 'ok',
    answer: { roles: ['clerk'], permissions: ['fleet.read', 'content.read', 'report.read', 'survey.read', 'schedule.read', 'alert.read'] },
  });
  const { people } = await answerOf(client(clerk).call(peopleRoutes.listNames, {}));
  expect(people.map((one) => Object.keys(one).sort())).toEqual([
    ['id', 'name'],
    ['id', 'name'],
  ]);
  expect(people.map(({ name }) => name)).toEqual(['Minh', 'Ngọc']);
  expect(await client(clerk).call(peopleRoutes.listPeople, {})).toMatchObject({ kind: 'problem', problem: { code: 'not-permitted' } });
  const out = await fetch(`${url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie: clerk, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(out.status).toBe(200);
  expect(await client(clerk).call(peopleRoutes.getMe, {})).toMatchObject({ kind: 'problem', problem: { code: 'not-signed-in' } });
});

test('nobody makes an account over HTTP', async () => {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(first),
  });
  expect(response.status).toBe(404);
  expect(await client().call(peopleRoutes.getSetup, {})).toEqual({ kind: 'ok', answer: { isNeeded: true } });
});

test('of the routes that better-auth brings along only signing in and out can be reached', async () => {
  const token = (await app.renewSetupToken()) ?? '';
  await client().call(peopleRoutes.completeSetup, { body: { ...first, token } });
  const cookie = cookieOf(await signIn(first.email, first.password));
  const names =
    'list-accounts link-social unlink-account get-access-token refresh-token account-info callback/google send-verification-email ' +
    'verify-email error ok request-password-reset reset-password/x verify-password two-factor/enable two-factor/disable two-factor/verify-totp two-factor/get-totp-uri two-factor/send-otp open-session get-session list-sessions revoke-session ' +
    'revoke-sessions revoke-other-sessions sign-in/social sign-up/email update-session update-user change-password delete-user ' +
    'delete-user/callback change-email sign-in/email/ sign-in/%65mail/x';
  for (const name of names.split(' ')) {
    for (const method of ['GET', 'POST']) {
      const response = await app.http.inject({
        method: method as 'GET',
        url: `/api/auth/${name}`,
        headers: { cookie, 'content-type': 'application/json' },
        ...(method === 'POST' ? { payload: '{"name":"somebody else"}' } : {}),
      });
      expect([method, name, response.statusCode]).toEqual([method, name, 404]);
    }
  }
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: first.email, password: first.password, callbackURL: 'https://elsewhere.example' }),
  });
  expect([response.status, response.headers.get('location'), (await response.text()).includes('elsewhere')]).toEqual([200, null, false]);
});

test('a session that somebody brought along is worth nothing after signing in, and a wrong address answers like a wrong password', async () => {
  const token = (await app.renewSetupToken()) ?? '';
  await client().call(peopleRoutes.completeSetup, { body: { ...first, token } });
  const planted = 'gatecast.session_token=planted.signature';
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: planted },
    body: JSON.stringify({ email: first.email, password: first.password }),
  });
  expect(cookieOf(signedIn)).not.toContain('planted');
  expect(await client(planted).call(peopleRoutes.getMe, {})).toMatchObject({ kind: 'problem' });
  const wrong = await Promise.all([signIn(first.email, 'not the password'), signIn('nobody@example.vn', 'not the password')]);
  const answers = await Promise.all(wrong.map(async (response) => [response.status, await response.text()]));
  expect(answers[0]).toEqual(answers[1]);
});

test('guessing passwords is slowed down by address', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++) statuses.push((await signIn(`nobody-${n}@example.vn`, 'guess number one')).status);
  expect([statuses.slice(0, 30).every((status) => status === 401), statuses[30]]).toEqual([true, 429]);
});

test('keys and secrets are readable by their owner only, and no token stands in the data folder', async () => {
  const token = (await app.renewSetupToken()) ?? '';
  const keys = join(folder, 'keys');
  for (const name of ['root.json', 'assembly.json', 'command.json', 'session.json'])
    expect([name, (await stat(join(keys, name))).mode & 0o777]).toEqual([name, 0o600]);
  for (const name of await readdir(folder)) {
    if ((await stat(join(folder, name))).isFile()) expect((await readFile(join(folder, name))).includes(token)).toBe(false);
  }
});

test('a server whose key is gone refuses to start instead of becoming a stranger to its players', async () => {
  await app.close();
  await rm(join(folder, 'keys', 'assembly.json'));
  await expect(start()).rejects.toThrow('assembly.json is missing');
  await rm(join(folder, 'keys'), { recursive: true });
  await expect(start()).rejects.toThrow('was served with');
  await rm(folder, { recursive: true });
  await start();
});
