import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@gatecast/clock';
import { payloadTypes, proofStatementSchema, signedDocumentSchema } from '@gatecast/protocol';
import { generateSeed, signDocument, signingKeyOf, verifyDocument } from '@gatecast/signing';
import { Server, type Socket } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { connectPlayer, enrolDevice, type LinkState, type PlayerLink } from '../src/index.ts';

const signer = signingKeyOf(generateSeed());
const clock = systemClock({ isBackground: true });
const pacing = { firstMs: 20, longestMs: 60 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A server that asks for the proof as wire.ts says and then lets `onProven` speak. */
async function serve(onProven: (socket: Socket) => void, port = 0, challenge: object = {}) {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  io.of('/player').on('connection', (socket) => {
    socket.emit('challenge', { nonce: 'n'.repeat(32), ...challenge }, (proof: unknown) => {
      const quorum = { keys: new Map([[signer.keyId, signer.publicKey]]), threshold: 1 };
      const verified = verifyDocument(signedDocumentSchema.parse(proof), payloadTypes.proof, proofStatementSchema, quorum);
      if (verified.kind === 'refused' || verified.document.playerId !== 'p1') {
        socket.emit('fault', { code: 'bad-proof', detail: 'not the registered key' });
        return socket.disconnect(true);
      }
      onProven(socket);
      socket.emit('welcome', welcome());
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  ends.push(() => io.close());
  return { io, port: (http.address() as AddressInfo).port };
}
function welcome() {
  return {
    serverTimeMs: Date.now() + 60_000,
    screenId: 's1',
    siteId: 'site',
    releaseNumber: 7,
    alertRevision: 3,
    heartbeatMs: 15_000,
    origins: ['/'],
  };
}

function connect(port: number, with_: Partial<Parameters<typeof connectPlayer>[0]> = {}) {
  const states: LinkState[] = [];
  const waiting: { kind: LinkState['kind']; resolve: () => void }[] = [];
  const link: PlayerLink = connectPlayer({
    serverUrl: `http://127.0.0.1:${port}`,
    playerId: 'p1',
    signer,
    have: () => ({ releaseNumber: 5, alertRevision: 2 }),
    handlers: {
      onState(state) {
        states.push(state);
        for (const waiter of waiting.splice(0)) {
          if (waiter.kind === state.kind) waiter.resolve();
          else waiting.push(waiter);
        }
      },
      onReleaseAvailable: () => undefined,
      onAlertState: () => undefined,
      onCommand: () => ({ kind: 'done' }),
    },
    clock,
    pacing,
    ...with_,
  });
  ends.push(() => link.close());
  const reached = (kind: LinkState['kind']) =>
    link.state().kind === kind ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ kind, resolve }));
  return { link, states, reached };
}

test('a player proves its key, is welcomed, asks and is answered, and knows the server clock', async () => {
  const release = signDocument(payloadTypes.release, { number: 7 }, [signer]);
  let auth: unknown;
  const { port } = await serve((socket) => {
    auth = socket.handshake.auth;
    socket.on('get-release', (answer: (a: unknown) => void) => answer({ kind: 'document', document: release }));
    socket.on('get-alert-state', (answer: (a: unknown) => void) => answer({ kind: 'nonsense' }));
    socket.on('release-report', (_report: unknown, answer: (a: unknown) => void) =>
      answer({ kind: 'refused', code: 'server-behind', detail: 'restored' }),
    );
  });
  const { link, states, reached } = connect(port, { requestTimeoutMs: 100 });
  await reached('connected');
  expect(states.map((state) => state.kind)).toEqual(['connecting', 'proving', 'connected']);
  expect(auth).toEqual({ protocol: 1, playerId: 'p1', releaseNumber: 5, alertRevision: 2 });
  expect(await link.getRelease()).toEqual({ kind: 'ok', answer: { kind: 'document', document: release } });
  expect(await link.getAlertState()).toMatchObject({ kind: 'refused', code: 'bad-input' });
  expect(await link.reportRelease({ number: 7, state: 'active', atMs: 1 })).toEqual({
    kind: 'refused',
    code: 'server-behind',
    detail: 'restored',
  });
  expect(await link.sendReceipts(release)).toEqual({ kind: 'timeout' });
  const offset = link.serverOffset();
  expect(offset.kind === 'known' && Math.abs(offset.offsetMs - 60_000) < 1_000).toBe(true);
});

test('a player returns by itself when its server comes back, and asks nothing while it is away', async () => {
  const first = await serve(() => undefined);
  const { link, reached } = connect(first.port);
  await reached('connected');
  await first.io.close();
  await reached('offline');
  expect(await link.getRelease()).toEqual({ kind: 'offline' });
  await serve(() => undefined, first.port);
  await reached('connected');
});

test('a player with another key is rejected with the reason', async () => {
  const { port } = await serve(() => undefined);
  const { link, reached } = connect(port, { signer: signingKeyOf(generateSeed()) });
  await reached('rejected');
  expect(link.state()).toMatchObject({ kind: 'rejected', code: 'bad-proof', detail: 'not the registered key' });
});

test('a player in service proves nothing to a server to practise on, nor one to practise with to a server in service; equals meet', async () => {
  let proofs = 0;
  const training = await serve(() => void proofs++, 0, { training: true });
  const service = await serve(() => void proofs++);
  const strays = [connect(training.port), connect(service.port, { isTraining: true })];
  for (const { link, reached } of strays) {
    await reached('rejected');
    expect(link.state()).toMatchObject({ kind: 'rejected', code: 'training-differs' });
    link.close();
  }
  expect(proofs).toBe(0);
  let auth: unknown;
  training.io.of('/player').on('connection', (socket) => void ({ auth } = socket.handshake));
  await connect(training.port, { isTraining: true }).reached('connected');
  expect(auth).toMatchObject({ training: true });
  expect(proofs).toBe(1);
});

test('a device shows its code, keeps its identity, and only then says so', async () => {
  const root = signDocument(payloadTypes.root, { any: 'root' }, [signer]);
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  ends.push(() => io.close());
  const told: string[] = [];
  const done = new Promise<void>((resolve) => {
    io.of('/enrolment').on('connection', (socket) => {
      socket.emit('challenge', { nonce: 'm'.repeat(32) }, (proof: unknown) => {
        told.push(`proof ${signedDocumentSchema.parse(proof).signatures[0]?.keyid === signer.keyId}`);
        socket.emit('pairing', { code: 'ABCD2345', expiresAtMs: 1, root });
        socket.emit('enrolled', { playerId: 'p9', screenId: 's9', siteId: 'x' }, () => {
          told.push('acknowledged');
          resolve();
        });
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const enrolment = enrolDevice({
    serverUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    signer,
    software: { version: '0.1.0', shell: 'none' },
    display: { widthPx: 1920, heightPx: 1080 },
    clock,
    pacing,
    onPairing: ({ code }) => void told.push(`code ${code}`),
    onEnrolled: ({ playerId }) => void told.push(`kept ${playerId}`),
  });
  ends.push(() => enrolment.close());
  await done;
  expect(told).toEqual(['proof true', 'code ABCD2345', 'kept p9', 'acknowledged']);
});

test('a hundred links live in one process', async () => {
  const { port } = await serve(() => undefined);
  const links = Array.from({ length: 100 }, () => connect(port));
  await Promise.all(links.map(({ reached }) => reached('connected')));
});

test('where no WebSocket passes a player goes on by long polls and says so, and leaves them when one does', async () => {
  let passes = false;
  const http = createServer((request, response) => void (request.url === '/healthz' && response.end('ok')));
  const io = new Server(http, {
    transports: ['websocket', 'polling'],
    allowUpgrades: false,
    // as a proxy that knows nothing of upgrades
    allowRequest: ({ headers }, decide) => decide(null, headers.upgrade === undefined || passes),
  });
  const ways: string[] = [];
  const heartbeats: unknown[] = [];
  io.of('/player').on('connection', (socket) => {
    ways.push(socket.conn.transport.name);
    socket.on('heartbeat', (heartbeat: object, answer: (a: unknown) => void) => {
      heartbeats.push('channel' in heartbeat ? heartbeat.channel : null);
      answer({ serverTimeMs: 1, releaseNumber: 7, alertRevision: 3 });
    });
    socket.emit('challenge', { nonce: 'n'.repeat(32) }, () => socket.emit('welcome', welcome()));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  ends.push(() => io.close());
  const { link, states, reached } = connect((http.address() as AddressInfo).port, { webSocketEveryMs: 100 });
  await reached('connected');
  expect(states.filter(({ kind }) => kind === 'offline').length).toBe(3);
  expect(await link.heartbeat({} as never)).toMatchObject({ kind: 'ok' });
  passes = true;
  await expect.poll(() => states.filter(({ kind }) => kind === 'connected').length, { timeout: 5_000 }).toBe(2);
  expect(await link.heartbeat({} as never)).toMatchObject({ kind: 'ok' });
  expect([ways, heartbeats]).toEqual([
    ['polling', 'websocket'],
    ['http', null],
  ]);
});
