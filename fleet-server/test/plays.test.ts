import { momentRoutes, playRoutes, playsCsvPath, type PlayRecord } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFleetWorld, type Enrolment, type FleetWorld } from './fleet-world.ts';
import { playBatch, playRecord } from './play-batch.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: FleetWorld;
  let enrolment: Enrolment;
  beforeEach(async () => {
    world = await openFleetWorld(await newStore());
    enrolment = await world.enrol(await world.addScreen('B12'));
    const player = world.connect(enrolment);
    await player.welcome;
    const recordAt = (sequence: number): PlayRecord => ({
      ...playRecord(sequence),
      itemId: sequence % 2 === 0 ? 'even' : '=odd',
      ended: sequence === 3 ? 'cut-by-alert' : 'completed',
    });
    expect(await player.ask('play-records', playBatch(enrolment, 1, 5, recordAt))).toEqual({ kind: 'stored', through: 5 });
  });
  afterEach(() => world.close());

  const params = () => ({ screenId: enrolment.screenId });
  const span = { fromMs: 0, untilMs: 1_000 };

  test('what a screen showed is listed in order, by span, item and end, page after page, with the chain that it stands in', async () => {
    const { chief } = world;
    const list = async (query: object) => await chief.call(playRoutes.listPlays, { params: params(), query: { ...span, ...query } });
    const sequences = async (query: object) => (await list(query)).plays.map(({ sequence }) => sequence);
    const whole = await list({});
    expect(whole).toMatchObject({ isMore: false, pictureAtMs: null, chains: [{ first: 1, last: 5, count: 5, isWhole: true }] });
    expect(await sequences({})).toEqual([1, 2, 3, 4, 5]);
    expect(await sequences({ fromMs: 20, untilMs: 40 })).toEqual([2, 3]);
    expect(await sequences({ itemId: 'even' })).toEqual([2, 4]);
    expect(await sequences({ ended: 'cut-by-alert' })).toEqual([3]);
    expect(await sequences({ skip: 2, limit: 2 })).toEqual([3, 4]);
    // a record that somebody took out of the store is missed
    await world.server.app.context.telemetry.deleteFrom('play_records').where('sequence', '=', 3).execute();
    expect((await list({})).chains).toMatchObject([{ first: 1, last: 5, count: 4, isWhole: false }]);
  });

  test('what was on at an instant is told by the records that cover it', async () => {
    const at = async (atMs: number) => (await world.chief.call(momentRoutes.playsAt, { params: params(), query: { atMs } })).plays;
    const { fromMs, untilMs } = playRecord(2);
    const on = async (atMs: number) => (await at(atMs)).map(({ sequence }) => sequence);
    expect([await on(fromMs), await on(untilMs - 1), await on(untilMs), await on(1_000)]).toEqual([[2], [2], [3], []]);
  });

  test('the same is had as CSV, in which no cell is a formula; a span that is too long is refused by its name', async () => {
    const { chief } = world;
    const get = async (query: string) =>
      fetch(`${world.server.url}${playsCsvPath(enrolment.screenId)}?${query}`, { headers: { cookie: chief.cookie } });
    const lines = (await (await get('fromMs=0&untilMs=1000&ended=cut-by-alert')).text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^1970-01-01T00:00:00\.030Z,1970-01-01T00:00:00\.040Z,'=odd,,vi,cut-by-alert,main,entry,1,synced,/);
    const refused = await get(`fromMs=0&untilMs=${32 * 86_400_000}`);
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { code: 'bad-input', field: 'query.untilMs', limit: 31 * 86_400_000 },
    ]);
    expect((await fetch(`${world.server.url}${playsCsvPath(enrolment.screenId)}?fromMs=0&untilMs=9`)).status).toBe(401);
  });
});
