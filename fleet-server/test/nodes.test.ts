import {
  alertRoutes,
  commandRoutes,
  contentRoutes,
  feedRoutes,
  fleetRoutes,
  roleSchema,
  scheduleRoutes,
  type Publication,
} from '@gatecast/protocol';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulatedClock, systemClock } from '@gatecast/clock';
import { holdLease } from '../src/features/collection/lease.ts';
import { createRollUp } from '../src/features/health/roll-up.ts';
import { hasBalancer, startBalancer } from './balancer.ts';
import { approvedNotice, openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';
import { hasRedis, startRedis, type RedisServer } from './redis-server.ts';
import { startBucket, type Bucket } from './bucket.ts';
import { connectTestPlayer, deviceKey, knock, wellHeartbeat, type TestPlayer } from './test-device.ts';

// Two nodes on one PostgreSQL and one Redis, both real; people and players are at one or the other.

const isPossible = postgresPrograms() !== null && hasRedis();
let postgres: PostgresCluster;
let redis: RedisServer;
let keysFolder: string;
let bucket: Bucket;
let one: ContentWorld;
let two: ContentWorld;
let atOne: Caller;
let atTwo: Caller;
let siteId: string;
const players: TestPlayer[] = [];

beforeAll(async () => {
  if (!isPossible) return;
  [postgres, redis] = [await startPostgres(), await startRedis()];
  keysFolder = await mkdtemp(join(tmpdir(), 'gatecast-keys-'));
  bucket = await startBucket();
  const shared = {
    GATECAST_TRUTH: await postgres.createDatabase(),
    GATECAST_REDIS: redis.url,
    GATECAST_KEYS: keysFolder,
    ...bucket.settings,
  };
  one = await openContentWorld(shared);
  two = await openContentWorld(shared);
  atOne = await one.signIn('chief', roleSchema.options);
  atTwo = await two.signIn('deputy', roleSchema.options);
  const names = { vi: 'Sân bay Nội Bài', en: 'Noi Bai' };
  siteId = (await atOne.call(fleetRoutes.createSite, { body: { names, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] } })).id;
  await until('the other node knows the site', async () => two.app.context.fleet.current().sites.has(siteId));
}, 60_000);
afterAll(async () => {
  if (!isPossible) return;
  for (const player of players) player.close();
  for (const world of [one, two]) await world.close();
  await bucket.close();
  await redis.kill();
  await postgres.close();
  await rm(keysFolder, { recursive: true, force: true });
});

const test2 = test.skipIf(!isPossible);

async function addScreen(name: string): Promise<string> {
  const body = { name, siteId, areaId: null, kind: 'display' as const, widthPx: 1_920, heightPx: 1_080 };
  const { id } = await atOne.call(fleetRoutes.createScreen, { body });
  return id;
}
/** A player whose code was shown by one node and typed into the other. */
async function enrol(screenId: string) {
  const key = deviceKey();
  const device = knock(one.url, key);
  const { code } = await device.pairing;
  const { playerId } = await atTwo.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const enrolled = await device.enrolled;
  device.socket.disconnect();
  return { key, playerId, screenId, enrolled, code };
}
function connect(world: ContentWorld, { key, playerId }: { key: ReturnType<typeof deviceKey>; playerId: string }): TestPlayer {
  const player = connectTestPlayer({ url: world.url, key, playerId });
  players.push(player);
  return player;
}
const message = {
  severity: 'extreme',
  urgency: 'immediate',
  style: 'full-screen',
  texts: {
    vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên.' },
    en: { headline: 'Evacuate', instruction: 'Follow the staff.' },
  },
} as const;
async function raise(by: Caller, name: string): Promise<string> {
  const template = await atOne.call(alertRoutes.createAlertTemplate, { body: { name, ...message } });
  await atTwo.call(alertRoutes.approveAlertTemplate, { params: { templateId: template.id } });
  return (await by.call(alertRoutes.raiseAlert, { body: { templateId: template.id, siteId } })).id;
}
const hasAlert = (player: TestPlayer, id: string) => player.alertStates.some(({ alerts }) => alerts.some((alert) => alert.id === id));

