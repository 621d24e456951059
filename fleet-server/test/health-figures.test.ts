import { healthRoutes, type HealthFigure, type Heartbeat, type RouteAnswer } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRollUp } from '../src/features/health/roll-up.ts';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { wellHeartbeat } from './test-device.ts';

const [minute, hour] = [60_000, 3_600_000];
type Answer = RouteAnswer<typeof healthRoutes.getScreenFigures>;

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeEach(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterEach(() => world.close());

  const figuresOf = (screenId: string, query: { fromMs?: number; untilMs?: number } = {}) =>
    world.chief.call(healthRoutes.getScreenFigures, { params: { screenId }, query });
  const pointsOf = ({ figures }: Answer, figure: HealthFigure) =>
    figures.find((one) => one.figure === figure)?.points.filter((point) => point !== null) ?? [];

  test('what heartbeats tell of storage, memory, temperature and clock stands minute by minute; silence and what a player does not tell are gaps', async () => {
    const screenId = await world.addScreen('F1');
    const player = world.connect(await world.enrol(screenId));
    await player.welcome;
    const minuteOf = async (heartbeat: Heartbeat) => {
      for (let looks = 0; looks < 6; looks++) {
        await player.ask('heartbeat', heartbeat);
        world.clock.advance(10_000);
      }
    };
    const told = (freeBytes: number, temperatureC: number): Heartbeat => ({
      ...wellHeartbeat,
      clock: { state: 'synced', offsetMs: -40 },
      storage: { freeBytes, mediaBytes: 0 },
      machine: { memoryBytes: 4_000, memoryFreeBytes: 1_000, temperatureC },
    });
    await minuteOf(told(5_000, 40));
    const fromMs = Math.ceil(world.clock.nowMs() / minute) * minute;
    await minuteOf(told(4_000, 41.24));
    await minuteOf(told(3_000, 52));
    // its file system cannot be asked, its clock is not set, and it knows no machine
    await minuteOf({ ...wellHeartbeat, clock: { state: 'untrusted', offsetMs: 7 }, storage: { freeBytes: 0, mediaBytes: 0 } });
    player.close();
    await until('it is gone', async () => (await world.tile(screenId)).state === 'offline');
    for (let looks = 0; looks < 18; looks++) world.clock.advance(10_000);
    await until('five minutes are written', async () => {
      const rows = world.server.app.context.telemetry.selectFrom('health_minutes').select('minuteMs').where('screenId', '=', screenId);
      return (await rows.execute()).length >= 6;
    });

    const answer = await figuresOf(screenId, { fromMs });
    const [first, ...others] = answer.figures;
    expect(first).toMatchObject({ figure: 'freeBytes', limit: { value: 256 * 1_024 ** 2, isBadAbove: false } });
    expect(others.map(({ figure, limit }) => [figure, limit])).toEqual([
      ['freeMemoryBp', { value: 500, isBadAbove: false }],
      ['memoryBytes', null],
      ['temperatureDeciC', { value: 850, isBadAbove: true }],
      ['clockOffsetMs', null],
    ]);
    const means = (figure: HealthFigure) => pointsOf(answer, figure).map(({ mean }) => mean);
    expect(means('freeBytes')).toEqual(expect.arrayContaining([4_000, 3_000]));
    expect(means('temperatureDeciC')).toEqual(expect.arrayContaining([412, 520]));
    expect(new Set(means('freeMemoryBp'))).toEqual(new Set([2_500]));
    expect(new Set(means('clockOffsetMs'))).toEqual(new Set([-40]));
    // that minute told the player's own memory alone, and those after it nothing at all
    expect(means('memoryBytes').length).toBeGreaterThan(means('freeBytes').length);
    expect(means('memoryBytes').length).toBeLessThan(answer.parts.length);
    expect(answer.figures.every(({ points }) => points.length === answer.parts.length)).toBe(true);
  });

  test('minutes are rolled up to hours and days with the lowest, the mean and the highest; rolled up again they are the same', async () => {
    const screenId = await world.addScreen('F2');
    await world.enrol(screenId);
    const { telemetry, clock, fleet } = world.server.app.context;
    const nowMs = clock.nowMs();
    const firstMs = nowMs - (nowMs % hour) - 47 * hour;
    // a petabyte, so that a sum of a day is more than a double holds whole; half of the minutes of an hour tell a temperature; every tenth hour is silent
    const petabyte = 2 ** 50;
    const rows = Array.from({ length: 47 * 60 }, (_none, index) => {
      const [hourAt, at] = [Math.floor(index / 60), index % 60];
      const isSilent = hourAt % 10 === 9;
      return {
        ...{ screenId, minuteMs: firstMs + index * minute, state: isSilent ? ('offline' as const) : ('healthy' as const) },
        ...{ freeBytes: isSilent ? null : petabyte - at, memoryBytes: isSilent ? null : 100 + hourAt, freeMemoryBp: null },
        ...{ temperatureDeciC: isSilent || at % 2 === 1 ? null : -100 + at, clockOffsetMs: isSilent ? null : -5 },
      };
    });
    for (let from = 0; from < rows.length; from += 500)
      await telemetry
        .insertInto('health_minutes')
        .values(rows.slice(from, from + 500))
        .execute();
    const rolled = async () => {
      for (const table of ['health_hours', 'health_days'] as const)
        await telemetry.deleteFrom(table).where('screenId', '=', screenId).execute();
      await createRollUp({ clock, fleet, telemetry }).run();
      const ofHours = telemetry.selectFrom('health_figure_hours').selectAll().where('screenId', '=', screenId).orderBy('hourMs');
      const ofDays = telemetry.selectFrom('health_figure_days').selectAll().where('screenId', '=', screenId).orderBy('day');
      return { hours: await ofHours.execute(), days: await ofDays.execute() };
    };
    const once = await rolled();
    expect(once.hours.length).toBe(43);
    expect(once.hours[0]).toEqual({
      ...{ screenId, hourMs: firstMs },
      ...{ freeBytesLow: petabyte - 59, freeBytesMean: once.hours[0]?.freeBytesMean, freeBytesHigh: petabyte, freeBytesCount: 60 },
      ...{ freeMemoryBpLow: null, freeMemoryBpMean: null, freeMemoryBpHigh: null, freeMemoryBpCount: 0 },
      ...{ memoryBytesLow: 100, memoryBytesMean: 100, memoryBytesHigh: 100, memoryBytesCount: 60 },
      ...{ temperatureDeciCLow: -100, temperatureDeciCMean: -71, temperatureDeciCHigh: -42, temperatureDeciCCount: 30 },
      ...{ clockOffsetMsLow: -5, clockOffsetMsMean: -5, clockOffsetMsHigh: -5, clockOffsetMsCount: 60 },
    });
    expect(Math.abs((once.hours[0]?.freeBytesMean ?? 0) - (petabyte - 29.5))).toBeLessThanOrEqual(1);
    // the one day of Hanoi that lies whole between
    const day = once.days.find((one) => one.day === '2026-07-28');
    expect(day).toMatchObject({
      temperatureDeciCLow: -100,
      temperatureDeciCMean: -71,
      temperatureDeciCHigh: -42,
      freeBytesLow: petabyte - 59,
    });
    expect(await rolled()).toEqual(once);

    const week = await figuresOf(screenId, { fromMs: nowMs - 7 * 24 * hour });
    expect(week.parts[0]).toEqual({ fromMs: week.fromMs, untilMs: week.fromMs + hour });
    expect(pointsOf(week, 'temperatureDeciC').every(({ low, mean, high }) => low === -100 && mean === -71 && high === -42)).toBe(true);
    const season = await figuresOf(screenId, { fromMs: nowMs - 90 * 24 * hour });
    const at = season.parts.findIndex(({ fromMs }) => fromMs === Date.UTC(2026, 6, 27, 17));
    expect(season.figures.find(({ figure }) => figure === 'memoryBytes')?.points[at]).toEqual({
      low: day?.memoryBytesLow,
      mean: day?.memoryBytesMean,
      high: day?.memoryBytesHigh,
    });
    expect(season.parts.length).toBeGreaterThan(85);
    expect(pointsOf(season, 'memoryBytes').length).toBeLessThanOrEqual(3);
  });

  test('a screen that is not there has no figures, and a span that cannot be is refused by its field', async () => {
    const screenId = await world.addScreen('F3');
    const nowMs = world.clock.nowMs();
    const refusal = (params: { screenId: string }, query: object) => world.chief.refused(healthRoutes.getScreenFigures, { params, query });
    expect(await refusal({ screenId: '0190a000-0000-7000-8000-00000000000a' }, {})).toMatchObject({ code: 'not-found' });
    expect(await refusal({ screenId }, { fromMs: nowMs + hour })).toMatchObject({ code: 'bad-input', field: 'query.fromMs' });
    expect((await figuresOf(screenId)).figures.every(({ points }) => points.every((point) => point === null))).toBe(true);
  });
});
