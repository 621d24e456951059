import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publicLookup } from '@gatecast/public-address';
import { guardedProxy, type GuardedProxy } from '../src/shells/live/guarded-proxy.ts';
import { liveAllowance, type LiveAllowance } from '../src/shells/live/live-allowance.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatecast-proxy-'));
let isSafeMode = false;
let allowance: LiveAllowance;
let proxy: GuardedProxy;
let near = '';
let asked: string[] = [];
const other = createServer((incoming, response) => {
  asked.push(`${incoming.method} ${incoming.url}`);
  response.end('told');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  near = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  allowance = liveAllowance(folder, () => isSafeMode);
  proxy = await guardedProxy(allowance);
});
beforeEach(() => {
  isSafeMode = false;
  asked = [];
});
afterAll(async () => {
  await proxy.close();
  other.closeAllConnections();
  other.close();
  rmSync(folder, { recursive: true });
});

function hand(release: unknown): void {
  writeFileSync(join(folder, 'next'), JSON.stringify({ version: 1, part: 'release', release }));
  renameSync(join(folder, 'next'), join(folder, 'release.json'));
}
/** What the proxy says to a browser that wants a tunnel, and what comes through it. */
function tunnel(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1', () =>
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`),
    );
    let said = '';
    socket.on('data', (data) => {
      said += data.toString();
      if (/^HTTP\/1.1 200 [^\n]*\r\n\r\n$/.test(said)) socket.write('GET /through HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    });
    socket.on('close', () => resolve(`${said.slice(9, 12)} ${said.endsWith('told') || said.includes('told') ? 'told' : 'nothing'}`));
    socket.on('error', reject);
  });
}
function plain(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(proxy.url);
    request({ port, path: address, headers: { host: 'x' } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('without a handover nothing is reached', async () => {
  expect([await tunnel(near), await plain(`http://${near}/`), asked]).toEqual(['403 nothing', 403, []]);
});

test('allowed hosts are reached at exactly their port, and the allowance follows the release that plays', async () => {
  hand({ number: 1, liveHosts: [near] });
  const [address = '', port = ''] = near.split(':');
  expect([await tunnel(near), await plain(`http://${near}/page`), asked]).toEqual(['200 told', 200, ['GET /through', 'GET /page']]);
  expect([
    await tunnel(`${address}:${Number(port) === 443 ? 444 : 443}`),
    await tunnel(`127.0.0.2:${port}`),
    await tunnel(`localhost:${port}`),
    await plain(`http://127.0.0.2:${port}/`),
    await plain('/path'),
    await plain(`ftp://${near}/`),
  ]).toEqual(['403 nothing', '403 nothing', '403 nothing', 403, 403, 403]);
  hand({ number: 2 });
  expect(await tunnel(near)).toBe('403 nothing');
  hand({ number: 3, liveHosts: ['*', near] });
  expect(await tunnel(near)).toBe('403 nothing');
});

test('nothing is reached in safe mode', async () => {
  hand({ number: 4, liveHosts: [near] });
  isSafeMode = true;
  expect([await tunnel(near), allowance.allowsUrl(`http://${near}/`)]).toEqual(['403 nothing', false]);
});

test('http is for this machine only, and a live URL names an allowed host and nobody in its front', () => {
  hand({ number: 5, liveHosts: ['www.example.org', 'board.example.org:8443', near] });
  const urls = [
    'https://www.example.org/board',
    'https://www.example.org:443/',
    'https://board.example.org:8443/a?b#c',
    `http://${near}/`,
    'http://www.example.org/',
    'https://example.org/',
    'https://www.example.org.evil.test/',
    'https://www.example.org@evil.test/',
    'https://evil.test#www.example.org',
    'https://board.example.org/',
    'javascript:alert(1)',
  ];
  expect(urls.filter(allowance.allowsUrl)).toEqual(urls.slice(0, 4));
});

test('a name that leads into this machine leads nowhere', async () => {
  const answer = await new Promise((resolve) => publicLookup('localhost', {}, (error, address) => resolve([error?.code, address])));
  expect(answer).toEqual(['EACCES', []]);
});
