import { alertRoutes, auditRoutes, contentRoutes, fleetRoutes, scheduleRoutes, wallScreenSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

let world: FleetWorld;
beforeAll(async () => {
  world = await openFleetWorld();
});
afterAll(async () => {
  await world.close();
});

const actionsOf = async (subject: string) =>
  (await world.chief.call(auditRoutes.listAudit, { query: { subject } })).rows.map(({ action }) => action);

test('a screen is renamed, moved, retagged and measured anew, in its revision; an edit of an older one says who was quicker', async () => {
  const { chief, hall, server } = world;
  const screenId = await world.addScreen('A1');
  const second = await server.signIn('second', ['technician']);
  const edit = { name: 'Arrivals 1', areaId: hall.id, kind: 'display', widthPx: 1_080, heightPx: 1_920, tags: ['arrivals'] } as const;
  const body = { ...edit, tags: [...edit.tags] };
  const saved = await second.call(fleetRoutes.putScreen, { params: { screenId }, body: { ...body, revision: 1 } });
  expect(saved).toMatchObject({ ...edit, revision: 2 });
  expect(await chief.refused(fleetRoutes.putScreen, { params: { screenId }, body: { ...body, name: 'Mine', revision: 1 } })).toMatchObject({
    code: 'edited-meanwhile',
    status: 412,
    meanwhile: { by: 'second', action: 'screen-changed', revision: 2 },
  });
  expect(await world.tile(screenId)).toMatchObject({ name: 'Arrivals 1', revision: 2 });
  await world.addScreen('A2');
  const taken = await chief.refused(fleetRoutes.putScreen, { params: { screenId }, body: { ...body, name: 'A2', revision: 2 } });
  expect([taken.code, taken.field]).toEqual(['already-exists', 'body.name']);
});

test('a site’s name, which stands at the head of what is shown, is refused in a language in which no font of the screens can draw it', async () => {
  const { chief } = world;
  const fields = { timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'], dayStart: '04:00' };
  const refusal = {
    code: 'bad-input',
    detail: 'body.names.en: no font of the screens has 🛂 (U+1F6C2)',
    field: 'body.names.en',
  };
  const wrong = { vi: 'Ga Gia Lâm', en: 'Gia Lam 🛂' };
  expect(await chief.refused(fleetRoutes.createSite, { body: { ...fields, names: wrong } })).toMatchObject(refusal);
  const site = await chief.call(fleetRoutes.createSite, { body: { ...fields, names: { vi: 'Ga Gia Lâm', en: 'Gia Lam' } } });
  const params = { siteId: site.id };
  expect(await chief.refused(fleetRoutes.putSite, { params, body: { ...fields, names: wrong, revision: 1 } })).toMatchObject(refusal);
  // nothing of it was kept
  const { sites } = await chief.call(fleetRoutes.listSites, {});
  expect(sites.find(({ id }) => id === site.id)?.names).toEqual({ vi: 'Ga Gia Lâm', en: 'Gia Lam' });
});

test('If-Match does over HTTP what the revision in a body does, and the answer says the next ETag', async () => {
  const { chief, server, site } = world;
  const address = `${server.url}/api/sites/${site.id}/downloads`;
  const put = async (tag: string, jitterMs: number) => {
    const headers = { cookie: chief.cookie, 'content-type': 'application/json', 'if-match': tag };
    const response = await fetch(address, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ bytesPerSecond: null, windows: [], jitterMs }),
    });
    await response.text();
    return [response.status, response.headers.get('etag')];
  };
  const read = await fetch(address, { headers: { cookie: chief.cookie } });
  await read.text();
  const tag = read.headers.get('etag') ?? '';
  expect(tag).toMatch(/^"0\./);
  expect([await put(tag, 1_000), await put(tag, 2_000), await put('"1"', 3_000), await put('1', 4_000)]).toEqual([
    [200, expect.stringMatching(/^"1\.[\w-]{22}"$/)],
    [412, null],
    [200, expect.stringMatching(/^"2\.[\w-]{22}"$/)],
    [400, null],
  ]);
});

test('a screen whose state changed is told anew to whoever has its old answer, and may be edited with the tag of that', async () => {
  const { chief, server } = world;
  const screenId = await world.addScreen('T1');
  const address = `${server.url}${fleetRoutes.getScreen.path.replace(':screenId', screenId)}`;
  const read = async (known: string) => fetch(address, { headers: { cookie: chief.cookie, 'if-none-match': known } });
  const first = await read('"none"');
  const tag = first.headers.get('etag') ?? '';
  const before = wallScreenSchema.parse(await first.json());
  expect((await read(tag)).status).toBe(304);

  // its player is paired, which is no edit of the screen
  await world.enrol(screenId);
  const second = await read(tag);
  expect(second.status).toBe(200);
  const after = wallScreenSchema.parse(await second.json());
  expect([before.player, after.player === null, before.revision === after.revision]).toEqual([null, false, true]);
  const edited = await fetch(address, {
    method: 'PUT',
    headers: { cookie: chief.cookie, 'content-type': 'application/json', 'if-match': tag },
    body: JSON.stringify({ name: 'T2', areaId: null, kind: 'display', widthPx: 1_920, heightPx: 1_080 }),
  });
  expect([edited.status, (await read(tag)).status]).toEqual([200, 200]);
});

