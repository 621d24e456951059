import {
  fileRoutes,
  fleetRoutes,
  operatorEventSchemas,
  problemSchema,
  reportKindSchema,
  roleSchema,
  type FileRoute,
  type Route,
} from '@gatecast/protocol';
import { permissionsOf } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRoutes } from '../src/http/open-api.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

let world: FleetWorld;
let cookies: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await openFleetWorld();
  const pairs: [string, string][] = [];
  for (const role of roleSchema.options) pairs.push([role, (await world.server.signIn(`only-${role}`, [role])).cookie]);
  cookies = new Map(pairs);
});
afterAll(async () => {
  await world.close();
});

const someId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';
function pathOf(route: Route): string {
  return route.path.replaceAll(':language', 'vi').replaceAll(/:\w+/g, someId);
}
async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.server.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined || method === 'GET' ? {} : { body }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  return { status: response.status, problem: isProblem ? problemSchema.parse(JSON.parse(text)) : null };
}

test('every route of the table is registered', () => {
  const missing = allRoutes.filter((route) => !world.server.app.http.hasRoute({ method: route.method, url: route.path }));
  expect(missing.map((route) => `${route.method} ${route.path}`)).toEqual([]);
});

/** What is served beside the table, each with the reason; whoever adds a door says so here, or in the table. */
const beside: Readonly<Record<string, string>> = {
  'GET /': 'the controller, or how it is built',
  'GET /healthz': 'for supervisors',
  'GET /metrics': 'for Prometheus, with a token or on this machine',
  'GET /api/openapi.json': 'the table itself',
  'POST /api/auth/sign-in/email': 'kept by the library of accounts; in the OpenAPI document',
  'POST /api/auth/sign-out': 'as above',
  'GET /api/auth/sso/start': 'leads a browser to the organisation’s own service',
  'GET /api/auth/sso/callback': 'and back',
};

