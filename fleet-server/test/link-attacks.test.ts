import { enrolmentNamespace, operatorNamespace, playerNamespace, protocolVersion } from '@gatecast/protocol';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { deviceKey, knock, next, openSocket, proofOf, wellHeartbeat, type TestPlayer } from './test-device.ts';

let world: FleetWorld;
const unhandled: unknown[] = [];
const remember = (reason: unknown) => void unhandled.push(reason);
beforeEach(async () => {
  world = await openFleetWorld();
  unhandled.length = 0;
  process.on('unhandledRejection', remember);
  process.on('uncaughtException', remember);
});
afterEach(async () => {
  await world.close();
  process.off('unhandledRejection', remember);
  process.off('uncaughtException', remember);
  expect(unhandled).toEqual([]);
});

async function wellPlayer(name = 'B12'): Promise<TestPlayer> {
  const player = world.connect(await world.enrol(await world.addScreen(name)));
  await player.welcome;
  return player;
}
const isWell = async () => (await fetch(`${world.server.url}/healthz`)).status === 200;
const closed = (socket: { once: (event: 'disconnect', take: (reason: string) => void) => unknown }) =>
  new Promise<string>((resolve) => void socket.once('disconnect', resolve));

test('a device that waits for its code cannot flood the server meanwhile', async () => {
  const device = knock(world.server.url, deviceKey());
  await device.pairing;
  const ended = closed(device.socket);
  for (let n = 0; n < 200; n++) device.socket.emit('noise', n);
  expect(await ended).toMatch(/transport/);
  const loud = knock(world.server.url, deviceKey());
  await loud.pairing;
  const alsoEnded = closed(loud.socket);
  loud.socket.emit('noise', 'x'.repeat(1_000_000));
  await alsoEnded;
});

test('an operator may listen and not flood', async () => {
  const operator = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie });
  await next(operator, 'screens');
  const ended = closed(operator);
  for (let n = 0; n < 200; n++) operator.emit('noise', n);
  await ended;
});

test('a frame over the limit ends the connection that sent it, and no other', async () => {
  const giant = await wellPlayer('giant');
  const other = await wellPlayer('other');
  giant.socket.emit('heartbeat', 'x'.repeat(3 * 1024 * 1024));
  await giant.closed;
  expect(await other.ask('heartbeat', wellHeartbeat)).toMatchObject({ releaseNumber: 0 });
});

test('a player that says too much is told so and ended', async () => {
  const player = await wellPlayer();
  for (let n = 0; n < 600; n++) player.socket.emit('heartbeat', null);
  expect((await player.fault).code).toBe('too-many');
  await player.closed;
});

test('names that mean something to programs, odd acknowledgements and deep nesting leave the server standing', async () => {
  for (const event of ['error', '__proto__', 'constructor', 'toString', 'newListener', 'disconnect', 'connection', '']) {
    const player = await wellPlayer(`s-${event}`);
    // past the client's own list of reserved names
    player.socket.io.engine.send(`2${playerNamespace},${JSON.stringify([event, { __proto__: null }])}`);
    player.socket.io.engine.send(`2${playerNamespace},["heartbeat",${'['.repeat(20_000)}${']'.repeat(20_000)}]`);
    player.socket.io.engine.send(`3${playerNamespace},999999["an answer that nobody asked for"]`);
    player.socket.io.engine.send(`3${playerNamespace},0{"not":"a list"}`);
    player.socket.io.engine.send(
      `52-${playerNamespace},["screenshot",${'['.repeat(20_000)}{"_placeholder":true,"num":9}${']'.repeat(20_000)}]`,
    );
    player.socket.io.engine.send('9nonsense');
    await player.closed;
  }
  expect(await isWell()).toBe(true);
});

test('a failure inside the server while it takes a message is an answer, and ends neither connection nor process', async () => {
  const player = await wellPlayer();
  const { telemetry, live } = world.server.app.context;
  live.on('screen-changed', () => {
    throw new Error('a listener that fails');
  });
  expect(await player.ask('heartbeat', wellHeartbeat)).toMatchObject({ releaseNumber: 0 });
  await telemetry.schema.dropTable('receipts').execute();
  const receipt = { alertId: 'a', alertRevision: 1, stateRevision: 1, atMs: 1, kind: 'received', display: 'unknown' } as const;
  expect(await player.sendReceipts([receipt])).toMatchObject({ kind: 'refused', code: 'internal', detail: 'the server failed' });
  expect(await player.ask('heartbeat', wellHeartbeat)).toMatchObject({ releaseNumber: 0 });
});