test2('who makes something at one node and asks the other in the next breath finds it', async () => {
  for (const name of ['A1', 'A2', 'A3']) {
    const screenId = await addScreen(name);
    expect(await atTwo.call(fleetRoutes.getScreen, { params: { screenId } })).toMatchObject({ name });
  }
});

test2('a code that one node shows is typed into the other once, and the device there learns who it is', async () => {
  const screenId = await addScreen('B1');
  const { playerId, enrolled, code } = await enrol(screenId);
  expect(enrolled).toMatchObject({ playerId, screenId, siteId });
  const other = await addScreen('B2');
  for (const caller of [atOne, atTwo])
    expect(await caller.refused(fleetRoutes.claimEnrolment, { body: { code, screenId: other } })).toMatchObject({ code: 'code-unknown' });
});

test2('each node shows the whole wall, and a player that moves to the other node is never offline', async () => {
  const screenId = await addScreen('B3');
  const enrolment = await enrol(screenId);
  const first = connect(one, enrolment);
  await first.welcome;
  await first.ask('heartbeat', wellHeartbeat);
  const seenAtTwo = async () => (await atTwo.call(fleetRoutes.getScreen, { params: { screenId } })).state;
  await until('the heartbeat is on the other wall', async () => (await seenAtTwo()) === 'healthy');
  first.close();
  await until('the other wall says that it is gone', async () => (await seenAtTwo()) === 'offline');
  const second = connect(two, enrolment);
  await second.welcome;
  await second.ask('heartbeat', { ...wellHeartbeat, sequence: 2 });
  const screen = () => atOne.call(fleetRoutes.getScreen, { params: { screenId } });
  await until('the first wall has it back', async () => (await screen()).state === 'healthy');
  expect(await screen()).toMatchObject({ isConnected: true, heartbeat: { sequence: 2 } });
});

test2('one key on two nodes at once is refused where it comes second, and a connection that is dead is replaced', async () => {
  const enrolment = await enrol(await addScreen('B4'));
  const living = connect(one, enrolment);
  await living.welcome;
  await until('the other node knows who holds it', async () => {
    const { isConnected } = await atTwo.call(fleetRoutes.getScreen, { params: { screenId: enrolment.screenId } });
    return isConnected;
  });
  expect(await connect(two, enrolment).fault).toMatchObject({ code: 'key-in-use' });
  // from here on it does not prove itself any more, as behind a half-open connection
  living.socket.removeAllListeners('challenge');
  await connect(two, enrolment).welcome;
  await living.closed;
});

test2('an alert, a publication and a command of one node reach the player that is connected to the other', async () => {
  const screenId = await addScreen('B5');
  const player = connect(one, await enrol(screenId));
  await player.welcome;
  const alertId = await raise(atTwo, 'Evacuation');
  await until('the alert', async () => hasAlert(player, alertId));
  const command = await atTwo.call(commandRoutes.commandScreen, {
    params: { screenId },
    body: { order: { name: 'identify', seconds: 5 } },
  });
  await until('the command', async () => player.commands.some(({ id }) => id === command.id));
  const { commands } = await atTwo.call(commandRoutes.listCommands, { params: { screenId } });
  expect(commands).toMatchObject([{ id: command.id }]);

  const { id: supplierId } = await atOne.call(contentRoutes.createSupplier, { body: { name: 'Tourism' } });
  const people = { editor: atOne, approver: atTwo, publisher: atTwo, supplierId };
  const itemId = await approvedNotice(people, 'Welcome', { vi: 'Xin chào', en: 'Welcome' });
  const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
  const { id: playlistId } = await atOne.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  await atOne.call(scheduleRoutes.createEntry, {
    body: { name: 'Base', tier: 'fallback', targets, playlistId, when: { kind: 'always' } },
  });
  const publication: Publication = await atTwo.call(scheduleRoutes.publish, { body: { note: 'first' } });
  const number = publication.screens.find((screen) => screen.screenId === screenId)?.releaseNumber ?? 0;
  await until('the release', async () => player.releaseNumbers.includes(number));
  await player.ask('release-report', { number, state: 'active', atMs: Date.now() });
  await until('the other node knows that it is active', async () => {
    const { release } = await atTwo.call(fleetRoutes.getScreen, { params: { screenId } });
    return release?.state === 'active';
  });
});

