import {
  alertStateSchema,
  contentRoutes,
  fleetRoutes,
  knownGoodListSchema,
  knownGoodRoutes,
  objectPath,
  releaseEnvelopeSchema,
  scheduleRoutes,
  signedDocumentSchema,
} from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, until, type ContentWorld } from './content-world.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

let world: ContentWorld;
beforeAll(async () => {
  world = await openContentWorld();
});
afterAll(async () => world.close());

async function object(name: string): Promise<unknown> {
  const bytes = Buffer.from(await (await fetch(`${world.url}${objectPath(name)}`)).arrayBuffer());
  expect(nameOfBytes(bytes)).toBe(name);
  return JSON.parse(bytes.toString());
}
function payloadOf(document: unknown): unknown {
  return JSON.parse(Buffer.from(signedDocumentSchema.parse(document).payload, 'base64').toString());
}

test('a release is pinned as known good by two persons, told in the alert lane by its hash, and taken back by two', async () => {
  const people = await hirePeople(world);
  const other = await world.signIn('second-publisher', ['publisher']);
  const { publisher } = people;
  const site = await makeSite(world);
  const screenId = await site.addScreen('B12', { areaId: site.innerId });
  const key = deviceKey();
  const device = knock(world.url, key);
  const { code } = await device.pairing;
  const { playerId } = await site.technician.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const player = connectTestPlayer({ url: world.url, key, playerId });
  await player.welcome;
  const { siteId } = site;

  expect(await publisher.refused(knownGoodRoutes.proposeKnownGood, { body: { siteId } })).toMatchObject({ code: 'wrong-state' });
  const itemId = await approvedNotice(people, 'Xin chào', { vi: 'Xin chào', en: 'Welcome' });
  const { id: playlistId } = await publisher.call(contentRoutes.createPlaylist, {
    body: { name: 'loop', slots: [{ kind: 'item', itemId, weight: 1 }] },
  });
  await publisher.call(scheduleRoutes.createEntry, {
    body: { name: 'All day', tier: 'fallback', targets: [{ kind: 'screen', screenId }], playlistId, when: { kind: 'always' } },
  });
  const { screens } = await publisher.call(scheduleRoutes.publish, { body: { note: '' } });
  const number = screens[0]?.releaseNumber ?? 0;
  for (const state of ['delivered', 'prepared', 'active'] as const) await player.ask('release-report', { number, state, atMs: Date.now() });

  const proposed = await publisher.call(knownGoodRoutes.proposeKnownGood, { body: { siteId, screenIds: [screenId] } });
  const proposalId = proposed.proposals[0]?.id ?? '';
  expect(proposed).toMatchObject({ pins: [], proposals: [{ siteId, releases: [{ screenId, number }] }] });
  expect(await publisher.refused(knownGoodRoutes.approveKnownGood, { params: { proposalId }, body: {} })).toMatchObject({
    code: 'same-person',
  });
  const pinned = await other.call(knownGoodRoutes.approveKnownGood, { params: { proposalId }, body: {} });
  expect(pinned).toMatchObject({ pins: [{ screenId, siteId, number }], proposals: [] });
  expect(pinned.pins[0]?.proposedBy).not.toBe(pinned.pins[0]?.approvedBy);

  const state = async () => {
    const answer = (await player.ask('get-alert-state')) as { readonly document: unknown };
    return alertStateSchema.parse(payloadOf(answer.document));
  };
  const told = await state();
  const list = knownGoodListSchema.parse(await object(told.knownGood ?? ''));
  expect(list.releases).toMatchObject([{ screenId, number }]);
  expect(releaseEnvelopeSchema.parse(payloadOf(await object(list.releases[0]?.document ?? '')))).toMatchObject({ number, screenId });

  // what takes two to pin takes two to take back
  const lifting = await publisher.call(knownGoodRoutes.proposeKnownGood, { body: { siteId, act: 'unpin', screenIds: [screenId] } });
  const params = { proposalId: lifting.proposals[0]?.id ?? '' };
  expect([lifting.pins.length, lifting.proposals]).toMatchObject([1, [{ act: 'unpin', releases: [{ screenId, number }] }]]);
  expect(await publisher.refused(knownGoodRoutes.approveKnownGood, { params, body: {} })).toMatchObject({ code: 'same-person' });
  expect(await other.call(knownGoodRoutes.approveKnownGood, { params, body: {} })).toEqual({ pins: [], proposals: [] });
  await until('the players are told', async () => (await state()).knownGood === undefined);
  player.close();
  device.socket.disconnect();
});
