import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payloadTypes } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freezingProxy } from './support/freezing-proxy.ts';
import { insideAgent, type InsideAgent } from './support/inside-agent.ts';
import type { Answering } from './support/lying-origin.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// A player that shows a release, and a network or a server that is not what it should be: the release stays on the glass, and the next one
// comes when it can. What a server may lie about within a release is in agent.test.ts, what an origin of media may in downloads.test.ts.

const nowhere = 'http://127.0.0.1:9/';
let root: string;
let server: TestServer;
/** The folder of the player as it was with its release. */
let grown: string;
const number = 100;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gatecast-network-'));
  grown = join(root, 'grown');
  server = await testServer();
  const agent = await insideAgent(server.url, grown);
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(release(number), number);
  await comes(agent, number);
  await agent.agent.stop();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const shown = ({ handed }: InsideAgent) => handed().release.release?.number ?? 0;
const release = (of: number, media: readonly { readonly bytes: Buffer; readonly mime: 'video/mp4' }[] = []) =>
  makeRelease(of, { notices: [`Cổng ${of}`], media }, server.assembly);
const comes = (agent: InsideAgent, wanted: number) =>
  vi.waitFor(() => expect(shown(agent)).toBe(wanted), { timeout: 15_000, interval: 10 });
/** The player at an address, in a folder of its own. */
async function playerAt(serverUrl: string): Promise<InsideAgent> {
  const folder = mkdtempSync(join(root, 'player-'));
  cpSync(grown, folder, { recursive: true });
  return await insideAgent(serverUrl, folder);
}
/** A server that knows the player. */
async function serverAgain(options: Parameters<typeof testServer>[0] = {}): Promise<TestServer> {
  const made = await testServer({ ...options, assembly: server.assembly });
  made.knows(server.playerKey() ?? { keyId: '', publicKey: '' });
  return made;
}
async function connected(): Promise<{ readonly to: TestServer; readonly agent: InsideAgent; readonly end: () => Promise<void> }> {
  const to = await serverAgain();
  const agent = await playerAt(to.url);
  await to.until(to.isPlayerConnected);
  return { to, agent, end: () => agent.agent.stop().then(() => to.close()) };
}

test.concurrent.each<[string, Answering]>([
  ['500', (response) => void response.writeHead(500).end('no')],
  ['garbage', (response) => void response.writeHead(200).end(randomBytes(2_000))],
  ['a page of somebody else', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Wi-Fi</h1>')],
  ['a truncated body', (response) => void response.writeHead(200, { 'content-length': 5_000 }).write('{', () => response.destroy())],
  ['a closed connection', (response) => void response.destroy()],
])('objects answered with %s: what is shown stays, and the release comes when they are answered as they should be', async (_name, lie) => {
  const { to, agent, end } = await connected();
  to.lie(lie);
  to.offer(release(number + 1), number + 1);
  await vi.waitFor(() => expect(agent.events).toContainEqual(expect.objectContaining({ event: 'trouble', where: 'objects' })), 20_000);
  expect(shown(agent)).toBe(number);
  to.lie(null);
  await comes(agent, number + 1);
  await end();
});

test.concurrent.each<[string, () => unknown]>([
  ['garbage', () => 'garbage'],
  ['nothing', () => undefined],
  ['a document that is none', () => ({ kind: 'document', document: { payload: 7 } })],
  ['a document of another kind', () => ({ kind: 'document', document: alertStateOf(server) })],
  ['a payload that is no JSON', () => ({ kind: 'document', document: { ...alertStateOf(server), payload: '%%%' } })],
])('a server that gives %s as its release changes nothing, and is asked again', async (_name, answer) => {
  const { to, agent, end } = await connected();
  to.lieAboutRelease({ answer: answer() });
  to.offer(release(number + 1), number + 1);
  const beats = to.seen.heartbeats.length;
  await to.until(() => to.seen.heartbeats.length > beats + 1);
  expect(shown(agent)).toBe(number);
  to.lieAboutRelease(null);
  await comes(agent, number + 1);
  await end();
});
function alertStateOf({ assembly }: TestServer) {
  const state = { version: 1, type: 'alert-state', siteId: 'site-1', revision: 1, issuedAtMs: 0, alerts: [], withdrawn: [] };
  return signDocument(payloadTypes.alertState, state, [assembly]);
}

test.concurrent('a connection that is open at both ends and carries nothing is given up, and the release comes over another', async () => {
  const to = await serverAgain({ pings: { pingInterval: 200, pingTimeout: 300 } });
  const proxy = await freezingProxy(to.port);
  const agent = await playerAt(proxy.url);
  await to.until(to.isPlayerConnected);
  proxy.freeze();
  to.offer(release(number + 1), number + 1);
  await vi.waitFor(() => expect(agent.events).toContainEqual(expect.objectContaining({ event: 'link', state: 'offline' })), 20_000);
  expect(shown(agent)).toBe(number);
  await comes(agent, number + 1);
  await agent.agent.stop();
  await proxy.close();
  await to.close();
});

test.concurrent('a dead name service: what is shown stays, and media come from an origin that has an address', async () => {
  const alone = await playerAt('http://fleet.invalid:8080');
  const to = await serverAgain({ origins: ['http://media.invalid', '/'] });
  const agent = await playerAt(to.url);
  to.offer(release(number + 1, [{ bytes: randomBytes(50_000), mime: 'video/mp4' }]), number + 1);
  await comes(agent, number + 1);
  expect(Object.keys(agent.handed().release.release?.documents ?? {})).toHaveLength(2);
  // the other one has tried in vain meanwhile
  await vi.waitFor(() => expect(alone.handed().device.link).toBe('offline'), 20_000);
  expect(shown(alone)).toBe(number);
  await Promise.all([alone.agent.stop(), agent.agent.stop()]);
  await to.close();
});

type Stranger = () => HttpServer | Server;
test.concurrent.each<[string, Stranger]>([
  ['500', () => createHttpServer((_request, response) => void response.writeHead(500).end('broken'))],
  ['a page', () => createHttpServer((_request, response) => void response.writeHead(200).end('<h1>Wi-Fi</h1>'))],
  ['a way to elsewhere', () => createHttpServer((_request, response) => void response.writeHead(302, { location: nowhere }).end())],
  ['noise', () => createServer((socket) => void socket.on('error', () => undefined).end(randomBytes(5_000)))],
  ['a closed connection', () => createServer((socket) => void socket.destroy())],
])(
  'a stranger at the address of the server who answers with %s: what is shown stays, and the server is found when it is back',
  async (_name, stranger) => {
    const listening = stranger();
    const asked: Socket[] = [];
    listening.on('connection', (socket: Socket) => void asked.push(socket));
    await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as AddressInfo;
    const agent = await playerAt(`http://127.0.0.1:${port}`);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), 20_000);
    await vi.waitFor(() => expect(agent.handed().device.link).toBe('offline'), 20_000);
    expect(shown(agent)).toBe(number);
    const closed = new Promise<void>((resolve) => void listening.close(() => resolve()));
    for (const socket of asked) socket.destroy();
    await closed;
    const to = await serverAgain({ port });
    to.offer(release(number + 1), number + 1);
    await comes(agent, number + 1);
    await agent.agent.stop();
    await to.close();
  },
);
