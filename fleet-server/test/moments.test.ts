import { contentRoutes, fleetRoutes, itemIdSchema, momentRoutes, scheduleRoutes } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, until, type ContentWorld, type People } from './content-world.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

let world: ContentWorld;
let people: People;
beforeEach(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterEach(async () => {
  await world.close();
});

test('of any instant it is known which release a screen had, has or will have, and what its stage is handed of it', async () => {
  const site = await makeSite(world);
  const screenId = await site.addScreen('B12');
  const params = { screenId };
  const held = async (atMs: number) => await people.publisher.call(momentRoutes.heldRelease, { params, query: { atMs } });
  const draft = async () => await people.publisher.call(momentRoutes.draftStage, { params });
  expect([await held(Date.now()), await draft()]).toEqual([{ held: null, firstActiveMs: null }, { kind: 'unaddressed' }]);

  const key = deviceKey();
  const { code } = await knock(world.url, key).pairing;
  const { playerId } = await site.technician.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const player = connectTestPlayer({ url: world.url, key, playerId });
  await player.welcome;
  const itemId = await approvedNotice(people, 'Chào mừng', { vi: 'Chào mừng đến Hà Nội', en: 'Welcome to Hanoi' });
  const slots = [{ kind: 'item', itemId: itemIdSchema.parse(itemId) } as const];
  const playlist = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'Always', slots } });
  const entry = await people.publisher.call(scheduleRoutes.createEntry, {
    body: {
      name: 'Everywhere',
      tier: 'fallback',
      targets: [{ kind: 'site', siteId: site.siteId }],
      playlistId: playlist.id,
      when: { kind: 'always' },
    },
  });
  expect(await draft()).toMatchObject({ kind: 'compiled', release: { number: 0, plan: { entries: [{ name: 'Everywhere' }] } } });

  const first = (await people.publisher.call(scheduleRoutes.publish, { body: {} })).screens[0]?.releaseNumber ?? 0;
  expect((await held(Date.now() + 60_000)).held).toEqual({ number: first, how: 'on-its-way', fromMs: null, untilMs: null });
  await until('the push', async () => player.releaseNumbers.includes(first));
  const activeAtMs = Date.now() - 5_000;
  await player.ask('release-report', { number: first, state: 'active', atMs: activeAtMs });
  const now = await held(Date.now());
  expect(now.held).toMatchObject({ number: first, how: 'active', untilMs: null });
  const fromMs = now.held?.fromMs ?? 0;
  expect(await held(fromMs - 1)).toEqual({ held: null, firstActiveMs: fromMs });

  const { id: _, revision: __, changedAtMs: ___, isPublished: ____, ...fields } = entry;
  await people.publisher.call(scheduleRoutes.putEntry, {
    params: { entryId: entry.id },
    body: { ...fields, name: 'Renamed', revision: entry.revision },
  });
  const activateAtMs = Date.now() + 3_600_000;
  const second = (await people.publisher.call(scheduleRoutes.publish, { body: { activateAtMs } })).screens[0]?.releaseNumber ?? 0;
  expect((await held(activateAtMs - 1)).held).toEqual({ number: first, how: 'active', fromMs, untilMs: activateAtMs });
  expect((await held(activateAtMs)).held).toEqual({ number: second, how: 'planned', fromMs: activateAtMs, untilMs: null });

  const handed = async (number: number) => await people.publisher.call(momentRoutes.stageRelease, { params: { screenId, number } });
  expect([await handed(first), await handed(second)]).toMatchObject([
    { number: first, screenKind: 'display', plan: { entries: [{ name: 'Everywhere' }] }, items: [{ id: itemId, title: 'Chào mừng' }] },
    { number: second, plan: { entries: [{ name: 'Renamed' }] } },
  ]);
  expect(
    Object.values((await handed(first)).documents)
      .map(({ language }) => language)
      .toSorted(),
  ).toEqual(['en', 'vi']);
  expect(await people.publisher.refused(momentRoutes.stageRelease, { params: { screenId, number: 1 } })).toMatchObject({
    code: 'not-found',
  });
  player.close();
});
