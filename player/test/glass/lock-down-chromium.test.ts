import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '@gatecast/media-tools';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { kioskBrowser } from '../../src/shells/chromium/kiosk-browser.ts';
import { loopbackServer, type LoopbackServer } from '../../src/shells/chromium/loopback-server.ts';
import { contentPolicyOf } from '../../src/shells/content-policy.ts';
import { guardedProxy } from '../../src/shells/live/guarded-proxy.ts';
import { liveAllowance } from '../../src/shells/live/live-allowance.ts';
import { listedItems } from '../support/lock-down-page.ts';
import { beneath, listening } from '../support/processes.ts';

// The real browser as the shell drives it, before the shell's own server; on the page stands a script that runs what the test asks over
// the bridge, as the shell leaves no other way in.

const script = `
const bridge = new WebSocket('ws://' + location.host + '/bridge');
bridge.onmessage = async ({ data }) => {
  const { id, name } = JSON.parse(data);
  let value;
  try { value = await window.asked[name](); } catch (error) { value = error.name; }
  bridge.send(JSON.stringify({ id, value: value ?? null }));
};
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const elsewhere = () => fetch('/elsewhere.json').then((answer) => answer.json());
window.asked = {
  policy: () => fetch('/').then((answer) => answer.headers.get('content-security-policy')),
  eval: () => eval('1'),
  cookie: () => document.cookie,
  fetch: async () => (await fetch((await elsewhere()) + '/fetched', { mode: 'no-cors' })).type,
  name: async () => (await fetch('http://localhost:' + new URL(await elsewhere()).port + '/by-name', { mode: 'no-cors' })).type,
  image: async () => { const image = new Image(); image.src = (await elsewhere()) + '/image.png'; await wait(300); return image.naturalWidth; },
  open: async () => window.open((await elsewhere()) + '/opened') === null,
  paths: () => Promise.all(['/../identity.json', '/..%2fidentity.json', '/%2e%2e/identity.json', '/..%5cidentity.json', '/media/../identity.json'].map((path) => fetch(path).then(({ status }) => status))),
  permissions: () => Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi'].map(async (name) => (await navigator.permissions.query({ name })).state)),
  start: () => fetch('/start?token=guess').then(({ status }) => status),
  leave: async () => { setTimeout(() => { location.href = 'about:blank'; }, 50); return 'leaving'; },
};
`;

let folder: string;
let server: LoopbackServer;
let elsewhere: string;
let startUrl = '';
const asked: string[] = [];
const ends: (() => unknown)[] = [];
let bridge: { readonly ask: (name: string) => Promise<unknown>; readonly count: () => number };

/** The browser's main process. */
function browserProcess() {
  const found = beneath(process.pid).find(({ arguments: given }) => given.some((one) => one.startsWith(`--user-data-dir=${folder}`)));
  if (found === undefined) throw new Error('there is no browser');
  return found;
}
function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('upgrade', () => resolve(101))
      .on('error', reject)
      .end();
  });
}

const checks: Readonly<Record<string, () => Promise<void>>> = {
  'no debugging port'() {
    const { pid, arguments: given } = browserProcess();
    expect(given.filter((one) => one.startsWith('--remote-debugging'))).toEqual(['--remote-debugging-pipe']);
    expect(listening([pid, ...beneath(pid).map((one) => one.pid)])).toEqual([]);
    return Promise.resolve();
  },
  flags() {
    const names = new Set(browserProcess().arguments.map((one) => one.split('=')[0]));
    const weak = [
      '--disable-web-security',
      '--allow-running-insecure-content',
      '--disable-popup-blocking',
      '--enable-automation',
      '--disable-site-isolation-trials',
      '--enable-blink-features',
      '--allow-file-access-from-files',
    ];
    expect(weak.filter((name) => names.has(name))).toEqual([]);
    // Chromium's sandbox refuses root, and only root does without it
    expect(names.has('--no-sandbox')).toBe(process.getuid?.() === 0);
    return Promise.resolve();
  },
  async 'content policy'() {
    expect(await bridge.ask('policy')).toBe(contentPolicyOf(server.origin));
    expect(await bridge.ask('eval')).toBe('EvalError');
  },
  async 'nothing from elsewhere'() {
    expect([await bridge.ask('fetch'), await bridge.ask('name'), await bridge.ask('image'), asked]).toEqual([
      'TypeError',
      'TypeError',
      0,
      [],
    ]);
  },
  async 'loopback only'() {
    const { hostname, port } = new URL(server.origin);
    expect(hostname).toBe('127.0.0.1');
    expect(listening([process.pid]).filter((one) => one.endsWith(`:${port}`))).toEqual([`127.0.0.1:${port}`]);
    return Promise.resolve();
  },
  async 'exact Host'() {
    const { port } = new URL(server.origin);
    expect(await Promise.all([`localhost:${port}`, '127.0.0.1', 'evil.example'].map((host) => statusOf('/', { host })))).toEqual([
      421, 421, 421,
    ]);
  },
  async 'exact Origin'() {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const cookie = 'gatecast=guess';
    const origins = ['http://evil.example', server.origin.replace('127.0.0.1', 'localhost'), server.origin];
    expect(await Promise.all(origins.map((origin) => statusOf('/bridge', { ...upgrade, origin, cookie })))).toEqual([403, 403, 403]);
  },
  async 'a token works once'() {
    expect(await statusOf(startUrl.slice(server.origin.length), {})).toBe(403);
    expect(await statusOf('/', {})).toBe(403);
    expect(await bridge.ask('start')).toBe(403);
  },
  async 'the cookie is not the page’s'() {
    expect(await bridge.ask('cookie')).toBe('');
  },
  async 'no path leads out'() {
    expect(await bridge.ask('paths')).toEqual([404, 404, 404, 404, 404]);
  },
  async permissions() {
    expect(await bridge.ask('permissions')).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
  },
  async 'no new windows'() {
    expect(await bridge.ask('open')).toBe(true);
    expect(asked).toEqual([]);
  },
  'no keys that lead away'() {
    // pressed on a keyboard in kiosk-exit.test.ts; the page under test here is not the stage's
    expect(readFileSync(new URL('../../src/stage/main.ts', import.meta.url), 'utf8')).toContain('holdKeys(window);');
    return Promise.resolve();
  },
  async 'a page that leads away comes back'() {
    const before = bridge.count();
    expect(await bridge.ask('leave')).toBe('leaving');
    await expect.poll(() => bridge.count()).toBe(before + 1);
    expect(await bridge.ask('policy')).toBe(contentPolicyOf(server.origin));
  },
};

