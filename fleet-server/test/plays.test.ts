import {
  allPlaysCsvPath,
  fleetRoutes,
  momentRoutes,
  playRoutes,
  playsCsvPath,
  type PlayRecord,
  type RouteAnswer,
} from '@gatecast/protocol';
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
    expect(whole).toMatchObject({ isMore: false, picturesAtMs: [], chains: [{ first: 1, last: 5, count: 5, isWhole: true }] });
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

  test('what all screens showed is told in order of time and in pages, by site, item, entry and end, to whoever may see them', async () => {
    const { chief, server } = world;
    const other = await world.enrol(await world.addScreen('B13'));
    const player = world.connect(other);
    await player.welcome;
    // an hour and a day later than the first screen's, and in between
    const recordAt = (sequence: number): PlayRecord => ({
      ...playRecord(sequence),
      ...(sequence > 2 ? { fromMs: 25 * 3_600_000 + sequence * 10, untilMs: 25 * 3_600_000 + sequence * 10 + 10 } : {}),
      ...{ itemId: 'odd-one', entryId: sequence === 4 ? 'noon' : 'entry' },
    });
    expect(await player.ask('play-records', playBatch(other, 1, 4, recordAt))).toEqual({ kind: 'stored', through: 4 });
    const [B12, B13] = [enrolment.screenId, other.screenId];
    const whole = { fromMs: 0, untilMs: 30 * 3_600_000 };
    async function walk(query: object, caller = chief): Promise<readonly string[]> {
      const told: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page: RouteAnswer<typeof playRoutes.listAllPlays> = await caller.call(playRoutes.listAllPlays, {
          query: { ...whole, limit: 2, ...query, ...(after === undefined ? {} : { after }) },
        });
        expect(page.plays.length).toBeLessThanOrEqual(2);
        told.push(...page.plays.map(({ screenId, sequence }) => `${screenId === B12 ? 'B12' : 'B13'} ${sequence}`));
        after = page.next;
      }
      return told;
    }
    const all = await walk({});
    expect(all.length).toBe(9);
    expect(new Set(all).size).toBe(9);
    const page = await chief.call(playRoutes.listAllPlays, { query: { ...whole, limit: 500 } });
    const times = page.plays.map(({ fromMs }) => fromMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([await walk({ itemId: 'odd-one' }), await walk({ entryId: 'noon' }), await walk({ ended: 'cut-by-alert' })]).toEqual([
      ['B13 1', 'B13 2', 'B13 3', 'B13 4'],
      ['B13 4'],
      ['B12 3'],
    ]);
    expect(await walk({ fromMs: 20, untilMs: 40, itemId: 'even' })).toEqual(['B12 2']);
    expect((await walk({ siteId: world.site.id })).length).toBe(9);
    const elsewhere = await chief.call(fleetRoutes.createSite, { body: { names: { en: 'Vinh' }, timeZone: 'UTC', languages: ['en'] } });
    expect(await walk({ siteId: elsewhere.id })).toEqual([]);
    expect(await walk({}, await server.signIn('of-vinh', ['technician'], elsewhere.id))).toEqual([]);
    expect(await chief.refused(playRoutes.listAllPlays, { query: { ...whole, after: 'nonsense' } })).toMatchObject({
      field: 'query.after',
    });
    // one screen's list takes an entry too
    const ofOne = await chief.call(playRoutes.listPlays, { params: { screenId: B13 }, query: { ...whole, entryId: 'noon' } });
    expect(ofOne.plays.map(({ sequence }) => sequence)).toEqual([4]);

    const csv = await fetch(`${server.url}${allPlaysCsvPath}?fromMs=0&untilMs=${whole.untilMs}&entryId=noon`, {
      headers: { cookie: chief.cookie },
    });
    const lines = (await csv.text()).trim().split('\r\n');
    expect([csv.status, lines.length, lines[1]?.split(',').slice(0, 2)]).toEqual([200, 2, [B13, 'B13']]);
  });
});