/** Every method and path that Fastify serves, from the tree that it prints: four characters a level. */
function registered(): readonly string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of world.server.app.http.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods] = /^((?:[│ ] {3})*)[├└]── (\S+)(?: \(([^)]+)\))?/.exec(line) ?? [];
    if (part === '') continue;
    above.splice(indent.length / 4, above.length, part);
    // files of the controller and of bundles, which end in whatever follows
    if (methods === undefined || part === '*') continue;
    found.push(
      ...methods
        .split(', ')
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${above.join('')}`),
    );
  }
  return found;
}

test('every route that is registered stands in the table, or is known to stand beside it', () => {
  const shapeOf = (name: string) => name.replaceAll(/:\w+/g, ':');
  const files = Object.values<FileRoute>(fileRoutes).map(({ path }) => `GET ${path}`);
  const kinds = reportKindSchema.options.flatMap((kind) => files.map((file) => file.replace(':kind', kind)));
  const table = [...allRoutes.map(({ method, path }) => `${method} ${path}`), ...files, ...kinds, ...Object.keys(beside)];
  const known = new Set(table.map(shapeOf));
  const served = registered();
  expect(served.length).toBeGreaterThan(150);
  expect(served.filter((name) => !known.has(shapeOf(name)))).toEqual([]);
  expect(Object.keys(beside).filter((name) => !served.includes(name) && !name.includes('/sso/'))).toEqual([]);
});

test('every route that is not public refuses strangers, before it looks at what they send', async () => {
  for (const route of allRoutes) {
    if (route.access === 'public') continue;
    const { status, problem } = await send(route.method, pathOf(route), '{"__proto__":1}');
    // a body that is refused by itself may be refused first
    expect([route.path, status, problem?.code]).toEqual([route.path, 401, 'not-signed-in']);
  }
});

test('every route refuses each role that lacks its permission', async () => {
  for (const route of allRoutes) {
    const { access } = route;
    if (access === 'public' || access === 'session' || access === 'person') continue;
    for (const role of roleSchema.options) {
      if (permissionsOf([role]).includes(access)) continue;
      const { status, problem } = await send(route.method, pathOf(route), '{}', { cookie: cookies.get(role) ?? '' });
      expect([route.path, role, status, problem?.code]).toEqual([route.path, role, 403, 'not-permitted']);
    }
  }
});

test('a state-changing request from a strange page is refused although the cookie is there', async () => {
  const headers = { cookie: world.chief.cookie, origin: 'http://elsewhere.example' };
  const { status, problem } = await send('POST', fleetRoutes.createSite.path, '{}', headers);
  expect([status, problem?.code]).toEqual([403, 'not-permitted']);
});

const garbage: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '12',
  '{}',
  '{"unknown":true}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
  JSON.stringify({ name: 'x'.repeat(100_000), names: { en: '\u0000' }, siteId: 'no', code: '!', durationMs: 1e308 }),
  JSON.stringify({ names: { '': '' }, languages: Array.from({ length: 500 }, () => 'vi'), texts: [], targets: null, slots: {} }),
];

test('whatever is sent to a route is answered with a problem that names the field, and never with a failure of ours', async () => {
  for (const route of allRoutes) {
    if (route.body === undefined) continue;
    await Promise.all(
      garbage.map(async (body) => {
        const { status, problem } = await send(route.method, pathOf(route), body, { cookie: world.chief.cookie });
        const what = `${route.method} ${route.path} ${body.slice(0, 40)}`;
        // a route without required fields takes {} and then finds that the thing is not there, or does it
        if (status < 400) return expect([what, body]).toEqual([what, '{}']);
        expect([what, status >= 500, problem === null]).toEqual([what, false, false]);
        if (problem?.code === 'bad-input') expect([what, problem.field?.startsWith('body')]).toEqual([what, true]);
      }),
    );
  }
});

test('wrong parameters, paths, methods, sizes and content types are problems too', async () => {
  const cookie = { cookie: world.chief.cookie };
  const cases: readonly (readonly [string, string, string | undefined, Record<string, string>, number])[] = [
    ['GET', '/api/screens/not-an-id', undefined, cookie, 400],
    ['GET', '/api/screens?siteId=no', undefined, cookie, 400],
    ['GET', '/api/screens?unknown=1', undefined, cookie, 400],
    ['GET', '/api/%zz', undefined, cookie, 400],
    ['GET', '/api/nothing', undefined, cookie, 404],
    ['PATCH', '/api/sites', '{}', cookie, 404],
    ['POST', '/api/sites', 'x'.repeat(1_100_000), cookie, 413],
    ['POST', '/api/sites', 'x', { ...cookie, 'content-type': 'text/xml' }, 400],
    ['GET', `/api/screens/${'a'.repeat(4_000)}`, undefined, cookie, 400],
    ['POST', '/api/auth/sign-in/email', '{"email":1}', {}, 400],
  ];
  const answers: unknown[] = [];
  for (const [method, path, body, headers] of cases) answers.push((await send(method, path, body, headers)).status);
  expect(answers).toEqual(cases.map(([, , , , status]) => status));
});

test('the OpenAPI document holds every route of the table', async () => {
  const response = await fetch(`${world.server.url}/api/openapi.json`);
  const document = (await response.json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: object };
  };
  const missing = allRoutes.filter(({ path, method }) => {
    return document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] === undefined;
  });
  expect([document.openapi, missing]).toEqual(['3.1.0', []]);
  const files = document.paths['/api/screens/{screenId}/plays.csv']?.['get'] as { parameters: { name: string }[] };
  expect(files.parameters.map(({ name }) => name)).toEqual(['screenId', 'fromMs', 'untilMs', 'itemId', 'entryId', 'ended']);
  const schemas = Object.keys(document.components.schemas);
  expect(schemas.filter((name) => name.startsWith('Live'))).toHaveLength(Object.keys(operatorEventSchemas).length);
});
