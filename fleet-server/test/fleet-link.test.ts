import { fleetRoutes, payloadTypes, peopleRoutes } from '@gatecast/protocol';
import { fingerprintOf, signDocument, verifyRoot } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { connectTestPlayer, deviceKey, knock, proofOf, wellHeartbeat } from './test-device.ts';

let world: FleetWorld;
beforeEach(async () => {
  world = await openFleetWorld();
});
afterEach(async () => {
  await world.close();
});

test('a device shows a code, a technician types it, and the player behind it is known by its key', async () => {
  const screenId = await world.addScreen('B12', world.gate.id);
  const key = deviceKey();
  const device = knock(world.server.url, key);
  const pairing = await device.pairing;
  expect(verifyRoot(pairing.root, null).kind).toBe('verified');
  const typed = `${pairing.code.slice(0, 4)}-${pairing.code.slice(4)}`.toLowerCase();
  const claimed = await world.chief.call(fleetRoutes.claimEnrolment, { body: { code: typed, screenId } });
  expect(claimed).toEqual({ playerId: claimed.playerId, screenId, rootFingerprint: fingerprintOf(pairing.root) });
  expect(await device.enrolled).toEqual({ playerId: claimed.playerId, screenId, siteId: world.site.id });

  const again = await world.chief.refused(fleetRoutes.claimEnrolment, { body: { code: pairing.code, screenId } });
  expect([again.code, again.field]).toEqual(['code-unknown', 'body.code']);
});

test('a device that lost the news of its enrolment is told again, and a revoked key never enrols again', async () => {
  const screenId = await world.addScreen('B12');
  const { key, playerId } = await world.enrol(screenId);
  const back = knock(world.server.url, key);
  expect(await back.enrolled).toMatchObject({ playerId, screenId });
  await world.chief.call(fleetRoutes.revokePlayer, { params: { screenId } });
  expect((await knock(world.server.url, key).fault).code).toBe('revoked');
});

test('a device that cannot prove its key gets no code', async () => {
  const device = knock(world.server.url, deviceKey(), proofOf(deviceKey(), 'enrol', ''));
  expect((await device.fault).code).toBe('bad-proof');
});

test('a code is renewed while the device waits', async () => {
  const device = knock(world.server.url, deviceKey());
  const first = await device.pairing;
  const second = new Promise<{ code: string }>((resolve) => void device.socket.on('pairing', resolve));
  world.clock.advance(600_000);
  expect((await second).code).not.toBe(first.code);
  const screenId = await world.addScreen('B12');
  const refused = await world.chief.refused(fleetRoutes.claimEnrolment, { body: { code: first.code, screenId } });
  expect(refused.code).toBe('code-unknown');
  device.socket.disconnect();
});