test2('values of a feed that are sent to one node reach the player that is connected to the other', async () => {
  const player = connect(one, await enrol(await addScreen('F1')));
  await player.welcome;
  const states: string[] = [];
  player.socket.on('feed-state', ({ payload }: { payload: string }) => states.push(Buffer.from(payload, 'base64').toString('utf8')));
  const columns = [{ key: 'gate', type: 'text' as const, from: 'gate' }];
  const { source, token } = await atOne.call(feedRoutes.createFeedSource, {
    body: { name: 'Gates', siteId, intake: { kind: 'push' }, columns },
  });
  await fetch(`${two.url}/api/feed-sources/${source.id}/values`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${String(token)}` },
    body: JSON.stringify({ rows: [{ gate: 'Hữu Nghị' }] }),
  });
  await until('the values', async () => states.some((state) => state.includes('Hữu Nghị')));
});

test2('an incident that one node opens is seen live by those who watch at the other', async () => {
  const screenId = await addScreen('F2');
  await connect(one, await enrol(screenId)).welcome;
  const heard: string[] = [];
  // Screens of earlier tests may have incidents of their own meanwhile.
  for (const world of [one, two]) {
    world.app.context.live.on('incident', (incident) => incident.screenId === screenId && heard.push(world === one ? 'one' : 'two'));
  }
  one.app.context.live.emit('incident-told', screenId, 'record-gap', { says: 'another-chain' });
  await until('both hear', async () => heard.length === 2);
  expect(heard.toSorted()).toEqual(['one', 'two']);
});

test2('an entry on the bus that no node wrote makes none of them deaf', async () => {
  const stranger = createClient({ url: redis.url });
  await stranger.connect();
  await stranger.xAdd('gatecast:facts', '*', { said: 'hello' });
  await stranger.xAdd('gatecast:facts', '*', { told: 'no JSON' });
  await stranger.close();
  const heard: string[] = [];
  two.app.context.bus.onFact((fact) => void (fact.fact === 'changed' && heard.push(...fact.lists)));
  one.app.context.live.emit('changed', ['notification-routes']);
  await until('the other node hears on', async () => heard.includes('notification-routes'));
});

test2('two that publish at once at two nodes never number past one another', async () => {
  const notes = await Promise.all(
    [atOne, atTwo].map(async (caller, index) => {
      await caller.call(contentRoutes.listMedia, {});
      const name = `Screen ${index}`;
      await addScreen(`C${index}`);
      try {
        await caller.call(scheduleRoutes.publish, { body: { note: name } });
        return 'published';
      } catch (error) {
        return String(error).includes('edited-meanwhile') ? 'told to look again' : String(error);
      }
    }),
  );
  expect(notes.filter((note) => note !== 'told to look again')).toContain('published');
  expect(notes.every((note) => note === 'published' || note === 'told to look again')).toBe(true);
  const { releases } = await one.app.context.truth
    .selectFrom('releases')
    .select((eb) => eb.fn.countAll<number>().as('releases'))
    .executeTakeFirstOrThrow();
  const pairs = await one.app.context.truth.selectFrom('releases').select(['screenId', 'number']).distinct().execute();
  expect(pairs.length).toBe(releases);
});

test2(
  'what happens while Redis is gone reaches the players of the other node all the same, and so does what happens when it is back',
  async () => {
    const screenId = await addScreen('B6');
    const player = connect(one, await enrol(screenId));
    await player.welcome;
    await redis.kill();
    const during = await raise(atTwo, 'While Redis is gone');
    await until('the alert', async () => hasAlert(player, during));
    const command = await atTwo.call(commandRoutes.commandScreen, {
      params: { screenId },
      body: { order: { name: 'identify', seconds: 5 } },
    });
    await until('the command', async () => player.commands.some(({ id }) => id === command.id));
    await redis.start();
    const after = await raise(atTwo, 'After Redis came back');
    await until('the next alert', async () => hasAlert(player, after));
    const { code, detail } = await atOne.refused(fleetRoutes.getScreen, { params: { screenId: '0190a000-0000-7000-8000-00000000000a' } });
    expect([code, detail]).toEqual(['not-found', 'no such screen']);
  },
);

for (const kind of ['nginx', 'haproxy'] as const)
  test.skipIf(!isPossible || !hasBalancer(kind))(
    `players that come by long polls through ${kind} as the documentation has it are each held by one of two nodes, and both are used`,
    async () => {
      const balancer = await startBalancer(kind, [one.url, two.url]);
      try {
        const enrolments = [];
        for (let n = 0; n < 6; n++) enrolments.push(await enrol(await addScreen(`${kind} ${n}`)));
        const polling = enrolments.map(({ key, playerId }) => connectTestPlayer({ url: balancer.url, key, playerId, isPolling: true }));
        players.push(...polling);
        await Promise.all(polling.map(({ welcome }) => welcome));
        const alertId = await raise(atTwo, `By ${kind}`);
        await until('the alert', async () => polling.every((player) => hasAlert(player, alertId)));
        const beat = async (player: TestPlayer) => player.ask('heartbeat', { ...wellHeartbeat, channel: 'http' });
        for (let round = 0; round < 3; round++) await Promise.all(polling.map(beat));
        const held = await Promise.all(
          [one, two].map(async ({ url }) => /^gatecast_players_connected (\d+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
        );
        expect(held.every((count) => Number(count) > 0)).toBe(true);
        // what each node tells Prometheus is for those who stand beside it
        for (const path of ['/metrics', '/metrics?x', '/%6Detrics']) expect((await fetch(`${balancer.url}${path}`)).status).toBe(404);
        // a WebSocket says no spread, and may go to either
        const { key, playerId } = await enrol(await addScreen(`${kind} ws`));
        const beside = connectTestPlayer({ url: balancer.url, key, playerId });
        players.push(beside);
        expect(await beside.welcome).toMatchObject({ siteId });
      } finally {
        await balancer.stop();
      }
    },
  );

test2('a task of one node is held by one of two, and taken over where its holder has died', async () => {
  const clocks = [simulatedClock(1_000_000), simulatedClock(1_000_000)] as const;
  const truths = [one.app.context.truth, two.app.context.truth] as const;
  const both = async () => Promise.all([0, 1].map(async (n) => holdLease(truths[n as 0 | 1], 'test', `node ${n}`, clocks[n as 0 | 1])));
  const held = await both();
  expect(held.filter((lease) => lease !== null).length).toBe(1);
  const holder = held.findIndex((lease) => lease !== null) as 0 | 1;
  const other = (1 - holder) as 0 | 1;
  await held[holder]?.release();
  const again = await holdLease(truths[other], 'test', 'the other', clocks[other]);
  expect(again === null).toBe(false);
  // it dies: its clock stands still, and nobody renews; a minute later whoever asks has it, and it finds that it has lost it
  expect(await holdLease(truths[holder], 'test', 'waits', clocks[holder])).toBe(null);
  clocks[holder].advance(61_000);
  const taken = await holdLease(truths[holder], 'test', 'waits', clocks[holder]);
  expect(taken === null).toBe(false);
  clocks[other].advance(15_000);
  await until('the first has lost it', async () => again?.lost.aborted === true);
  await again?.release();
  expect(await holdLease(truths[other], 'test', 'the other', clocks[other])).toBe(null);
  await taken?.release();
});

test2(
  'two nodes that roll up the same minutes at once, again and again, make the same hours as one, and count no minute twice',
  async () => {
    const hourMs = 3_600_000;
    const telemetries = [one.app.context.telemetry, two.app.context.telemetry] as const;
    const screenIds = [await addScreen('R1'), await addScreen('R2'), await addScreen('R3')];
    await until('the other node knows them', async () => screenIds.every((id) => two.app.context.fleet.current().screens.has(id)));
    // long before anything that these servers have seen, so that it is all there is to roll up; an hour that none has is between
    const firstMs = Math.floor(Date.now() / hourMs) * hourMs - 30 * hourMs;
    const seed = 0x5eed;
    let state = seed;
    const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const states = ['healthy', 'impaired', 'offline'] as const;
    const wanted = new Map<string, { healthy: number; impaired: number; offline: number }>();
    const rows = screenIds.flatMap((screenId) =>
      Array.from({ length: 4 * 60 }, (_none, n) => n)
        .filter((n) => Math.floor(n / 60) !== 2 && random() < 0.8)
        .map((n) => ({ screenId, minuteMs: firstMs + n * 60_000, state: states[Math.floor(random() * 3)] ?? 'healthy' })),
    );
    for (const row of rows) {
      const key = `${row.screenId} ${Math.floor(row.minuteMs / hourMs) * hourMs}`;
      const counts = wanted.get(key) ?? { healthy: 0, impaired: 0, offline: 0 };
      counts[row.state] += 1;
      wanted.set(key, counts);
    }
    await telemetries[0].deleteFrom('health_hours').execute();
    await telemetries[0]
      .insertInto('health_minutes')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const clock = systemClock({ isBackground: true });
    const rollUps = () => [one, two].map(({ app }) => createRollUp({ clock, fleet: app.context.fleet, telemetry: app.context.telemetry }));
    const hours = async (telemetry: (typeof telemetries)[number]) => {
      const found = await telemetry.selectFrom('health_hours').selectAll().where('screenId', 'in', screenIds).execute();
      return new Map(
        found.map(({ screenId, hourMs: at, healthy, impaired, offline }) => [`${screenId} ${at}`, { healthy, impaired, offline }] as const),
      );
    };
    for (let round = 0; round < 3; round++) {
      await Promise.all(rollUps().map(async (rollUp) => rollUp.run()));
      for (const telemetry of telemetries) expect(await hours(telemetry)).toEqual(wanted);
      // as a node that begins anew and knows of nothing
      if (round < 2)
        await telemetries[round as 0 | 1]
          .deleteFrom('health_hours')
          .where('hourMs', '>=', firstMs + hourMs)
          .execute();
    }
  },
);

test2('a server whose PostgreSQL is gone says so, keeps its players, and goes on when it is back', async () => {
  const screenId = await addScreen('B7');
  const enrolment = await enrol(screenId);
  const player = connect(one, enrolment);
  await player.welcome;
  await postgres.stop();
  const body = { names: { en: 'Lost', vi: 'Mất' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] };
  expect(await atOne.refused(fleetRoutes.createSite, { body })).toMatchObject({ code: 'unavailable', status: 503 });
  expect((await fetch(`${one.url}/healthz`)).status).toBe(503);
  expect(await player.ask('heartbeat', wellHeartbeat)).toMatchObject({ releaseNumber: expect.any(Number) });
  await postgres.start();
  await until('the server is well again', async () => (await fetch(`${one.url}/healthz`)).status === 200);
  const site = await atOne.call(fleetRoutes.createSite, { body });
  await until('the other node knows it', async () => two.app.context.fleet.current().sites.has(site.id));
  expect(player.socket.connected).toBe(true);
});

test2('a node that was given other keys refuses to start', async () => {
  const strange = openContentWorld({ GATECAST_TRUTH: one.app.context.config.truthUrl ?? '' });
  await expect(strange).rejects.toThrow('give every node the same GATECAST_KEYS');
});

test2('a picture that is sent to one node is served by the other, and stands on its wall', async () => {
  const screenId = await addScreen('P1');
  const player = connect(one, await enrol(screenId));
  await player.welcome;
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64, 5)]);
  const takenAtMs = Date.now();
  expect(await player.ask('screenshot', { commandId: null, takenAtMs, mime: 'image/jpeg', bytes })).toMatchObject({ kind: 'stored' });
  const response = await fetch(`${two.url}/api/screens/${screenId}/screenshot`, { headers: { cookie: atTwo.cookie } });
  expect([response.status, Buffer.from(await response.arrayBuffer())]).toEqual([200, bytes]);
  await until('the other wall knows it', async () => {
    return (await atTwo.call(fleetRoutes.getScreen, { params: { screenId } })).screenshotAtMs === takenAtMs;
  });
});
