import { commandRoutes, fleetRoutes, problemOf } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { createApiClient } from './api-client.ts';

type Asked = { readonly url: string; readonly method: string; readonly headers: Record<string, string>; readonly body?: string };

function clientOf(status: number, text: string, asked: Asked[] = []) {
  return createApiClient({
    baseUrl: 'http://server',
    fetch: async (url, init) => {
      asked.push({ url, ...init });
      return { status, text: async () => text };
    },
    headers: () => ({ cookie: 'session=1' }),
  });
}

const screenId = '01a206b1-5d24-763f-887a-e5f1ec4aec92';
const command = {
  ...{ id: screenId, screenId, playerId: screenId, order: { name: 'reboot' }, issuedBy: 'u', state: 'queued', queuedAtMs: 1 },
  ...{ sentAtMs: null, acceptedAtMs: null, endedAtMs: null, expiresAtMs: 2, end: null, hasLogs: false },
};

test('parameters, query and body stand where the route says', async () => {
  const asked: Asked[] = [];
  const client = clientOf(200, JSON.stringify(command), asked);
  expect(await client.call(commandRoutes.commandScreen, { params: { screenId }, body: { order: { name: 'reboot' } } })).toEqual({
    kind: 'ok',
    answer: command,
  });
  await clientOf(200, '{}', asked).call(fleetRoutes.explainScreen, { params: { screenId }, query: { atMs: 5 } });
  expect(asked).toEqual([
    {
      url: `http://server/api/screens/${screenId}/commands`,
      method: 'POST',
      headers: { accept: 'application/json', cookie: 'session=1', 'content-type': 'application/json' },
      body: '{"order":{"name":"reboot"}}',
    },
    {
      url: `http://server/api/screens/${screenId}/explain?atMs=5`,
      method: 'GET',
      headers: { accept: 'application/json', cookie: 'session=1' },
    },
  ]);
});

test('a parameter cannot leave its place in the path', async () => {
  const asked: Asked[] = [];
  await clientOf(404, '{}', asked).call(fleetRoutes.getScreen, { params: { screenId: '../people?x' } });
  expect(asked[0]?.url).toBe('http://server/api/screens/..%2Fpeople%3Fx');
});

test('a problem is a value with its code and field', async () => {
  const problem = problemOf('bad-input', 'must be 8 letters', { field: 'body.code' });
  expect(await clientOf(400, JSON.stringify(problem)).call(fleetRoutes.listSites, {})).toEqual({ kind: 'problem', problem });
});

test('an answer that is not as agreed, no JSON, and no answer at all are told and never thrown', async () => {
  expect(await clientOf(200, '{"sites":1}').call(fleetRoutes.listSites, {})).toMatchObject({ kind: 'unreachable' });
  expect(await clientOf(502, '<html>').call(fleetRoutes.listSites, {})).toMatchObject({ kind: 'unreachable' });
  const dead = createApiClient({ baseUrl: '', fetch: () => Promise.reject(new Error('connection refused')) });
  expect(await dead.call(fleetRoutes.listSites, {})).toEqual({ kind: 'unreachable', detail: 'connection refused' });
});
