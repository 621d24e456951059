import { accountRoutes, fleetRoutes, payloadTypes, peopleRoutes, preEnrolmentRoutes, preEnrolmentSchema } from '@gatecast/protocol';
import { quorumOf, ticketKeyOf, verifyDocument, verifyRoot } from '@gatecast/signing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { connectTestPlayer, deviceKey, knock, next, proofOf, proofWithTicket } from './test-device.ts';

let training: FleetWorld;
let service: FleetWorld;
beforeAll(async () => {
  [training, service] = await Promise.all([
    openFleetWorld({ GATECAST_TRAINING: '1', GATECAST_SERVICE_URL: 'https://fleet.example/' }),
    openFleetWorld({ GATECAST_TRAINING_URL: 'https://practice.example/' }),
  ]);
});
afterAll(async () => {
  await Promise.all([training.close(), service.close()]);
});

const toPractise = { training: true };

test('a device in service gets no code of a server to practise on, and one to practise with none of a server in service', async () => {
  const strays = [
    { server: training, more: {}, detail: 'this server is there to practise with, and takes only players that were started to practise' },
    { server: service, more: toPractise, detail: 'this server is in service, and takes no player that was started to practise' },
  ];
  for (const { server, more, detail } of strays) {
    const key = deviceKey();
    const device = knock(server.server.url, key, proofOf(key, 'enrol', ''), undefined, more);
    expect(await device.fault).toEqual({ code: 'training-differs', detail });
    await expect(device.pairing).rejects.toThrow('before pairing');
  }
});

test('a device to practise with is enrolled by a server to practise on, whose challenge says what it is', async () => {
  const screenId = await training.addScreen('T1');
  const key = deviceKey();
  const device = knock(training.server.url, key, proofOf(key, 'enrol', ''), undefined, toPractise);
  expect(await next(device.socket, 'challenge')).toEqual([{ nonce: expect.any(String), training: true }, expect.any(Function)]);
  const { code } = await device.pairing;
  const { playerId } = await training.chief.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  await device.enrolled;
  device.socket.disconnect();

  const have = { releaseNumber: 0, alertRevision: 0 };
  const auth = { protocol: 1, playerId, ...have };
  const [asInService, asTraining] = [auth, { ...auth, ...toPractise }].map((one) =>
    connectTestPlayer({ url: training.server.url, key, playerId, auth: one }),
  );
  expect((await asInService?.fault)?.code).toBe('training-differs');
  expect((await asTraining?.welcome)?.screenId).toBe(screenId);
  asInService?.close();
  asTraining?.close();
});

test('a pre-enrolment file is not spent by a device of the other kind', async () => {
  const screenId = await service.addScreen('P1');
  const { file } = await service.chief.call(preEnrolmentRoutes.makePreEnrolment, {
    params: { screenId },
    body: { servers: ['https://fleet.example'], expiresInMs: 86_400_000 },
  });
  const root = verifyRoot(file.root, null);
  if (root.kind === 'refused') throw new Error(root.detail);
  const verified = verifyDocument(file.document, payloadTypes.preEnrolment, preEnrolmentSchema, quorumOf(root.document, 'assembly'));
  if (verified.kind === 'refused') throw new Error(verified.detail);
  const ticket = ticketKeyOf(verified.document.token);
  const present = (more: object) => {
    const key = deviceKey();
    return knock(service.server.url, key, proofWithTicket(key, ticket), ticket.publicKey, more);
  };
  expect((await present(toPractise).fault).code).toBe('training-differs');
  expect((await present({}).enrolled).screenId).toBe(screenId);
});

test('each server tells, before sign-in and after, what it is and where the other one is', async () => {
  const kinds = [
    { world: training, isTraining: true, otherServerUrl: 'https://fleet.example/' },
    { world: service, isTraining: false, otherServerUrl: 'https://practice.example/' },
  ];
  for (const { world, ...told } of kinds) {
    expect(await world.chief.call(peopleRoutes.getMe, {})).toMatchObject(told);
    expect(await world.chief.call(accountRoutes.getSignInWays, {})).toMatchObject(told);
  }
});