test('the page lists every item of the Chromium shell that is checked, and no other', () => {
  expect(listedItems('Chromium')).toEqual(Object.keys(checks));
});

describe('the Chromium window', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatecast-lock-'));
    const places = { stageFolder: join(folder, 'stage'), mediaFolder: join(folder, 'media'), handoverFolder: join(folder, 'handover') };
    mkdirSync(places.stageFolder);
    const http = createServer((asking, response) => {
      asked.push(asking.url ?? '');
      response.end('elsewhere');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    ends.push(() => http.close());
    elsewhere = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    writeFileSync(join(folder, 'identity.json'), 'secret');
    writeFileSync(join(places.stageFolder, 'index.html'), '<!doctype html><script src="ask.js"></script>');
    writeFileSync(join(places.stageFolder, 'ask.js'), script);
    writeFileSync(join(places.stageFolder, 'elsewhere.json'), JSON.stringify(elsewhere));
    const sockets: { readonly send: (text: string) => void }[] = [];
    const waiting = new Map<number, (value: unknown) => void>();
    server = await loopbackServer(
      places,
      (socket) => {
        sockets.push(socket);
        socket.on('message', (data: Buffer) => {
          const { id, value } = JSON.parse(data.toString()) as { readonly id: number; readonly value: unknown };
          waiting.get(id)?.(value);
        });
      },
      () => true,
      { mode: () => 'plan', onBeat: () => true, livePulses: { feel: () => Promise.resolve('lives'), ended: () => 0 } },
    );
    ends.push(() => server.close());
    let lastId = 0;
    bridge = {
      count: () => sockets.length,
      ask: (name) =>
        new Promise((resolve) => {
          waiting.set(++lastId, resolve);
          sockets.at(-1)?.send(JSON.stringify({ id: lastId, name }));
        }),
    };
    const chromium = findChromium();
    if (chromium.kind === 'missing') throw new Error(`these tests need Chromium: ${chromium.hint}`);
    const proxy = await guardedProxy(liveAllowance(places.handoverFolder, () => false));
    ends.push(() => proxy.close());
    const browser = kioskBrowser({
      executable: chromium.path,
      profileFolder: join(folder, 'chromium'),
      display: { kind: 'headless' },
      size: { widthPx: 1280, heightPx: 720 },
      isSandboxed: process.getuid?.() !== 0,
      origin: server.origin,
      proxyUrl: proxy.url,
      startUrl: () => (startUrl = server.startUrl()),
      isBridged: () => true,
      canBridge: () => true,
      begun: Promise.resolve(),
      onStageFailed: (symptom, detail) => browser.reload(`${symptom} ${detail}`, 'load'),
      onStageLoading: () => undefined,
      onGpuGone: () => undefined,
    });
    ends.push(() => browser.stop());
    await vi.waitFor(() => expect(bridge.count()).toBe(1), { timeout: 30_000 });
  });
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  test.each(Object.entries(checks))('%s', async (_name, check) => {
    await check();
  });
});
