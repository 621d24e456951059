import { simulatedClock } from '@gatecast/clock';
import { healthRoutes, uptimeBpOf, type HealthTally } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchHealth } from '../src/features/health/watch-health.ts';
import type { Presence } from '../src/features/fleet/presence.ts';
import { sweepOlder } from '../src/store/sweep-older.ts';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { wellHeartbeat } from './test-device.ts';

const [minute, hour] = [60_000, 3_600_000];
onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  /** Turns the clock; `beat` keeps a player alive meanwhile. */
  async function turn(forMs: number, beat: () => Promise<unknown> = async () => undefined): Promise<void> {
    for (let turned = 0; turned < forMs; turned += 10_000) {
      await beat();
      world.clock.advance(10_000);
    }
  }
  const healthOf = (screenId: string, query: { fromMs?: number; untilMs?: number } = {}) =>
    world.chief.call(healthRoutes.getScreenHealth, { params: { screenId }, query });
  const known = ({ healthy, impaired, offline }: HealthTally) => [healthy, impaired, offline];

  test('minutes are healthy, impaired, offline or unknown, and none is offline because the server was started again', async () => {
    const screenId = await world.addScreen('H1');
    const enrolment = await world.enrol(screenId);
    const player = world.connect(enrolment);
    await player.welcome;
    // to a whole minute
    await turn(minute, async () => player.ask('heartbeat', wellHeartbeat));
    const fromMs = world.clock.nowMs();
    await turn(5 * minute, async () => player.ask('heartbeat', wellHeartbeat));
    await turn(2 * minute, async () => player.ask('heartbeat', { ...wellHeartbeat, stage: 'silent' }));
    const total = async () => (await healthOf(screenId, { fromMs })).total;
    await until('seven minutes', async () => known(await total()).join(' ') === '5 2 0');

    await world.server.restart();
    // the server was away for ten minutes, and nobody knows what was then
    world.clock.setWallClock(world.clock.nowMs() + 10 * minute);
    const back = world.connect(enrolment);
    await back.welcome;
    await turn(3 * minute, async () => back.ask('heartbeat', wellHeartbeat));
    await until('more', async () => (await total()).healthy >= 7);
    // the minute in which the server ended counts as what was seen of it
    const { impaired, offline, unknown } = await total();
    expect([impaired === 2 || impaired === 3, offline, unknown >= 9]).toEqual([true, 0, true]);
    back.close();
    await until('it is gone', async () => (await world.tile(screenId)).state === 'offline');
    await turn(4 * minute);
    await until('four more', async () => (await total()).offline >= 3);
    const { total: whole, buckets } = await healthOf(screenId, { fromMs });
    expect(known(whole).reduce((sum, each) => sum + each, whole.unknown)).toBe(Math.floor((world.clock.nowMs() - fromMs) / minute));
    expect(buckets.map((bucket) => bucket.untilMs - bucket.fromMs)).toEqual(Array.from({ length: buckets.length }, () => minute));
    const uptime = uptimeBpOf(whole) ?? 0;
    expect([uptime > 6_000, uptime < 8_000]).toEqual([true, true]);

    const site = await world.chief.call(healthRoutes.getSiteHealth, { params: { siteId: world.site.id }, query: { fromMs } });
    expect(site.screens).toEqual([{ screenId, ...whole }]);
  });

  test('hours and days are rolled up from minutes and count none of them twice, also where they are rolled up again', async () => {
    const screenId = await world.addScreen('H2');
    await world.enrol(screenId);
    const { telemetry, clock } = world.server.app.context;
    const nowMs = clock.nowMs();
    const firstMs = nowMs - (nowMs % hour) - 47 * hour;
    // one minute of each hour away
    const rows = Array.from({ length: (nowMs - firstMs) / minute - 1 }, (_none, index) => ({
      ...{ screenId, minuteMs: firstMs + index * minute, state: index % 60 === 7 ? ('offline' as const) : ('healthy' as const) },
    }));
    for (let from = 0; from < rows.length; from += 1_000)
      await telemetry
        .insertInto('health_minutes')
        .values(rows.slice(from, from + 1_000))
        .execute();
    // as if this server had never rolled anything up
    await telemetry.deleteFrom('health_hours').execute();
    await world.server.restart();
    const hoursRolled = async () =>
      (await world.server.app.context.telemetry.selectFrom('health_hours').selectAll().where('screenId', '=', screenId).execute()).length;
    await until('all hours are rolled up', async () => (world.clock.advance(10_000), (await hoursRolled()) >= 47));
    const stored = await world.server.app.context.telemetry
      .selectFrom('health_days')
      .selectAll()
      .where('screenId', '=', screenId)
      .execute();
    // at Hanoi, where a day of 24 hours lies between
    expect(stored.map(({ day, healthy, offline }) => [day, healthy, offline])).toContainEqual(['2026-07-28', 1_416, 24]);

    const asked = [undefined, nowMs - 24 * hour, firstMs - 24 * hour, firstMs - 60 * 24 * hour];
    for (const fromMs of asked) {
      const { total, buckets, ...span } = await healthOf(screenId, fromMs === undefined ? {} : { fromMs });
      const expected = rows.filter((row) => row.minuteMs >= span.fromMs);
      const offline = expected.filter(({ state }) => state === 'offline').length;
      // what was written since is there as well
      expect([total.healthy, total.offline >= offline, total.offline <= offline + 30]).toEqual([expected.length - offline, true, true]);
      const sum = (of: 'healthy' | 'offline') => buckets.reduce((all, bucket) => all + bucket[of], 0);
      expect([sum('healthy'), sum('offline')]).toEqual([total.healthy, total.offline]);
      const site = await world.chief.call(healthRoutes.getSiteHealth, {
        params: { siteId: world.site.id },
        query: fromMs === undefined ? {} : { fromMs },
      });
      expect(site.screens.find((one) => one.screenId === screenId)).toEqual({ screenId, ...total });
    }

    // the same as strips: of each part the worst; a screen of nowhere is left out
    const strip = async (fromMs: number) => {
      const query = { fromMs, untilMs: nowMs, screenIds: `${screenId},nowhere` };
      const answer = await world.chief.call(healthRoutes.getHealthStrips, { params: { siteId: world.site.id }, query });
      expect(answer.strips.map((one) => one.screenId)).toEqual([screenId]);
      return { ...answer, parts: answer.strips[0]?.parts ?? '' };
    };
    const day = await strip(firstMs + 30 * hour);
    expect([day.stepMs, day.fromMs, day.parts.length]).toEqual([
      15 * minute,
      firstMs + 30 * hour,
      Math.ceil((nowMs - day.fromMs) / day.stepMs),
    ]);
    // the seventh minute of each hour was away; of the last quarter hours a part is not written yet
    expect(day.parts.slice(0, 40)).toBe('ohhh'.repeat(10));
    const week = await strip(firstMs - 5 * 24 * hour);
    expect([week.stepMs, week.parts.slice(0, 120), week.parts.slice(120, 165)]).toEqual([hour, '-'.repeat(120), 'o'.repeat(45)]);
    const tooLong = { fromMs: nowMs - 30 * 24 * hour, screenIds: screenId };
    expect(await world.chief.refused(healthRoutes.getHealthStrips, { params: { siteId: world.site.id }, query: tooLong })).toMatchObject({
      code: 'bad-input',
      field: 'query.fromMs',
    });
  });

  test('of two nodes the one that holds a connection writes its minutes, whatever the other believes', async () => {
    const screenId = await world.addScreen('H3');
    const { context } = world.server.app;
    const clock = simulatedClock(Date.UTC(2026, 5, 1));
    const seen = { impairments: [], isConnected: true, lastSeenMs: null, heartbeat: null };
    const node = (state: ReturnType<Presence['of']>['state'], isHere: boolean) =>
      watchHealth(
        { ...context, clock },
        { of: () => ({ state, ...seen }), isHere: (id) => isHere && id === screenId, heardSince: () => null },
      );
    // the second has lost the bus, and takes a screen for offline that plays at the first
    const nodes = [node('offline', false), node('healthy', true), node('offline', false)];
    for (let looks = 0; looks < 30; looks++) clock.advance(10_000);
    for (const one of nodes) await one.close();
    const rows = await context.telemetry
      .selectFrom('health_minutes')
      .select(['minuteMs', 'state'])
      .where('screenId', '=', screenId)
      .execute();
    const there = rows.filter(({ minuteMs }) => minuteMs < Date.UTC(2026, 5, 2));
    expect([there.length, new Set(there.map(({ state }) => state))]).toEqual([6, new Set(['healthy'])]);
  });

  test('a span that ends before it begins, or is too long, is refused by its field', async () => {
    const screenId = await world.addScreen('H4');
    const nowMs = world.clock.nowMs();
    for (const query of [{ fromMs: nowMs, untilMs: nowMs - 1 }, { fromMs: nowMs + hour }, { fromMs: 0, untilMs: nowMs }])
      expect(await world.chief.refused(healthRoutes.getScreenHealth, { params: { screenId }, query })).toMatchObject({ code: 'bad-input' });
  });

  test('what is older than it is kept is removed portion by portion, and nothing else is', async () => {
    const screenId = await world.addScreen('H old');
    const { telemetry } = world.server.app.context;
    const rows = Array.from({ length: 2_500 }, (_none, n) => ({ screenId, minuteMs: n * minute, state: 'healthy' as const }));
    await telemetry.insertInto('health_minutes').values(rows).execute();
    await sweepOlder(telemetry, 'health_minutes', 'minuteMs', 2_400 * minute);
    const left = await telemetry.selectFrom('health_minutes').select('minuteMs').where('screenId', '=', screenId).execute();
    expect(left.map(({ minuteMs }) => minuteMs / minute).toSorted((a, b) => a - b)).toEqual(rows.slice(2_400).map((_row, n) => 2_400 + n));
  });
});