test('what somebody aimed at a place, or put into it, keeps it from being removed, and is told before', async () => {
  const { chief, site } = world;
  const area = await chief.call(fleetRoutes.createArea, { body: { siteId: site.id, names: { en: 'Annexe' } } });
  const inner = await chief.call(fleetRoutes.createArea, { body: { siteId: site.id, parentId: area.id, names: { en: 'Room' } } });
  const screenId = await world.addScreen('X1', inner.id);
  const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots: [] } });
  const targets = [{ kind: 'screen' as const, screenId }];
  const entry = { name: 'Only here', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
  const { id: entryId } = await chief.call(scheduleRoutes.createEntry, { body: entry });
  const refusedBy = async (route: typeof fleetRoutes.areaRemoval, areaId: string) =>
    (await chief.call(route, { params: { areaId } })).refusedBy.map(({ kind, name }) => [kind, name]);
  expect(await refusedBy(fleetRoutes.areaRemoval, area.id)).toEqual([['areas', 'Room']]);
  expect(await refusedBy(fleetRoutes.areaRemoval, inner.id)).toEqual([['screens', 'X1']]);
  const kept = await chief.refused(fleetRoutes.deleteScreen, { params: { screenId } });
  expect([kept.code, kept.faults?.map(({ message }) => message)]).toEqual(['in-use', ['Only here']]);
  expect((await chief.refused(fleetRoutes.deleteSite, { params: { siteId: site.id } })).code).toBe('in-use');
  await chief.call(scheduleRoutes.deleteEntry, { params: { entryId } });
  await chief.call(fleetRoutes.deleteScreen, { params: { screenId } });
  await chief.call(fleetRoutes.deleteArea, { params: { areaId: inner.id } });
  await chief.call(fleetRoutes.deleteArea, { params: { areaId: area.id } });
  expect((await chief.call(fleetRoutes.listSites, {})).areas.map(({ id }) => id)).not.toContain(area.id);
  expect(await actionsOf(`area:${area.id}`)).toEqual(['area-removed', 'area-created']);
});

test('a removed screen loses its player at once, and its name is free again', async () => {
  const { chief } = world;
  const screenId = await world.addScreen('B12');
  const enrolment = await world.enrol(screenId);
  const player = world.connect(enrolment);
  await player.welcome;
  const removal = await chief.call(fleetRoutes.screenRemoval, { params: { screenId } });
  expect(removal).toEqual({ refusedBy: [], takesAlong: [{ kind: 'players', count: 1 }], revision: 1 });
  await chief.call(fleetRoutes.deleteScreen, { params: { screenId }, query: { revision: 1 } });
  expect(await player.fault).toMatchObject({ code: 'revoked' });
  expect((await chief.refused(fleetRoutes.getScreen, { params: { screenId } })).code).toBe('not-found');
  expect(await world.addScreen('B12')).not.toBe(screenId);
});

test('an area moves with what lies in it, never into itself; a site is renamed, and goes when nothing is left in it', async () => {
  const { chief, hall, gate } = world;
  const body = { names: { vi: 'Cửa 12', en: 'Gate 12' }, parentId: null, revision: 1 };
  expect(await chief.call(fleetRoutes.putArea, { params: { areaId: gate.id }, body })).toMatchObject({ parentId: null, revision: 2 });
  const inside = { names: hall.names, parentId: hall.id, revision: 1 };
  expect(await chief.refused(fleetRoutes.putArea, { params: { areaId: hall.id }, body: inside })).toMatchObject({ field: 'body.parentId' });
  const fields = { names: { en: 'Vinh' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
  const site = await chief.call(fleetRoutes.createSite, { body: fields });
  const renamed = { ...fields, names: { en: 'Vinh Airport' }, dayStart: '05:00', revision: site.revision };
  expect(await chief.call(fleetRoutes.putSite, { params: { siteId: site.id }, body: renamed })).toMatchObject({ ...renamed, revision: 2 });
  const texts = { vi: { headline: 'Thử', instruction: '' } };
  const alert = { severity: 'minor', urgency: 'future', style: 'banner', texts, siteId: site.id } as const;
  await chief.call(alertRoutes.requestAlert, { body: alert });
  const kept = await chief.refused(fleetRoutes.deleteSite, { params: { siteId: site.id } });
  expect(kept.faults?.map(({ message }) => message)).toEqual(['Thử']);
  const other = await chief.call(fleetRoutes.createSite, { body: fields });
  await chief.call(fleetRoutes.deleteSite, { params: { siteId: other.id } });
  expect((await chief.call(fleetRoutes.listSites, {})).sites.map(({ id }) => id)).not.toContain(other.id);
});
