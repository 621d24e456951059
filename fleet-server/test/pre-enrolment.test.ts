import {
  payloadTypes,
  preEnrolmentRoutes,
  preEnrolmentSchema,
  roleSchema,
  type PreEnrolment,
  type PreEnrolmentFile,
  type RouteInput,
} from '@gatecast/protocol';
import { fingerprintOf, quorumOf, ticketKeyOf, verifyDocument, verifyRoot } from '@gatecast/signing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { deviceKey, knock, proofOf, proofWithTicket } from './test-device.ts';

const dayMs = 86_400_000;
const servers = ['https://fleet.example', 'http://10.0.0.7:8080'];

let world: FleetWorld;
let screenId: string;
let screenName = 'B0';
beforeAll(async () => {
  world = await openFleetWorld();
});
beforeEach(async () => {
  screenName = `B${Number(screenName.slice(1)) + 1}`;
  screenId = await world.addScreen(screenName);
});
afterAll(async () => {
  await world.close();
});

type Body = RouteInput<typeof preEnrolmentRoutes.makePreEnrolment>['body'];
function make(more: Partial<Body> = {}) {
  return world.chief.call(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body: { servers, expiresInMs: dayMs, ...more } });
}
async function listed() {
  return (await world.chief.call(preEnrolmentRoutes.listPreEnrolments, { params: { screenId } })).preEnrolments;
}
/** As a device reads it: root by its own quorum, the rest by the root. */
function read(file: PreEnrolmentFile): PreEnrolment {
  const root = verifyRoot(file.root, null);
  if (root.kind === 'refused') throw new Error(root.detail);
  const verified = verifyDocument(file.document, payloadTypes.preEnrolment, preEnrolmentSchema, quorumOf(root.document, 'assembly'));
  if (verified.kind === 'refused') throw new Error(verified.detail);
  return verified.document;
}
function present(file: PreEnrolmentFile, key = deviceKey()) {
  const ticket = ticketKeyOf(read(file).token);
  return knock(world.server.url, key, proofWithTicket(key, ticket), ticket.publicKey);
}

test('a file is signed, holds root, servers and screen, and enrols one device without a code; a second one and strangers are refused', async () => {
  const { file, preEnrolment, rootFingerprint } = await make();
  const nowMs = world.clock.nowMs();
  const { token, ...rest } = read(file);
  expect(rest).toEqual({
    ...{ version: 1, type: 'pre-enrolment', id: preEnrolment.id, servers, screenId, siteId: world.site.id, screenName },
    ...{ rootFingerprint, issuedAtMs: nowMs, expiresAtMs: nowMs + dayMs },
  });
  expect(fingerprintOf(file.root)).toBe(rootFingerprint);
  expect(await listed()).toEqual([preEnrolment]);

  const key = deviceKey();
  const device = present(file, key);
  const { playerId, ...place } = await device.enrolled;
  expect(place).toEqual({ screenId, siteId: world.site.id });
  expect(await listed()).toEqual([{ ...preEnrolment, state: 'used', endedAtMs: nowMs, playerId }]);
  const player = world.connect({ key, playerId, screenId });
  expect(await player.welcome).toMatchObject({ screenId });
  // the news was lost: the same device is told again, by its own key
  expect(await knock(world.server.url, key).enrolled).toMatchObject({ playerId });

  expect(await present(file).fault).toEqual({ code: 'file-refused', detail: 'the file was used' });
  const unknown = ticketKeyOf(Buffer.alloc(32, 7).toString('base64'));
  const stranger = deviceKey();
  expect(await knock(world.server.url, stranger, proofWithTicket(stranger, unknown), unknown.publicKey).fault).toMatchObject({
    code: 'file-refused',
  });
  const { truth } = world.server.app.context;
  const rows = await truth.selectFrom('audit').selectAll().where('subject', '=', `screen:${screenId}`).orderBy('sequence').execute();
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual(
    ['screen-created', 'pre-enrolment-made', 'player-enrolled'].map((action) => [action, world.chief.userId]),
  );
  // what a thief of the database would find
  const kept = JSON.stringify([rows, await truth.selectFrom('pre_enrolments').selectAll().execute()]);
  expect(kept.includes(token)).toBe(false);
});

