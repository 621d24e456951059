import { fileRoutes, incidentRoutes, feedRoutes, type FileRoute, type Route } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRoutes } from '../src/http/open-api.ts';
import type { Caller } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

// The auditor reads everything and changes nothing.

let world: FleetWorld;
let auditor: Caller;
beforeAll(async () => {
  world = await openFleetWorld();
  auditor = await world.server.signIn('auditor', ['auditor']);
});
afterAll(() => world.close());

const someId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';
const pathOf = (path: string) => path.replaceAll(':language', 'vi').replaceAll(':kind', 'uptime').replaceAll(/:\w+/g, someId);
async function statusOf(method: string, path: string): Promise<number> {
  const response = await fetch(`${world.server.url}${pathOf(path)}`, {
    method,
    headers: { cookie: auditor.cookie, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  await response.body?.cancel();
  return response.status;
}

/** What an auditor may not read, each with the reason. */
const closed: Readonly<Record<string, string>> = {
  [fileRoutes.getLogs.path]: 'logs of a machine are for whoever mends it; who ordered them stands in the audit',
};

test('the auditor reads whatever there is to read', async () => {
  const reads = [...allRoutes.filter(({ method }) => method === 'GET'), ...Object.values<FileRoute>(fileRoutes)];
  expect(reads.length).toBeGreaterThan(70);
  for (const { path } of reads) {
    const status = await statusOf('GET', path);
    expect([path, status === 403]).toEqual([path, path in closed]);
    expect([path, status < 500]).toEqual([path, true]);
  }
});

/** What is sent to a server with something else than GET and is open to an auditor, each with the reason. */
const open: Readonly<Record<string, string>> = {
  'POST /api/timetable': 'it looks: the question is too long for an address',
  'POST /api/timetable/days': 'it looks, as above',
  'POST /api/publications/preview': 'it looks, as above',
};
/** How one signs in and keeps the own account, and what machines send with a token of their own. */
const isOwn = ({ access }: Route) => access === 'person' || access === 'public';

test('the auditor changes nothing but the own account', async () => {
  const changing = allRoutes.filter((route) => route.method !== 'GET' && !isOwn(route));
  expect(changing.length).toBeGreaterThan(70);
  for (const { method, path } of changing) {
    const name = `${method} ${path}`;
    expect([name, (await statusOf(method, path)) === 403]).toEqual([name, !(name in open)]);
  }
  const known = new Set(changing.map(({ method, path }) => `${method} ${path}`));
  expect(Object.keys(open).filter((name) => !known.has(name))).toEqual([]);
});

test('what is a secret in what the auditor reads stays one', async () => {
  const { chief } = world;
  const { id: routeId } = await chief.call(incidentRoutes.createNotificationRoute, {
    body: {
      ...{ name: 'Duty', language: 'en', siteIds: [], kinds: [], hours: [], isOn: true },
      channel: { kind: 'webhook', url: 'https://hooks.example/services/T0/key' },
    },
  });
  const { source } = await chief.call(feedRoutes.createFeedSource, {
    body: {
      ...{ name: 'Rates', siteId: null, columns: [{ key: 'rate', type: 'number', from: 'rate' }] },
      intake: { kind: 'json', url: 'https://rates.example/v1?key=secret', everyS: 600, rowsPath: '' },
    },
  });
  const urlsFor = async (caller: Caller) => {
    const { routes } = await caller.call(incidentRoutes.listNotificationRoutes, {});
    const channel = routes.find(({ id }) => id === routeId)?.channel;
    const { intake } = await caller.call(feedRoutes.getFeedDefinition, { params: { sourceId: source.id } });
    return [channel?.kind === 'webhook' ? channel.url : null, intake.kind === 'json' ? intake.url : null];
  };
  expect(await urlsFor(chief)).toEqual(['https://hooks.example/services/T0/key', 'https://rates.example/v1?key=secret']);
  expect(await urlsFor(auditor)).toEqual(['https://hooks.example/***', 'https://rates.example/***']);
});
