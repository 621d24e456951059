import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openContentWorld } from './content-world.ts';

// The server as a process, under limits of a real system and with real certificates.

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
let folder: string;
const children: ChildProcess[] = [];
const sockets: Socket[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-door-'));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
  }
  await rm(folder, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string };

/** Starts a server, with at most `openFiles` file descriptors where that is said; gives its address and log. */
async function start(environment: Record<string, string>, openFiles?: number) {
  const env = { ...process.env, GATECAST_PORT: '0', GATECAST_DATA: join(folder, 'data'), ...environment };
  const child =
    openFiles === undefined
      ? spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn('sh', ['-c', `ulimit -n ${openFiles} && exec "$0" "$1"`, process.execPath, main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let log = '';
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('close', () => reject(new Error(log)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as { readonly event: string; readonly url: string };
      if (told.event === 'listening') resolve(told.url);
    });
  });
  return { child, url, log: () => log };
}
function get(url: string, options: { readonly ca?: string; readonly headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestTls : request;
    const asked = send(url, { agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on('error', reject).end();
  });
}
/** A connection that is open and says nothing. */
async function hold(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

test('at the limit of file descriptors newcomers are told to come back, those inside are served, and the server lives on', async () => {
  // the process needs some 60 for itself: 200 leave room for 104 connections
  const server = await start({ GATECAST_LOG: 'warn' }, 200);
  const inside = await hold(server.url);
  for (let n = 0; n < 103; n++) await hold(server.url);
  const refused = await get(`${server.url}/healthz`);
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': '10', 'content-type': 'application/problem+json; charset=utf-8' },
  });
  expect(JSON.parse(refused.text)).toMatchObject({ code: 'overloaded', limit: 104 });
  // far more than there are descriptors: they are dropped, and nothing falls over
  await Promise.all(Array.from({ length: 250 }, () => hold(server.url)));
  const served = new Promise<string>((resolve) => inside.once('data', (bytes) => resolve(String(bytes))));
  inside.write('GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n');
  expect(await served).toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of sockets.splice(0)) socket.destroy();
  await expect.poll(async () => (await get(`${server.url}/healthz`)).status).toBe(200);
  const { text } = await get(`${server.url}/metrics`);
  expect(text).toMatch(/gatecast_connections_limit 104/);
  expect(text).toMatch(/gatecast_connections_turned_away_total\{why="full"\} [1-9]/);
  expect(text).toMatch(/gatecast_connections_turned_away_total\{why="dropped"\} [1-9]/);
  expect(server.log()).toContain('connections are turned away');
  expect(server.child.exitCode).toBe(null);
});

test('one address and one account have so much and no more, and headers only so many bytes', async () => {
  const world = await openContentWorld({ GATECAST_CONNECTIONS_PER_ADDRESS: '3', GATECAST_REQUESTS_PER_USER: '10' });
  try {
    const { cookie } = await world.signIn('chief', ['technician']);
    const held = [await hold(world.url), await hold(world.url), await hold(world.url)];
    const refused = await get(`${world.url}/healthz`);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([429, expect.objectContaining({ code: 'too-many', limit: 3 })]);
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await get(`${world.url}/healthz`)).status).toBe(200);

    const big = await get(`${world.url}/healthz`, { headers: { 'x-big': 'x'.repeat(17 * 1_024) } });
    expect([big.status, JSON.parse(big.text).code]).toEqual([413, 'too-large']);

    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await get(`${world.url}/api/sites`, { headers: { cookie } })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    expect((await get(`${world.url}/healthz`)).status).toBe(200);
  } finally {
    await world.close();
  }
});

/** A certificate of its own authority for 127.0.0.1, for so many days; whole files that take the place of the old ones. */
async function writeCertificate(name: string, days: number): Promise<string> {
  const [cert, key] = [join(folder, 'cert.new'), join(folder, 'key.new')];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1', '-days', `${days}`];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  await rename(key, join(folder, 'key.pem'));
  await rename(cert, join(folder, 'cert.pem'));
  return execFileSync('cat', [join(folder, 'cert.pem')], { encoding: 'utf8' });
}
async function shake(url: string, options: { readonly ca: string; readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2' }): Promise<TLSSocket> {
  const socket = connectTls({ port: Number(new URL(url).port), host: '127.0.0.1', minVersion: 'TLSv1', ...options });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  return socket;
}

test('one address may have only so many handshakes of TLS under way, and what is inside is no handshake', async () => {
  const ca = await writeCertificate('first', 5);
  const environment = { GATECAST_TLS_CERT: join(folder, 'cert.pem'), GATECAST_TLS_KEY: join(folder, 'key.pem') };
  const server = await start({ ...environment, GATECAST_CONNECTIONS_PER_ADDRESS: '3' });
  const inside = await shake(server.url, { ca });
  const silent = [await hold(server.url), await hold(server.url), await hold(server.url)];
  const fourth = await hold(server.url);
  await new Promise((resolve) => fourth.once('close', resolve));
  await expect(get(`${server.url}/healthz`, { ca })).rejects.toThrow();
  const answered = new Promise<string>((resolve) => inside.once('data', (bytes) => resolve(String(bytes))));
  inside.write('GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n');
  expect(await answered).toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of silent) socket.destroy();
  await expect.poll(async () => (await get(`${server.url}/healthz`, { ca }).catch(() => null))?.status).toBe(200);
  expect(silent.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
});

test('with a certificate the server speaks TLS, promises it, warns of its end, and takes a renewed one while connections stay', async () => {
  const first = await writeCertificate('first', 5);
  const environment = { GATECAST_TLS_CERT: join(folder, 'cert.pem'), GATECAST_TLS_KEY: join(folder, 'key.pem') };
  const server = await start(environment);
  expect(server.url).toMatch(/^https:/);
  const { status, headers } = await get(`${server.url}/healthz`, { ca: first });
  expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  expect((await get(`${server.url}/metrics`, { ca: first })).text).toMatch(/gatecast_certificate_days\{[^}]*\} 4\.9/);
  await expect.poll(() => server.log()).toContain('the certificate ends soon');
  await expect(shake(server.url, { ca: first, maxVersion: 'TLSv1.1' })).rejects.toThrow();
  const kept = await shake(server.url, { ca: first, maxVersion: 'TLSv1.2' });

  // a renewal that has only come halfway is no reason to stop serving
  await writeFile(environment.GATECAST_TLS_CERT, 'half a certif');
  await expect.poll(() => server.log()).toContain('cannot be used');
  expect((await get(`${server.url}/healthz`, { ca: first })).status).toBe(200);
  const second = await writeCertificate('second', 90);
  await expect.poll(() => server.log()).toContain('the certificate was renewed');
  expect((await get(`${server.url}/metrics`, { ca: second })).text).toMatch(/gatecast_certificate_days\{[^}]*\} 89\.9/);
  const answered = new Promise<string>((resolve) => kept.once('data', (bytes) => resolve(String(bytes))));
  kept.write('GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n');
  expect(await answered).toMatch(/^HTTP\/1\.1 200 /);
}, 60_000);
