import { contentRoutes, scheduleRoutes, type StoredPlaylist } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
let site: Awaited<ReturnType<typeof makeSite>>;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
  site = await makeSite(world);
});
afterAll(async () => world.close());

const always = { kind: 'always' } as const;
async function playlist(name: string, slots: StoredPlaylist['slots'] = []) {
  return people.publisher.call(contentRoutes.createPlaylist, { body: { name, slots } });
}
const nest = (playlistId: StoredPlaylist['id']) => ({ kind: 'playlist' as const, playlistId, weight: 1 });

test('the two layouts of the house are there, and together their regions cover the screen', async () => {
  const { layouts } = await people.publisher.call(scheduleRoutes.listLayouts, {});
  expect(layouts.map(({ key, regions }) => [key, regions.map(({ content }) => content.kind)])).toEqual([
    ['full-screen', ['main']],
    ['main-ticker', ['main', 'ticker', 'clock']],
  ]);
  for (const { regions } of layouts)
    expect(regions.reduce((sum, { frame }) => sum + frame.widthBp * frame.heightBp, 0)).toBe(10_000 * 10_000);
});

test('playlists nest to depth three, and neither deeper nor in circles', async () => {
  const { publisher } = people;
  const c = await playlist('c');
  const b = await playlist('b', [nest(c.id)]);
  const a = await playlist('a', [nest(b.id)]);
  expect(await publisher.refused(contentRoutes.createPlaylist, { body: { name: 'top', slots: [nest(c.id), nest(a.id)] } })).toMatchObject({
    code: 'bad-input',
    field: 'body.slots[1].playlistId',
    limit: 3,
  });
  const circle = { params: { playlistId: c.id }, body: { name: 'c', slots: [nest(a.id)] } };
  const problem = await publisher.refused(contentRoutes.putPlaylist, circle);
  expect(problem).toMatchObject({ code: 'bad-input', field: 'body.slots[0].playlistId' });
  expect(problem.detail).toContain('c > a > b > c');
  const nothing = world.app.context.newId() as StoredPlaylist['id'];
  expect(await publisher.refused(contentRoutes.createPlaylist, { body: { name: 'x', slots: [nest(nothing)] } })).toMatchObject({
    field: 'body.slots[0].playlistId',
  });
});

test('an entry is saved with what it refers to, and changed only by who read its last revision', async () => {
  const item = await approvedNotice(people, 'Chào', { vi: 'Xin chào' });
  const main = await playlist('main', [{ kind: 'item', itemId: item, weight: 1 }]);
  const { layouts } = await people.publisher.call(scheduleRoutes.listLayouts, {});
  const layoutId = layouts.find(({ key }) => key === 'main-ticker')?.id ?? null;
  const targets = [{ kind: 'area' as const, areaId: site.innerId }];
  const draft = {
    name: 'Entry',
    tier: 'regular' as const,
    targets,
    playlistId: main.id,
    layoutId,
    tickerPlaylistId: main.id,
    when: always,
  };
  const entry = await people.publisher.call(scheduleRoutes.createEntry, { body: draft });
  expect(entry).toMatchObject({ revision: 1, isPublished: false, daypartIds: [] });
  const params = { entryId: entry.id };
  const changed = await people.publisher.call(scheduleRoutes.putEntry, { params, body: { ...draft, name: 'Other', revision: 1 } });
  expect(changed).toMatchObject({ revision: 2, name: 'Other' });
  expect(await people.publisher.refused(scheduleRoutes.putEntry, { params, body: { ...draft, revision: 1 } })).toMatchObject({
    status: 412,
    code: 'edited-meanwhile',
  });
  await people.publisher.call(scheduleRoutes.deleteEntry, { params });
  expect(await people.publisher.refused(scheduleRoutes.deleteEntry, { params })).toMatchObject({ code: 'not-found' });
});

test('what an entry cannot mean is refused at save by its field', async () => {
  const main = await playlist('plain');
  const { layouts } = await people.publisher.call(scheduleRoutes.listLayouts, {});
  const ticker = layouts.find(({ key }) => key === 'main-ticker')?.id ?? null;
  const draft = {
    name: 'Entry',
    tier: 'regular' as const,
    targets: [{ kind: 'site' as const, siteId: site.siteId }],
    playlistId: main.id,
    when: always,
  };
  const unknown = world.app.context.newId();
  const recurring = { kind: 'recurring' as const, start: '2026-07-27T08:00', end: '2026-07-27T09:00', excludedStarts: [], addedStarts: [] };
  const cases = [
    [{ playlistId: unknown as typeof main.id }, 'body.playlistId'],
    [{ layoutId: ticker }, 'body.tickerPlaylistId'],
    [{ tickerPlaylistId: main.id }, 'body.tickerPlaylistId'],
    [{ targets: [{ kind: 'area' as const, areaId: unknown as typeof site.innerId }] }, 'body.targets[0].areaId'],
    [{ daypartIds: [unknown as never] }, 'body.daypartIds[0]'],
    [{ when: { ...recurring, rules: ['FREQ=HOURLY'] } }, 'body.when.rules[0]'],
    [{ when: { ...recurring, end: '2026-07-27T08:00', rules: [] } }, 'body.when.end'],
  ] as const;
  for (const [change, field] of cases)
    expect(await people.publisher.refused(scheduleRoutes.createEntry, { body: { ...draft, ...change } as never })).toMatchObject({
      code: 'bad-input',
      field,
    });
  expect(
    await people.publisher.refused(scheduleRoutes.createDaypart, {
      body: { name: 'x', spans: [{ days: ['MO'], from: '24:00', to: '05:00' }] },
    }),
  ).toMatchObject({
    code: 'bad-input',
  });
  expect(await people.editor.refused(scheduleRoutes.createEntry, { body: draft })).toMatchObject({ code: 'not-permitted' });
});