test('nobody may join the namespace that serves nothing', async () => {
  const socket = openSocket(world.server.url, '/', {});
  await expect(next(socket, 'connect')).rejects.toThrow('no such namespace');
  const other = openSocket(world.server.url, '/elsewhere', {});
  await expect(next(other, 'connect')).rejects.toThrow('Invalid namespace');
  socket.disconnect();
  other.disconnect();
});

test('a proof is answered for once, whatever else the acknowledgement holds', async () => {
  const { key, playerId } = await world.enrol(await world.addScreen('B12'));
  const answers: readonly unknown[] = [null, [], 'x'.repeat(10_000), { payloadType: 1 }, { __proto__: { payload: 'x' } }];
  for (const answer of answers) {
    const auth = { protocol: protocolVersion, playerId, releaseNumber: 0, alertRevision: 0 };
    const socket = openSocket(world.server.url, playerNamespace, auth);
    const fault = next(socket, 'fault');
    socket.on('challenge', (_challenge: unknown, acknowledge: (answer: unknown) => void) => {
      acknowledge(answer);
      acknowledge(proofOf(key, 'connect', playerId)('late'));
    });
    expect((await fault)[0]).toMatchObject({ code: 'bad-proof' });
  }
});

test('of two newcomers with the key of a dead connection one takes its place, and the other is told', async () => {
  const enrolment = await world.enrol(await world.addScreen('B12'));
  const dead = world.connect(enrolment);
  await dead.welcome;
  dead.socket.off('challenge');
  const newcomers = [world.connect(enrolment), world.connect(enrolment)];
  const outcomes = await Promise.all(
    newcomers.map(({ welcome, fault }) => Promise.race([welcome.then(() => 'welcome'), fault.then(({ code }) => code)])),
  );
  expect(outcomes.sort()).toEqual(['key-in-use', 'welcome']);
  await dead.closed;
});

test('strangers are counted by address, and leave the count when they prove themselves or go', async () => {
  const device = knock(world.server.url, deviceKey());
  await device.pairing;
  const many = Array.from({ length: 49 }, () => knock(world.server.url, deviceKey()));
  await Promise.all(many.map(({ pairing }) => pairing));
  expect((await knock(world.server.url, deviceKey()).fault).code).toBe('too-many');
  for (const { socket } of [device, ...many]) socket.disconnect();
  const again = await until('a place', async () => {
    const next = knock(world.server.url, deviceKey());
    const isIn = await Promise.race([next.pairing.then(() => true), next.fault.then(() => false)]);
    next.socket.disconnect();
    return isIn;
  });
  expect(again).toBe(true);
});

test('requests that are two requests to somebody else are none here', async () => {
  const { port, hostname } = new URL(world.server.url);
  const say = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let heard = '';
      socket.setEncoding('latin1');
      socket.on('data', (piece: string) => (heard += piece));
      socket.on('close', () => resolve(heard));
      socket.on('error', () => resolve(heard));
    });
  const head = `POST /api/setup HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
  const bodies = [
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length : 2\r\n\r\n{}`,
    `${head}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
    `GET /healthz HTTP/1.1\r\nHost: ${hostname}\r\nX-Bare: a\rb\r\n\r\n`,
  ];
  for (const text of bodies)
    expect([text.slice(0, 200), (await say(text)).slice(9, 12)]).toEqual([text.slice(0, 200), expect.stringMatching(/^4\d\d$/)]);
  expect(await isWell()).toBe(true);
});

test('handshakes with hostile auth are refused by name', async () => {
  const auths: readonly Record<string, unknown>[] = [
    { protocol: protocolVersion, publicKey: 'AAAA', software: { version: 'x', shell: 'none' }, display: { widthPx: 1, heightPx: 1 } },
    { protocol: protocolVersion, publicKey: 'A'.repeat(5_000), software: {}, display: {} },
    { protocol: 1e308 },
    { __proto__: { protocol: 1 } },
  ];
  for (const auth of auths) {
    const socket = openSocket(world.server.url, enrolmentNamespace, auth);
    socket.on('challenge', (challenge: { nonce: string }, answer: (proof: unknown) => void) =>
      answer(proofOf(deviceKey(), 'enrol', '')(challenge.nonce)),
    );
    expect(((await next(socket, 'fault'))[0] as { code: string }).code).toMatch(/^bad-(input|proof)$/);
  }
});