test('a screen that has a player takes another one only when that is said, and the first one is cut off', async () => {
  const screenId = await world.addScreen('B12');
  const first = world.connect(await world.enrol(screenId));
  await first.welcome;
  const device = knock(world.server.url, deviceKey());
  const { code } = await device.pairing;
  const refused = await world.chief.refused(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  expect([refused.code, refused.field]).toEqual(['wrong-state', 'body.replace']);
  await world.chief.call(fleetRoutes.claimEnrolment, { body: { code, screenId, replace: true } });
  expect((await first.fault).code).toBe('revoked');
  await first.closed;
});

test('a player proves itself, is welcomed, and its heartbeat makes the wall', async () => {
  const screenId = await world.addScreen('B12', world.gate.id);
  expect((await world.tile(screenId)).state).toBe('unpaired');
  const enrolment = await world.enrol(screenId);
  const player = world.connect(enrolment);
  expect(await player.welcome).toEqual({
    serverTimeMs: world.clock.nowMs(),
    screenId,
    siteId: world.site.id,
    releaseNumber: 0,
    alertRevision: 0,
    feedRevision: 0,
    heartbeatMs: 15_000,
    origins: ['/'],
    screenName: 'B12',
    areaIds: [world.gate.id, world.gate.parentId],
  });
  expect(await player.ask('heartbeat', wellHeartbeat)).toEqual({
    serverTimeMs: world.clock.nowMs(),
    releaseNumber: 0,
    alertRevision: 0,
    feedRevision: 0,
  });
  expect(await world.tile(screenId)).toMatchObject({ state: 'healthy', isConnected: true, heartbeat: wellHeartbeat });
  expect(await player.ask('get-release')).toEqual({ kind: 'none' });
});

test('a silent screen is offline within 45 s, and a closed connection at once', async () => {
  const screenId = await world.addScreen('B12');
  const player = world.connect(await world.enrol(screenId));
  await player.welcome;
  await player.ask('heartbeat', wellHeartbeat);
  const told: string[] = [];
  world.server.app.context.live.on('screen-changed', (id) => void told.push(id));
  world.clock.advance(39_000);
  expect((await world.tile(screenId)).state).toBe('healthy');
  world.clock.advance(6_000);
  expect((await world.tile(screenId)).state).toBe('offline');
  expect(told).toContain(screenId);
  await player.ask('heartbeat', wellHeartbeat);
  expect((await world.tile(screenId)).state).toBe('healthy');
  player.close();
  await until('the wall shows it', async () => (await world.tile(screenId)).state === 'offline');
});

test('a restarted server remembers the last heartbeat and says unknown until it has listened long enough', async () => {
  const screenId = await world.addScreen('B12');
  const enrolment = await world.enrol(screenId);
  const player = world.connect(enrolment);
  await player.welcome;
  await player.ask('heartbeat', wellHeartbeat);
  await world.server.restart();
  expect(await world.tile(screenId)).toMatchObject({ state: 'unknown', isConnected: false, heartbeat: wellHeartbeat });
  world.clock.advance(85_000);
  expect((await world.tile(screenId)).state).toBe('offline');
  const back = world.connect(enrolment);
  await back.welcome;
  await back.ask('heartbeat', { ...wellHeartbeat, sequence: 2 });
  expect((await world.tile(screenId)).state).toBe('healthy');
});

test('a proof by another key, for another purpose, of an old nonce or by a revoked player opens nothing', async () => {
  const enrolment = await world.enrol(await world.addScreen('B12'));
  const { key, playerId } = enrolment;
  const oldNonce = proofOf(key, 'connect', playerId)('n'.repeat(43));
  const proofs = [proofOf(deviceKey(), 'connect', playerId), proofOf(key, 'enrol', playerId), () => oldNonce];
  for (const prove of proofs) expect((await world.connect(enrolment, { prove }).fault).code).toBe('bad-proof');
  const wrongType = (nonce: string) =>
    signDocument(payloadTypes.receipts, { version: 1, type: 'proof', purpose: 'connect', playerId, nonce }, [key]);
  expect((await world.connect(enrolment, { prove: wrongType }).fault).code).toBe('bad-proof');
  expect((await world.connect({ ...enrolment, playerId: 'nobody' }).fault).code).toBe('revoked');
  const future = world.connect(enrolment, { auth: { protocol: 99, playerId, releaseNumber: 0, alertRevision: 0 } });
  expect((await future.fault).code).toBe('protocol-version');
  expect((await world.connect(enrolment, { auth: { junk: true } }).fault).code).toBe('bad-input');
});

test('of two living connections with one key the newcomer is refused, and a dead one is replaced', async () => {
  const screenId = await world.addScreen('B12');
  const enrolment = await world.enrol(screenId);
  const first = world.connect(enrolment);
  await first.welcome;
  expect((await world.connect(enrolment).fault).code).toBe('key-in-use');
  // a device that hangs answers no challenge any more
  first.socket.off('challenge');
  const second = world.connect(enrolment);
  await second.welcome;
  await first.closed;
  await second.ask('heartbeat', wellHeartbeat);
  expect(await world.tile(screenId)).toMatchObject({ state: 'healthy', isConnected: true });
});

test('what a player says wrongly is answered with the field and changes nothing', async () => {
  const screenId = await world.addScreen('B12');
  const player = world.connect(await world.enrol(screenId));
  await player.welcome;
  const cases: readonly (readonly [string, unknown])[] = [
    ['heartbeat', { ...wellHeartbeat, memoryBytes: -1 }],
    ['heartbeat', null],
    ['release-report', { number: 0 }],
    ['receipts', 'x'],
    ['play-records', { payloadType: 'x', payload: '', signatures: [] }],
    ['screenshot', { commandId: null, takenAtMs: 1, mime: 'image/jpeg', bytes: 'no bytes' }],
  ];
  for (const [event, message] of cases) expect(await player.ask(event, message)).toMatchObject({ kind: 'refused', code: 'bad-input' });
  const picture = { commandId: null, takenAtMs: 1, mime: 'image/jpeg', bytes: Buffer.from('<html>not a picture</html>') };
  expect(await player.ask('screenshot', picture)).toMatchObject({ kind: 'refused', code: 'bad-file' });
  expect((await world.tile(screenId)).heartbeat).toBe(null);
});

test('a picture that a player sends is kept, and shown to those who are signed in', async () => {
  const screenId = await world.addScreen('B12');
  const enrolment = await world.enrol(screenId);
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64, 7)]);
  const player = world.connect(enrolment);
  await player.welcome;
  const takenAtMs = world.clock.nowMs();
  const shot = { commandId: null, takenAtMs, mime: 'image/jpeg', bytes: jpeg };
  expect(await player.ask('screenshot', shot)).toEqual({ kind: 'stored', through: 0 });
  expect((await world.tile(screenId)).screenshotAtMs).toBe(takenAtMs);
  const url = `${world.server.url}/api/screens/${screenId}/screenshot`;
  const response = await fetch(url, { headers: { cookie: world.chief.cookie } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(Buffer.from(await response.arrayBuffer()).equals(jpeg)).toBe(true);
  const etag = response.headers.get('etag') ?? '';
  expect((await fetch(url, { headers: { cookie: world.chief.cookie, 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(url)).status).toBe(401);
});

test('the figures count connected players', async () => {
  const player = world.connect(await world.enrol(await world.addScreen('B12')));
  await player.welcome;
  await player.ask('heartbeat', wellHeartbeat);
  const text = await (await fetch(`${world.server.url}/metrics`)).text();
  expect(text).toContain('gatecast_players_connected 1\n');
  expect(text).toContain('gatecast_heartbeats_total 1\n');
  expect(text).toContain('gatecast_screens{state="healthy"} 1\n');
});

test('areas nest eight deep and no deeper, and unknown zones are refused by name', async () => {
  let parentId = world.gate.id;
  for (let depth = 3; depth <= 8; depth++) {
    const area = await world.chief.call(fleetRoutes.createArea, { body: { siteId: world.site.id, parentId, names: { en: `${depth}` } } });
    parentId = area.id;
  }
  const body = { siteId: world.site.id, parentId, names: { en: '9' } };
  const deep = await world.chief.refused(fleetRoutes.createArea, { body });
  expect([deep.field, deep.limit]).toEqual(['body.parentId', 8]);
  const zone = await world.chief.refused(fleetRoutes.createSite, {
    body: { names: { en: 'x' }, timeZone: 'Asia/Nowhere', languages: ['en'] },
  });
  expect([zone.code, zone.field]).toEqual(['bad-input', 'body.timeZone']);
  const renamed = await world.chief.call(fleetRoutes.createSite, {
    body: { names: { en: 'x' }, timeZone: 'asia/saigon', languages: ['en'] },
  });
  expect(renamed.timeZone).toBe('Asia/Ho_Chi_Minh');
});

test('people and fleet are still there after a restart, with the same keys', async () => {
  const screenId = await world.addScreen('B12');
  const before = await world.chief.call(fleetRoutes.getRoot, {});
  await world.server.restart();
  expect(await world.chief.call(fleetRoutes.getRoot, {})).toEqual(before);
  expect((await world.chief.call(peopleRoutes.getMe, {})).name).toBe('chief');
  expect((await world.tile(screenId)).name).toBe('B12');
});

test('a socket that says nothing after the handshake is nobody', async () => {
  const { playerId, key } = await world.enrol(await world.addScreen('B12'));
  const mute = connectTestPlayer({ url: world.server.url, key, playerId });
  mute.socket.off('challenge');
  await new Promise<void>((resolve) => void mute.socket.on('connect', resolve));
  await expect(mute.socket.timeout(300).emitWithAck('heartbeat', wellHeartbeat)).rejects.toThrow('timed out');
  mute.close();
});

test('whoever guesses pairing codes is slowed down', async () => {
  const screenId = await world.addScreen('B12');
  const guess = async () => (await world.chief.refused(fleetRoutes.claimEnrolment, { body: { code: 'AAAAAAAA', screenId } })).code;
  const codes: string[] = [];
  for (let n = 0; n < 21; n++) codes.push(await guess());
  expect([new Set(codes.slice(0, 20)), codes[20]]).toEqual([new Set(['code-unknown']), 'too-many']);
  world.clock.advance(60_000);
  expect(await guess()).toBe('code-unknown');
});
