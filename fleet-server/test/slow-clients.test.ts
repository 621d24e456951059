import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { fastify } from 'fastify';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { limitBodyTime } from '../src/http/limit-body-time.ts';
import { makeServer } from '../src/http/make-server.ts';
import { watchUnread } from '../src/features/link/watch-unread.ts';
import { openContentWorld, until } from './content-world.ts';

// Clients that hold a place by being slow, on real sockets. The limits are those of the server with shorter times, so that nobody waits for minutes.

const sockets: Socket[] = [];
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const close of closing.splice(0).toReversed()) await close();
});

function knock(port: number, text: string): { readonly socket: Socket; readonly said: () => string; readonly closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let said = '';
  socket.on('data', (bytes) => (said += String(bytes)));
  // a server that resets is one that ends
  socket.on('error', () => undefined);
  socket.write(text);
  return { socket, said: () => said, closed: closeOf(socket) };
}
/** Its end, by a farewell or by a reset. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}
/** Says a byte every so often, as slowloris does, until the other side has enough. */
function drip({ socket, closed }: ReturnType<typeof knock>, byte: string): Promise<unknown> {
  const timer = setInterval(() => socket.write(byte), 50);
  return closed.finally(() => clearInterval(timer));
}

test('headers that come letter by letter end the connection, and another is served meanwhile', async () => {
  const times = { headersTimeout: 400, connectionsCheckingInterval: 100 };
  const server = makeServer(null, (_request, response) => response.end('served'), times);
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const slow = knock(port, 'GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ');
  const ended = drip(slow, 'x');
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('served');
  await ended;
  expect(slow.said()).not.toContain('served');
});

test('a body that comes letter by letter is cut off after its time, and one that may take long only when it falls silent', async () => {
  const app = fastify({ forceCloseConnections: true });
  closing.push(() => app.close());
  limitBodyTime(app, new Set(['POST /film']), { wholeBodyMs: 600, silenceMs: 2_000 });
  const taken: string[] = [];
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const path of ['/json', '/film'])
    app.route({
      method: 'POST',
      url: path,
      handler: async (request) => {
        taken.push(`${path} ${String(request.body)}`);
        return 'taken';
      },
    });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const post = (path: string) =>
    knock(port, `POST ${path} HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\nContent-Length: 40\r\n\r\n`);
  const json = drip(post('/json'), 'x');
  // moves on for two seconds, three times as long as a whole body of the others may take
  const film = post('/film');
  const timer = setInterval(() => film.socket.write('x'), 50);
  await until('the film is taken', async () => Promise.resolve(taken.length > 0));
  clearInterval(timer);
  expect(taken).toEqual([`/film ${'x'.repeat(40)}`]);
  await json;
  const silent = post('/film');
  silent.socket.write('x');
  await silent.closed;
  expect(taken).toHaveLength(1);
});

test('whoever does not read an answer holds the connection no longer', async () => {
  const megabyte = Buffer.alloc(1024 * 1024);
  const server = makeServer(
    null,
    (_request, response) => {
      for (let n = 0; n < 64; n++) response.write(megabyte);
      response.end();
    },
    { idleMs: 500 },
  );
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ended = new Promise((resolve) => server.once('connection', (socket: Socket) => socket.once('close', resolve)));
  const deaf = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(deaf);
  deaf.pause();
  deaf.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  await ended;
});

test('a Socket.IO client that says it is here and reads nothing is ended before it fills the process; one that reads stays', async () => {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], pingInterval: 200, pingTimeout: 200_000, perMessageDeflate: false });
  const ended: number[] = [];
  const watch = watchUnread(server, { mostBytes: 8 * 1024 * 1024, everyMs: 100, onEnded: (_address, bytes) => ended.push(bytes) });
  closing.push(
    () => watch.close(),
    () => server.close(),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const reader = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  closing.push(() => reader.disconnect());
  let read = 0;
  reader.on('news', (text: string) => (read += text.length));
  await new Promise<void>((resolve) => reader.once('connect', resolve));
  // a WebSocket by hand: it joins, stops reading, and goes on saying "pong"
  const deaf = connect(port, '127.0.0.1');
  sockets.push(deaf);
  deaf.on('error', () => undefined);
  const upgrade = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: here',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ];
  deaf.write(`${upgrade.join('\r\n')}\r\n\r\n`);
  await once(deaf, 'data');
  // a frame of text, masked with nothing
  const say = (text: string) =>
    deaf.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text, 'latin1')]));
  say('40');
  await until('both are in', async () => Promise.resolve(server.of('/').sockets.size === 2));
  deaf.pause();
  const pongs = setInterval(() => say('3'), 100);
  closing.push(() => clearInterval(pongs));
  const text = 'x'.repeat(1024 * 1024);
  for (let n = 1; n <= 40; n++) {
    server.emit('news', text);
    // one that reads is never behind by more than one message here, however slow the machine is
    await until('the reader has it', async () => Promise.resolve(read === n * text.length));
  }
  await until('the deaf one is ended', async () => Promise.resolve(server.of('/').sockets.size === 1));
  expect([ended.length, (ended[0] ?? 0) > 8 * 1024 * 1024, reader.connected]).toEqual([1, true, true]);
});

test('one address fetches so many files a minute without a session, whichever door it uses, and is told when to come again', async () => {
  const world = await openContentWorld({ GATECAST_FILES_PER_ADDRESS: '60' });
  closing.push(() => world.close());
  const hash = 'a'.repeat(64);
  const doors = [
    `/objects/${hash}`,
    `/media/${hash}`,
    `/software/${hash}`,
    '/api/portal/release',
    '/api/feed-states/none',
    `/bundles/${hash}/x`,
  ];
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) statuses.push((await fetch(`${world.url}${doors[n % doors.length] ?? ''}`)).status);
  expect(statuses).not.toContain(429);
  for (const door of doors) {
    const response = await fetch(`${world.url}${door}`);
    const problem = (await response.json()) as { readonly code: string; readonly retryAfterMs: number };
    expect([door, response.status, problem.code, problem.retryAfterMs > 0]).toEqual([door, 429, 'too-many', true]);
  }
  // what is no file is served on
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
});
