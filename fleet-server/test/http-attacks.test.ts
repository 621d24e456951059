import { alertRoutes, fleetRoutes } from '@gatecast/protocol';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let chief: Caller;
let pages: string;
beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'gatecast-pages-'));
  await mkdir(join(pages, 'dist', 'assets'), { recursive: true });
  await writeFile(join(pages, 'dist', 'index.html'), '<!doctype html><title>Controller</title>');
  await writeFile(join(pages, 'dist', 'assets', 'a-1234.js'), 'export {};');
  await writeFile(join(pages, 'secret.txt'), 'the secret beside the folder');
  world = await openContentWorld({ GATECAST_CONTROLLER: join(pages, 'dist') });
  chief = await world.signIn('chief', ['technician', 'emergency-issuer']);
});
afterAll(async () => {
  await world.close();
  await rm(pages, { recursive: true, force: true });
});

/** A request as it is written, as fetch would tidy its path. */
function raw(path: string, headers: readonly string[] = []): Promise<string> {
  const { port, hostname } = new URL(world.url);
  return new Promise((resolve, reject) => {
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Connection: close', ...headers, '', ''];
    const socket = connect(Number(port), hostname, () => socket.write(lines.join('\r\n')));
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => (heard += piece));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

test('no path leads out of the folders that are served', async () => {
  const climbs = ['../', '..%2f', '%2e%2e/', '..%5c', '%2e%2e%2f', '..%252f', '....//', '..;/', '%c0%ae%c0%ae/', '\\..\\'];
  const targets = climbs.flatMap((climb) => [
    `/${climb.repeat(1)}secret.txt`,
    `/assets/${climb.repeat(2)}secret.txt`,
    `/media/${climb.repeat(2)}truth.sqlite`,
    `/media/${climb.repeat(2)}keys/root.json`,
    `/objects/${climb.repeat(2)}keys/root.json`,
    `/api/screens/${climb.repeat(3)}keys/root.json/screenshot`,
  ]);
  for (const path of [...targets, '/assets/%00', '/assets/a-1234.js%00.html', '//etc/passwd', '/media/', '/objects/', '/assets/']) {
    const answer = await raw(path, [`Cookie: ${chief.cookie}`]);
    const status = Number(answer.slice(9, 12));
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    expect(answer).not.toMatch(/the secret beside|SQLite format|"seed"|root:x:0/);
  }
});

test('pages and answers carry the headers that keep them from being framed, sniffed or filled by others', async () => {
  const page = await fetch(`${world.url}/`, { headers: { accept: 'text/html' } });
  const csp = page.headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ])
    expect(csp).toContain(part);
  expect(csp).not.toMatch(/script-src[^;]*unsafe|ws:/);
  const api = await fetch(`${world.url}${fleetRoutes.listSites.path}`, { headers: { cookie: chief.cookie } });
  for (const { headers } of [page, api]) {
    expect([headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('referrer-policy')]).toEqual([
      'nosniff',
      'DENY',
      'no-referrer',
    ]);
    expect(headers.get('x-powered-by')).toBe(null);
    expect(headers.get('access-control-allow-origin')).toBe(null);
  }
  expect(api.headers.get('cache-control')).toBe('no-store');
});

test('a failure of ours is told without stack, path or statement', async () => {
  await world.app.context.truth.schema.alterTable('alerts').renameTo('alerts_elsewhere').execute();
  const response = await fetch(`${world.url}${alertRoutes.listAlerts.path}`, { headers: { cookie: chief.cookie } });
  const text = await response.text();
  await world.app.context.truth.schema.alterTable('alerts_elsewhere').renameTo('alerts').execute();
  expect([response.status, Object.keys(JSON.parse(text) as object).sort()]).toEqual([
    500,
    ['code', 'detail', 'requestId', 'status', 'title', 'type'],
  ]);
  expect(text).not.toMatch(/alerts_elsewhere|no such table|node_modules|\.ts|select/i);
});

test('a page of another site, of another port, or of none that will say so, changes nothing', async () => {
  const { port, host } = new URL(world.url);
  const strange = [
    { origin: `http://elsewhere.example:${port}` },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { origin: '' },
    { origin: `http://${host}.elsewhere.example` },
    { origin: `http://${host}@elsewhere.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of strange) {
    for (const path of [fleetRoutes.createSite.path, '/api/auth/sign-in/email', '/api/auth/sign-out', '/api/setup']) {
      const response = await world.app.http.inject({
        method: 'POST',
        url: path,
        headers: { host, cookie: chief.cookie, 'content-type': 'text/plain', ...headers },
        payload: '{}',
      });
      expect([path, headers, response.statusCode]).toEqual([path, headers, 403]);
    }
  }
});

test('names that come with a file are names, and nothing else', async () => {
  const form = new FormData();
  form.set('file', new File(['not a picture'], '../../keys/root.json\r\nSet-Cookie: a=b'));
  const auditor = await world.signIn('auditor', ['auditor']);
  const response = await fetch(`${world.url}/api/media`, { method: 'POST', headers: { cookie: auditor.cookie }, body: form });
  expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
  const editor = await world.signIn('editor', ['editor']);
  const judged = await fetch(`${world.url}/api/media`, { method: 'POST', headers: { cookie: editor.cookie }, body: form });
  expect([judged.status, judged.headers.get('set-cookie')]).toEqual([422, null]);
  expect(await judged.text()).not.toContain(world.folder);
});
