import { accountRoutes, auditRoutes, peopleRoutes, roleSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';
import { softwareAuthenticator } from './software-authenticator.ts';

const password = 'correct horse battery staple';
let world: ContentWorld;
let origin: string;
beforeAll(async () => {
  world = await openContentWorld();
  origin = world.url.replace('127.0.0.1', 'localhost');
});
afterAll(() => world.close());

type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly cookie: string };
/** As the controller's page asks at the server's name; `from` is another page. */
async function ask(method: string, path: string, body: object | undefined, cookie = '', from = origin): Promise<Answer> {
  const headers = {
    origin: from,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(cookie === '' ? {} : { cookie }),
  };
  const response = await fetch(`${from}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const set = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  return { status: response.status, body: (await response.json()) as Answer['body'], cookie: set.join('; ') };
}
const challengeOf = ({ body }: Answer): string => String((body['options'] as Record<string, unknown>)['challenge']);
const beginAdding = (who: Caller) => ask('POST', accountRoutes.beginPasskey.path, { password }, who.cookie);
const add = (who: Caller, credential: object) => ask('POST', accountRoutes.addPasskey.path, { name: 'desk', credential }, who.cookie);
const beginSignIn = () => ask('POST', accountRoutes.beginPasskeySignIn.path, {});
const enter = (credential: object) => ask('POST', accountRoutes.signInByPasskey.path, { credential });
const meBy = async (cookie: string) => (await ask('GET', peopleRoutes.getMe.path, undefined, cookie)).body['name'];

async function personWithPasskey(name: string) {
  const person = await world.signIn(name, ['clerk']);
  const key = softwareAuthenticator();
  const added = await add(person, key.create(challengeOf(await beginAdding(person)), origin));
  expect(added.status).toBe(200);
  return { person, key, passkeyId: (added.body['passkeys'] as { readonly id: string }[])[0]?.id ?? '' };
}

test('a passkey opens its owner’s account, until it is removed', async () => {
  const { person, key, passkeyId } = await personWithPasskey('lan');
  const entered = await enter(key.get(challengeOf(await beginSignIn()), origin));
  expect([entered.status, await meBy(entered.cookie)]).toEqual([200, 'lan']);
  expect((await person.call(accountRoutes.getAccount, {})).passkeys[0]).toMatchObject({ name: 'desk', isSynced: false });
  await person.call(accountRoutes.removePasskey, { params: { passkeyId } });
  expect((await enter(key.get(challengeOf(await beginSignIn()), origin, { counter: 2 }))).status).toBe(400);
  const auditor = await world.signIn('auditor', roleSchema.options);
  const { rows } = await auditor.call(auditRoutes.listAudit, { query: { actor: person.userId } });
  expect(rows.map(({ action }) => action)).toEqual(['passkey-removed', 'passkey-added']);
});

test('a challenge is good once, for one purpose, and not made up', async () => {
  const { person, key } = await personWithPasskey('minh');
  const credential = key.get(challengeOf(await beginSignIn()), origin);
  expect([(await enter(credential)).status, (await enter(credential)).status]).toEqual([200, 400]);
  expect((await enter(key.get('bWFkZSB1cA', origin, { counter: 5 }))).status).toBe(400);
  expect((await enter(key.get(challengeOf(await beginAdding(person)), origin, { counter: 5 }))).status).toBe(400);
  const another = softwareAuthenticator();
  expect((await add(person, another.create(challengeOf(await beginSignIn()), origin))).body['field']).toBe('body.credential');
});

test('of two who bring the same challenge at once one is let in', async () => {
  const { key } = await personWithPasskey('vinh');
  const credential = key.get(challengeOf(await beginSignIn()), origin);
  const statuses = (await Promise.all([enter(credential), enter(credential), enter(credential)])).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

test('whatever is signed wrongly opens nothing: another page, nobody verified, a counter that went back, another key', async () => {
  const { key } = await personWithPasskey('hoa');
  const challenge = async () => challengeOf(await beginSignIn());
  expect((await enter(key.get(await challenge(), origin, { counter: 7 }))).status).toBe(200);
  const forged = softwareAuthenticator().get(await challenge(), origin);
  const wrong = [
    key.get(await challenge(), 'http://localhost.example', { counter: 8 }),
    key.get(await challenge(), origin, { counter: 8, isVerified: false }),
    key.get(await challenge(), origin, { counter: 6 }),
    { ...forged, id: key.get('x', origin).id, rawId: key.get('x', origin).id },
    forged,
    { id: 'x', type: 'public-key', response: {} },
    { id: 'x', type: 'public-key', response: { clientDataJSON: 'e30' } },
  ];
  for (const credential of wrong) {
    const { status, body } = await enter(credential);
    expect([status, body['field']]).toEqual([400, 'body.credential']);
  }
});

test('nobody adds a passkey without the password, to another’s account, or at an address', async () => {
  const [lan, minh] = [await world.signIn('thu', ['clerk']), await world.signIn('nam', ['clerk'])];
  expect((await ask('POST', accountRoutes.beginPasskey.path, { password: 'no' }, lan.cookie)).body['field']).toBe('body.password');
  const key = softwareAuthenticator();
  expect((await add(minh, key.create(challengeOf(await beginAdding(lan)), origin))).status).toBe(400);
  expect((await add(lan, key.create(challengeOf(await beginAdding(lan)), origin, { isVerified: false }))).status).toBe(400);
  expect((await ask('POST', accountRoutes.beginPasskey.path, { password }, lan.cookie, world.url)).body['code']).toBe('wrong-state');
});

test('a passkey of somebody who was disabled opens nothing', async () => {
  const { person, key } = await personWithPasskey('quang');
  const { truth, clock } = world.app.context;
  await truth.updateTable('people').set({ disabledAtMs: clock.nowMs() }).where('userId', '=', person.userId).execute();
  expect((await enter(key.get(challengeOf(await beginSignIn()), origin))).status).toBe(400);
});
