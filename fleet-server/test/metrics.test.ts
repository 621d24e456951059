import { networkInterfaces } from 'node:os';
import { problemSchema } from '@gatecast/protocol';
import { afterEach, expect, test } from 'vitest';
import { openContentWorld, type ContentWorld } from './content-world.ts';

// The metrics tell nothing about people, but how loaded a server is and what it refuses: not for whoever knocks.

let world: ContentWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});
async function ask(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  if (!response.ok) return [response.status, problemSchema.parse(JSON.parse(text)).code];
  return [response.status, /^gatecast_connections_limit \d+$/m.test(text)];
}

test('without a token this machine reads the metrics itself, and nobody through a proxy on it', async () => {
  world = await openContentWorld({ GATECAST_TRUSTED_PROXIES: '127.0.0.1' });
  expect(await ask(world.url)).toEqual([200, true]);
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect([name, await ask(world.url, { [name]: '127.0.0.1' })]).toEqual([name, [403, 'not-permitted']]);
});

const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
test.skipIf(outside === undefined)('without a token the network reads none', async () => {
  world = await openContentWorld({ GATECAST_HOST: '0.0.0.0' });
  const { port } = new URL(world.url);
  expect(await ask(`http://127.0.0.1:${port}`)).toEqual([200, true]);
  expect(await ask(`http://${outside ?? ''}:${port}`)).toEqual([403, 'not-permitted']);
});

test('with a token whoever sends it reads the metrics, also through a proxy, and nobody else does', async () => {
  const token = 'a-token-of-prometheus';
  world = await openContentWorld({ GATECAST_METRICS_TOKEN: token, GATECAST_TRUSTED_PROXIES: '127.0.0.1' });
  const forwarded = { 'x-forwarded-for': '192.0.2.7' };
  expect(await ask(world.url, { authorization: `Bearer ${token}` })).toEqual([200, true]);
  expect(await ask(world.url, { authorization: `Bearer ${token}`, ...forwarded })).toEqual([200, true]);
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, token, `Basic ${token}`])
    expect([authorization, await ask(world.url, { authorization })]).toEqual([authorization, [401, 'not-signed-in']]);
  expect((await fetch(`${world.url}/metrics`)).headers.get('www-authenticate')).toBe('Bearer');
});
