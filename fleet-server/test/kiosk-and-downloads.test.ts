import { fleetRoutes, siteDownloadsSchema, type ExitTry, type SiteDownloads } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import type { TestPlayer } from './test-device.ts';

let world: FleetWorld;
beforeAll(async () => {
  world = await openFleetWorld();
});
afterAll(async () => {
  await world.close();
});

test('how a site uses its network reaches players that are connected at once and others when they come, and is refused by its limits', async () => {
  const told = (player: TestPlayer) => {
    const heard: SiteDownloads[] = [];
    player.socket.on('site-downloads', (message: unknown) => void heard.push(siteDownloadsSchema.parse(message)));
    return heard;
  };
  const here = await world.enrol(await world.addScreen('B12'));
  const first = world.connect(here);
  const heard = told(first);
  await first.welcome;
  const params = { siteId: world.site.id };
  const unbound = { bytesPerSecond: null, windows: [], jitterMs: 0 };
  expect(await world.chief.call(fleetRoutes.getDownloads, { params })).toEqual({ ...unbound, revision: 0 });
  const night = { bytesPerSecond: 500_000, windows: [{ from: '22:00', to: '05:00' }], jitterMs: 600_000 };
  expect(await world.chief.call(fleetRoutes.putDownloads, { params, body: night })).toEqual({ ...night, revision: 1 });
  // what is not of the site's own line stays out of it
  expect((await world.chief.call(fleetRoutes.listSites, {})).sites).toEqual([world.site]);
  await until('the push', async () => heard.length === 2);
  expect(heard).toEqual([unbound, night]);
  const second = world.connect(await world.enrol(await world.addScreen('B13')));
  const later = told(second);
  await until('the word after welcome', async () => later.length === 1);
  expect(later).toEqual([night]);
  const refused = await Promise.all(
    [
      { ...night, bytesPerSecond: 10 },
      { ...night, jitterMs: 3_600_001 },
      { ...night, windows: [{ from: '25:00', to: '05:00' }] },
    ].map((body) => world.chief.refused(fleetRoutes.putDownloads, { params, body })),
  );
  expect(refused.map(({ field }) => field)).toEqual(['body.bytesPerSecond', 'body.jitterMs', 'body.windows[0].from']);
});

test('each try to leave a kiosk becomes one line of the audit, however often it is told, and a flood of them is refused', async () => {
  const screenId = await world.addScreen('B14');
  const enrolment = await world.enrol(screenId);
  const player = world.connect(enrolment);
  await player.welcome;
  const idOf = (count: number) => `0190a000-0000-7000-8000-${String(count).padStart(12, '0')}`;
  const tried = (count: number, result: ExitTry['result'], failures: number): ExitTry => ({
    id: idOf(count),
    atMs: count,
    result,
    failures,
  });
  const tries = [tried(1, 'wrong', 1), tried(2, 'wrong', 2), tried(3, 'granted', 0)];
  expect(await player.ask('exit-tries', { tries: tries.slice(0, 2) })).toEqual({ kind: 'stored', through: 0 });
  // the answer was lost
  expect(await player.ask('exit-tries', { tries })).toEqual({ kind: 'stored', through: 0 });
  const rows = async () => {
    const { truth } = world.server.app.context;
    const found = truth.selectFrom('audit').selectAll().where('action', '=', 'exit-tried').where('subject', '=', `screen:${screenId}`);
    return (await found.orderBy('sequence').execute()).map(({ actor, detail }) => [actor, JSON.parse(detail) as unknown]);
  };
  const actor = `player:${enrolment.playerId}`;
  expect(await rows()).toEqual([
    [actor, { result: 'wrong', failures: 1, atMs: 1 }],
    [actor, { result: 'wrong', failures: 2, atMs: 2 }],
    [actor, { result: 'granted', failures: 0, atMs: 3 }],
  ]);
  expect(await player.ask('exit-tries', { tries: [{ ...tries[0], result: 'opened' }] })).toMatchObject({
    kind: 'refused',
    code: 'bad-input',
  });
  for (let batch = 0; batch < 9; batch++) {
    const more = Array.from({ length: 50 }, (_, index) => tried(100 + 50 * batch + index, 'wrong', 9));
    await player.ask('exit-tries', { tries: more });
  }
  const last = Array.from({ length: 50 }, (_, index) => tried(900 + index, 'wrong', 9));
  expect(await player.ask('exit-tries', { tries: last })).toMatchObject({ kind: 'refused', code: 'too-many' });
  expect(await rows()).toHaveLength(453);
});
