import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { ask, askEarly, wasSignedIn } from './early.ts';
import { meQuery } from './me-query.ts';
import { alertsQuery, placesQuery, screensQuery } from './queries.ts';

const answers: Readonly<Record<string, object>> = {
  '/api/sites': { sites: [], areas: [], next: null },
  '/api/alerts': { alerts: [], next: null },
  '/api/me': { type: 'about:blank', title: '', status: 401, code: 'not-signed-in', detail: 'sign in first' },
};
const counts = { healthy: 0, impaired: 0, offline: 0, unpaired: 0, unknown: 0 };
const screens = { serverTimeMs: 1, screens: [], next: null, total: 0, counts };

function stubbedWorld() {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(answers[url] ?? screens), { status: url === '/api/me' ? 401 : 200 });
  });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

it('what is asked for early is what the wall asks for, and is not asked for again', async () => {
  const asked = stubbedWorld();
  askEarly('/');
  const early = [...asked];
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await queries.fetchQuery(meQuery);
  await queries.fetchQuery(placesQuery);
  await queries.fetchQuery(alertsQuery);
  await queries.fetchQuery(screensQuery);
  expect(early).toHaveLength(4);
  expect(asked).toEqual(early);
});

it('an early answer is given once, and never to what changes something', async () => {
  const asked = stubbedWorld();
  askEarly('/sites');
  await ask('/api/me', { method: 'DELETE' });
  await ask('/api/me');
  expect(asked).toHaveLength(3);
});

it('who was not signed in when the server was asked last is not expected', async () => {
  stubbedWorld();
  localStorage.setItem('gatecast.signed-in', 'yes');
  expect(wasSignedIn()).toBe(true);
  await new QueryClient().fetchQuery(meQuery);
  expect(wasSignedIn()).toBe(false);
});
