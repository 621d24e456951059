import { accountKeepingRoutes, accountRoutes, auditRoutes, peopleRoutes, roleSchema } from '@gatecast/protocol';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';

// a real OpenID provider, whose own development pages let anybody in under any name: the name is the account
const callback = 'http://gatecast.localhost/api/auth/sso/callback';
let world: ContentWorld;
let service: Server;
let chief: Caller;
const claims = new Map<string, { readonly email: string; readonly email_verified: boolean }>();
beforeAll(async () => {
  service = createServer();
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'gatecast', client_secret: 'a secret of this test', redirect_uris: [callback] }],
    claims: { email: ['email', 'email_verified'], openid: ['sub'], profile: ['name'] },
    // as most services do: the claims stand in the token
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...claims.get(sub) }) }),
    cookies: { keys: ['of this test'] },
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  service.on('request', (request, response) => void answer(request, response));
  world = await openContentWorld({
    ...{ GATECAST_OIDC_ISSUER: issuer, GATECAST_OIDC_CLIENT_ID: 'gatecast', GATECAST_OIDC_CLIENT_SECRET: 'a secret of this test' },
    ...{ GATECAST_OIDC_NAME: 'Cổng nhân viên', GATECAST_PUBLIC_URL: 'http://gatecast.localhost' },
    GATECAST_SERVICE_NETWORKS: '127.0.0.1',
  });
  chief = await world.signIn('chief', roleSchema.options);
});
afterAll(async () => {
  await world.close();
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

/** A browser's cookies, by host. */
function browser() {
  const jar = new Map<string, Map<string, string>>();
  async function visit(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const own = jar.get(host) ?? jar.set(host, new Map()).get(host);
    const cookie = [...(own ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const real = url.replace('http://gatecast.localhost', world.url);
    const response = await fetch(real, { ...init, redirect: 'manual', headers: { ...(init.headers as object), cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) own?.delete(name);
      else own?.set(name, value);
    }
    return response;
  }
  /** Follows redirects, fills in the service's forms, and stops before the callback or on a page of Gatecast. */
  async function signInAs(account: string, to = '/fleet'): Promise<string> {
    let url = `http://gatecast.localhost/api/auth/sso/start?to=${encodeURIComponent(to)}`;
    for (let step = 0; step < 20; step += 1) {
      if (url.startsWith(callback) || url.startsWith('http://gatecast.localhost/sign-in')) return url;
      const response = await visit(url);
      const location = response.headers.get('location');
      if (location !== null) {
        url = new URL(location, url).href;
        continue;
      }
      const page = await response.text();
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
      const body = new URLSearchParams({ prompt, login: account, password: 'any' });
      const answered = await visit(new URL(action, url).href, { method: 'POST', body });
      url = new URL(answered.headers.get('location') ?? '', url).href;
    }
    throw new Error(`the service leads nowhere: ${url}`);
  }
  const land = async (url: string) => (await visit(url)).headers.get('location') ?? '';
  const me = async (): Promise<unknown> =>
    ((await (await visit(`http://gatecast.localhost${peopleRoutes.getMe.path}`)).json()) as { name?: string }).name;
  return { signInAs, land, me, visit };
}

test('the sign-in page knows what the service is called', async () => {
  expect(await (await fetch(`${world.url}${accountRoutes.getSignInWays.path}`)).json()).toEqual({
    singleSignOn: 'Cổng nhân viên',
    canMail: false,
    isTraining: false,
    otherServerUrl: null,
  });
});

test('somebody with an account enters by it, is tied to it, and stays so when the address at the service changes', async () => {
  const lan = await world.signIn('lan', ['clerk']);
  claims.set('employee-7', { email: 'Lan@gatecast.test', email_verified: true });
  const first = browser();
  expect(await first.land(await first.signInAs('employee-7'))).toBe('/fleet');
  expect(await first.me()).toBe('lan');
  claims.set('employee-7', { email: 'married@gatecast.test', email_verified: true });
  const later = browser();
  await later.land(await later.signInAs('employee-7'));
  expect(await later.me()).toBe('lan');
  expect((await lan.call(accountRoutes.getAccount, {})).hasSingleSignOn).toBe(true);
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { actor: lan.userId } });
  expect(rows.map(({ action }) => action)).toEqual(['single-sign-on-tied']);
  // an address that somebody else has at the service now does not bring the account with it
  claims.set('employee-8', { email: 'lan@gatecast.test', email_verified: true });
  const heir = browser();
  expect(await heir.land(await heir.signInAs('employee-8'))).toBe('/sign-in?failure=unknown');
  expect(await heir.me()).toBeUndefined();
});

test('nobody enters who has no account here, whose address is not verified, or who was disabled', async () => {
  const minh = await world.signIn('minh', ['clerk']);
  claims.set('stranger', { email: 'stranger@gatecast.test', email_verified: true });
  claims.set('unverified', { email: 'minh@gatecast.test', email_verified: false });
  for (const account of ['stranger', 'unverified', 'nothing-told']) {
    const one = browser();
    expect([await one.land(await one.signInAs(account)), await one.me()]).toEqual(['/sign-in?failure=unknown', undefined]);
  }
  const { truth, clock } = world.app.context;
  await truth.updateTable('people').set({ disabledAtMs: clock.nowMs() }).where('userId', '=', minh.userId).execute();
  claims.set('disabled', { email: 'minh@gatecast.test', email_verified: true });
  const gone = browser();
  expect(await gone.land(await gone.signInAs('disabled'))).toBe('/sign-in?failure=unknown');
});

test('whoever is invited with the address that they have at the service enters by it, once, with the roles of the invitation', async () => {
  const body = { email: 'Thao@gatecast.test', name: '', grants: [{ role: 'auditor' as const }], lifeMs: 3_600_000 };
  const { token } = await chief.call(accountKeepingRoutes.invite, { body });
  claims.set('thao-unverified', { email: 'thao@gatecast.test', email_verified: false });
  const early = browser();
  expect(await early.land(await early.signInAs('thao-unverified'))).toBe('/sign-in?failure=unknown');
  claims.set('thao', { email: 'thao@gatecast.test', email_verified: true });
  const own = browser();
  expect(await own.land(await own.signInAs('thao'))).toBe('/fleet');
  expect(await own.me()).toBe('thao@gatecast.test');
  const { people } = await chief.call(peopleRoutes.listPeople, { query: { search: 'thao' } });
  const { id: userId = '', roles, grants } = people[0] ?? {};
  expect([roles, grants]).toMatchObject([['auditor'], [{ role: 'auditor', siteId: null }]]);
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { actor: userId } });
  expect(rows.map(({ action }) => action)).toEqual(['single-sign-on-tied', 'invitation-accepted']);
  // the link of the invitation is worth nothing any more, and the account has no password
  const headers = { 'content-type': 'application/json' };
  const opened = await fetch(`${world.url}${accountRoutes.readInvitation.path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  expect(opened.status).toBe(400);
  expect(await world.app.context.signIn.checkPassword(userId, '')).toBe('wrong');
});

test('what was begun in one browser is not ended in another, nor twice, nor by a state made up', async () => {
  await world.signIn('hoa', ['clerk']);
  claims.set('employee-9', { email: 'hoa@gatecast.test', email_verified: true });
  const own = browser();
  const back = await own.signInAs('employee-9');
  const other = browser();
  await other.visit('http://gatecast.localhost/api/auth/sso/start');
  expect([await other.land(back), await other.me()]).toEqual(['/sign-in?failure=refused', undefined]);
  expect(await own.land(`${callback}?code=guess&state=guess`)).toBe('/sign-in?failure=refused');
  const again = browser();
  const once = await again.signInAs('employee-9');
  expect([await again.land(once), await again.land(once)]).toEqual(['/fleet', '/sign-in?failure=refused']);
});

test('it leads to this server’s own pages and nowhere else', async () => {
  for (const to of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
    const one = browser();
    expect(await one.land(await one.signInAs('employee-9', to))).toBe('/');
  }
});

test('a sign-in service that names a token address in a network which nobody allowed is not believed: nothing is asked there', async () => {
  const within: string[] = [];
  const inside = createServer((request, response) => {
    within.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  // 127.0.0.2 is this machine too, and no setting names it
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.2', resolve));
  const innards = `http://127.0.0.2:${(inside.address() as AddressInfo).port}`;
  const liar = createServer((_request, response) => {
    const issuer = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
    const told = { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${innards}/token`, jwks_uri: `${innards}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(told));
  });
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
  const other = await openContentWorld({
    ...{ GATECAST_OIDC_ISSUER: `http://127.0.0.1:${(liar.address() as AddressInfo).port}`, GATECAST_OIDC_CLIENT_ID: 'gatecast' },
    ...{ GATECAST_OIDC_CLIENT_SECRET: 'a secret of this test', GATECAST_PUBLIC_URL: 'http://gatecast.localhost' },
    GATECAST_SERVICE_NETWORKS: '127.0.0.1',
  });
  try {
    const begun = await fetch(`${other.url}/api/auth/sso/start`, { redirect: 'manual' });
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const back = `${other.url}/api/auth/sso/callback?code=anything&state=${encodeURIComponent(state)}`;
    const ended = await fetch(back, { redirect: 'manual', headers: { cookie } });
    expect([ended.headers.get('location'), within]).toEqual(['/sign-in?failure=refused', []]);
  } finally {
    await other.close();
    for (const server of [inside, liar]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
});