test('whoever stands between cannot put in another key, nor use a ticket that is only known by its public half', async () => {
  const { file } = await make();
  const ticket = ticketKeyOf(read(file).token);
  const [victim, thief] = [deviceKey(), deviceKey()];
  const attempts = [
    knock(world.server.url, thief, proofWithTicket(thief, ticket, victim.publicKey), ticket.publicKey),
    knock(world.server.url, thief, proofWithTicket(thief, deviceKey()), ticket.publicKey),
    knock(world.server.url, thief, proofOf(thief, 'enrol', ''), ticket.publicKey),
  ];
  expect((await Promise.all(attempts.map(({ fault }) => fault))).map(({ code }) => code)).toEqual(['bad-proof', 'bad-proof', 'bad-proof']);
  expect((await listed()).map(({ state }) => state)).toEqual(['open']);
});

test('of two devices that come with one file at once one is enrolled', async () => {
  const { file } = await make();
  const devices = [present(file), present(file)];
  const ends = await Promise.all(devices.map(({ enrolled, fault }) => Promise.race([enrolled, fault.then(({ code }) => code)])));
  expect(ends.filter((end) => end === 'file-refused')).toHaveLength(1);
  expect((await world.tile(screenId)).player).not.toBe(null);
});

test('a file that was revoked or is out of date enrols nobody', async () => {
  const [first, second] = [await make(), await make({ expiresInMs: 3_600_000 })];
  world.clock.advance(1);
  const params = { screenId, preEnrolmentId: first.preEnrolment.id };
  const after = await world.chief.call(preEnrolmentRoutes.revokePreEnrolment, { params });
  expect(after.preEnrolments.map(({ state }) => state).toSorted()).toEqual(['open', 'revoked']);
  expect(await world.chief.refused(preEnrolmentRoutes.revokePreEnrolment, { params })).toMatchObject({ code: 'not-found' });
  world.clock.advance(3_600_000);
  expect([await present(first.file).fault, await present(second.file).fault]).toEqual([
    { code: 'file-refused', detail: 'the file was revoked' },
    { code: 'file-refused', detail: 'the file is out of date' },
  ]);
  expect((await world.tile(screenId)).player).toBe(null);
});

test('a file takes the place of a player only where it was made to, and the connection of that player ends', async () => {
  const plain = await make();
  const old = await world.enrol(screenId);
  expect(await present(plain.file).fault).toMatchObject({ code: 'file-refused' });
  expect(
    await world.chief.refused(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body: { servers, expiresInMs: dayMs } }),
  ).toMatchObject({ code: 'wrong-state', field: 'body.replace' });
  const player = world.connect(old);
  await player.welcome;
  const { file } = await make({ replace: true });
  const { playerId } = await present(file).enrolled;
  expect(await player.fault).toMatchObject({ code: 'revoked' });
  expect((await world.tile(screenId)).player?.id).toBe(playerId);
});

test('a file is made by those who enrol, for origins only and for a month at most, and a screen has ten open ones at most', async () => {
  const { chief, server } = world;
  const refusal = async (more: object) =>
    (await chief.refused(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body: { servers, expiresInMs: dayMs, ...more } }))
      .field;
  expect([
    await refusal({ servers: ['https://fleet.example/path'] }),
    await refusal({ servers: ['https://me:secret@fleet.example'] }),
    await refusal({ servers: [] }),
    await refusal({ expiresInMs: 31 * dayMs }),
  ]).toEqual(['body.servers[0]', 'body.servers[0]', 'body.servers', 'body.expiresInMs']);
  const others = roleSchema.options.filter((role) => role !== 'administrator' && role !== 'technician');
  const person = await server.signIn('others', others);
  const body = { servers, expiresInMs: dayMs };
  expect((await person.refused(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body })).code).toBe('not-permitted');
  for (let round = 0; round < 10; round++) await make();
  expect(await chief.refused(preEnrolmentRoutes.makePreEnrolment, { params: { screenId }, body })).toMatchObject({
    code: 'too-many',
    limit: 10,
  });
});
