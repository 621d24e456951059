import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuardedFetch } from './guarded-fetch.ts';
import { isWithin } from './networks.ts';

const asked: string[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    asked.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
    if (request.url === '/away') response.writeHead(302, { location: '/elsewhere' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(1024 * 1024 + 1));
    else if (request.url === '/nothing') response.writeHead(204).end();
    else if (request.url !== '/silent') response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end('{"fine":true}');
  });
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => void (asked.length = 0));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const named = createGuardedFetch(isWithin(['127.0.0.0/8', '::1']), 10_000);
const strict = createGuardedFetch(isWithin([]), 10_000);

test('a private address is not even asked, by number or by name, in http or https, until a setting names it', async () => {
  for (const url of [
    ...[`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `http://localhost:${port}/`, `https://localhost:${port}/`],
    ...[`http://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `https://169.254.169.254/`, `http://2130706433:${port}/`],
    ...[`http://8.8.8.8:${port}/`, 'file:///etc/passwd', `https://somebody@localhost:${port}/`],
  ])
    await expect(strict(url, {}), url).rejects.toMatchObject({ code: 'EACCES' });
  expect(asked).toEqual([]);
  for (const host of ['127.0.0.1', 'localhost']) expect((await named(`http://${host}:${port}/`, {})).status).toBe(200);
  expect(asked).toEqual(['GET / ', 'GET / ']);
});

test('an answer comes as fetch gives it: status, headers that repeat, body; a redirect is not followed', async () => {
  const url = `http://127.0.0.1:${port}`;
  const answer = await named(`${url}/`, { method: 'POST', body: new URLSearchParams({ code: 'a b' }) });
  expect([answer.status, answer.headers.getSetCookie(), await answer.json()]).toEqual([200, ['a=1', 'b=2'], { fine: true }]);
  const away = await named(`${url}/away`, {});
  expect([away.status, away.headers.get('location')]).toEqual([302, '/elsewhere']);
  expect((await named(`${url}/nothing`, {})).body).toBeNull();
  expect(asked).toEqual(['POST / code=a+b', 'GET /away ', 'GET /nothing ']);
});

test('an answer that is too large, or does not come, or is not wanted any more, is an error', async () => {
  const url = `http://127.0.0.1:${port}`;
  await expect(named(`${url}/large`, {})).rejects.toMatchObject({ code: 'EMSGSIZE' });
  await expect(createGuardedFetch(isWithin(['127.0.0.1']), 50)(`${url}/silent`, {})).rejects.toThrow();
  await expect(named(`${url}/silent`, { signal: AbortSignal.abort() })).rejects.toThrow();
});
