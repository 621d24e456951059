import {
  contentRoutes,
  entryTicker,
  layoutRoutes,
  objectPath,
  releaseEnvelopeSchema,
  scheduleRoutes,
  type LayoutDraft,
  type LayoutRegion,
} from '@gatecast/protocol';
import { openRelease } from '@gatecast/releases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReleaseDoor } from '../src/features/publications/create-release-door.ts';
import { createNewestReleases } from '../src/features/publications/newest-releases.ts';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';

type Content = LayoutRegion['content'];
function region(id: string, [xBp, yBp, widthBp, heightBp]: readonly [number, number, number, number], content: Content): LayoutRegion {
  return { id, frame: { xBp, yBp, widthBp, heightBp }, languages: { kind: 'sequence' }, content };
}
const main = region('main', [0, 0, 8_000, 10_000], { kind: 'main' });
const clock = region('clock', [8_000, 0, 2_000, 10_000], { kind: 'clock' });
const ticker = region('line', [8_000, 5_000, 2_000, 5_000], { kind: 'ticker', playlistId: entryTicker });
const halfClock = region('clock', [8_000, 0, 2_000, 5_000], { kind: 'clock' });
const draft: LayoutDraft = { name: 'Sảnh đến', aspect: '16:9', regions: [main, clock] };

onBothStores((newStore) => {
  let world: ContentWorld;
  let people: People;
  let siteId: Awaited<ReturnType<typeof makeSite>>['siteId'];
  let screenId: Awaited<ReturnType<Awaited<ReturnType<typeof makeSite>>['addScreen']>>;
  let playlistId: Awaited<ReturnType<typeof addLoop>>;
  async function addLoop(name: string) {
    const itemId = await approvedNotice(people, name, { vi: name });
    const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
    return (await people.publisher.call(contentRoutes.createPlaylist, { body: { name, slots } })).id;
  }
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    people = await hirePeople(world);
    const site = await makeSite(world);
    siteId = site.siteId;
    screenId = await site.addScreen('Hall');
    playlistId = await addLoop('Chào');
  });
  afterAll(async () => {
    await world.close();
  });
  /** The plan of what was published last, with every object fetched as a player does. */
  async function planOf(screen: string) {
    const { context } = world.app;
    const door = createReleaseDoor(context, await createNewestReleases(context.truth));
    const signed = await door.currentRelease(screen);
    const { tree } = releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(signed?.payload ?? '', 'base64').toString('utf8')));
    const held = new Map<string, Buffer>();
    for (;;) {
      const opened = openRelease(tree, (name) => held.get(name));
      if (opened.kind === 'open') return opened.contents.plan;
      if (opened.kind === 'bad') throw new Error(JSON.stringify(opened.faults));
      for (const name of opened.missing) held.set(name, Buffer.from(await (await fetch(`${world.url}${objectPath(name)}`)).arrayBuffer()));
    }
  }
  const listed = async (id: string) => (await people.publisher.call(layoutRoutes.listLayouts, {})).layouts.find((one) => one.id === id);

  test('a layout is drawn, changed by who read its last revision, and removed; the audit knows who', async () => {
    const { publisher, approver } = people;
    const made = await publisher.call(layoutRoutes.createLayout, { body: draft });
    expect(made).toMatchObject({ ...draft, key: made.id, isBuiltIn: false, revision: 1, entryCount: 0 });
    expect(await listed(made.id)).toEqual(made);
    const params = { layoutId: made.id };
    const turned = { ...draft, name: 'Cột', aspect: '9:16', regions: [clock, main] };
    const changed = await publisher.call(layoutRoutes.putLayout, { params, body: { ...turned, revision: 1 } });
    expect(changed).toMatchObject({ ...turned, revision: 2 });
    expect(await publisher.refused(layoutRoutes.putLayout, { params, body: { ...draft, revision: 1 } })).toMatchObject({
      status: 412,
      code: 'edited-meanwhile',
      limit: 2,
    });
    // the same, asked as HTTP has it
    const asked = await fetch(`${world.url}/api/layouts/${made.id}`, {
      method: 'PUT',
      headers: { cookie: publisher.cookie, 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify(draft),
    });
    expect([asked.status, asked.headers.get('content-type')]).toEqual([412, 'application/problem+json; charset=utf-8']);
    expect((await approver.refused(layoutRoutes.createLayout, { body: draft })).code).toBe('not-permitted');
    expect(await listed(made.id)).toEqual(changed);
    await publisher.call(layoutRoutes.deleteLayout, { params });
    expect(await listed(made.id)).toBeUndefined();
    expect((await publisher.refused(layoutRoutes.deleteLayout, { params })).code).toBe('not-found');
    const audited = await world.app.context.truth
      .selectFrom('audit')
      .select(['action', 'actor'])
      .where('subject', '=', `layout:${made.id}`)
      .orderBy('sequence')
      .execute();
    expect(audited).toEqual(['layout-created', 'layout-changed', 'layout-removed'].map((action) => ({ action, actor: publisher.userId })));
  });

  test('an editor draws and removes layouts, and puts none of them on a screen', async () => {
    const { editor } = people;
    const { id } = await editor.call(layoutRoutes.createLayout, { body: { ...draft, name: 'Biên tập' } });
    const params = { layoutId: id };
    const changed = await editor.call(layoutRoutes.putLayout, { params, body: { ...draft, name: 'Hai cột', revision: 1 } });
    expect(changed).toMatchObject({ name: 'Hai cột', revision: 2 });
    const entry = {
      ...{ name: 'Sảnh', tier: 'fallback' as const, targets: [{ kind: 'site' as const, siteId }], when: { kind: 'always' as const } },
      ...{ playlistId, layoutId: id },
    };
    expect((await editor.refused(scheduleRoutes.createEntry, { body: entry })).code).toBe('not-permitted');
    await editor.call(layoutRoutes.deleteLayout, { params });
    expect(await listed(id)).toBeUndefined();
  });

  test('what would be no layout is refused by its region and limit', async () => {
    const { publisher } = people;
    const wide = region('clock', [8_000, 0, 2_001, 10_000], { kind: 'clock' });
    const crowd = Array.from({ length: 16 }, (_, index) => region(`c${index}`, [8_000, index * 600, 2_000, 600], { kind: 'clock' }));
    const cases: readonly (readonly [unknown, object])[] = [
      [[clock], { field: 'body.regions', limit: 1 }],
      [[main, { ...main, id: 'second', frame: clock.frame }], { field: 'body.regions', limit: 1 }],
      [[main, wide], { field: 'body.regions[1].frame.widthBp', limit: 2_000 }],
      [[main, region('clock', [7_999, 0, 2_000, 10_000], { kind: 'clock' })], { field: 'body.regions[1].frame' }],
      [[main, { ...clock, id: 'main' }], { field: 'body.regions[1].id' }],
      [[main, { ...clock, frame: { ...clock.frame, heightBp: 99 } }], { field: 'body.regions[1].frame.heightBp', limit: 100 }],
      [[main, { ...ticker, content: { kind: 'ticker', playlistId } }], { field: 'body.regions[1].content.playlistId' }],
      [
        [main, { ...clock, content: { kind: 'playlist', playlistId: world.app.context.newId() } }],
        { field: 'body.regions[1].content.playlistId' },
      ],
      [[main, ...crowd], { field: 'body.regions' }],
      [[], { field: 'body.regions' }],
    ];
    for (const [regions, problem] of cases) {
      const refused = await publisher.refused(layoutRoutes.createLayout, { body: { ...draft, regions: regions as LayoutRegion[] } });
      expect(refused).toMatchObject({ status: 400, code: 'bad-input', ...problem });
    }
    const overlap = await publisher.refused(layoutRoutes.createLayout, {
      body: { ...draft, regions: [main, { ...clock, id: 'Đồng hồ', frame: main.frame }] },
    });
    expect(overlap.detail).toContain('"Đồng hồ" lies over "main"');
    expect(await publisher.refused(layoutRoutes.createLayout, { body: { ...draft, aspect: 'wide' } })).toMatchObject({
      field: 'body.aspect',
    });
  });

  test('a layout of the house is copied, and neither changed nor removed', async () => {
    const { publisher } = people;
    const { layouts } = await publisher.call(layoutRoutes.listLayouts, {});
    const house = layouts.find(({ key }) => key === 'main-ticker');
    if (house === undefined) throw new Error('no such layout of the house');
    const { name, aspect, regions, revision } = house;
    const params = { layoutId: house.id };
    expect((await publisher.refused(layoutRoutes.putLayout, { params, body: { name, aspect, regions, revision } })).code).toBe(
      'wrong-state',
    );
    expect((await publisher.refused(layoutRoutes.deleteLayout, { params })).code).toBe('wrong-state');
    const copy = await publisher.call(layoutRoutes.createLayout, { body: { name: 'Copy', aspect, regions } });
    expect(copy).toMatchObject({ isBuiltIn: false, regions });
    for (const one of layouts.filter(({ isBuiltIn }) => isBuiltIn))
      await publisher.call(layoutRoutes.createLayout, { body: { name: one.name, aspect: one.aspect, regions: one.regions } });
  });

  test('entries that use a layout keep it and its running line; what is drawn goes into their plan with the playlists of its regions', async () => {
    const { publisher } = people;
    const beside = await addLoop('Bên cạnh');
    const own = region('side', [8_000, 5_000, 2_000, 5_000], { kind: 'playlist', playlistId: beside });
    const made = await publisher.call(layoutRoutes.createLayout, { body: { ...draft, regions: [main, halfClock, own] } });
    const params = { layoutId: made.id };
    const entry = await publisher.call(scheduleRoutes.createEntry, {
      body: {
        name: 'Luôn phát',
        tier: 'fallback',
        targets: [{ kind: 'site', siteId }],
        playlistId,
        layoutId: made.id,
        when: { kind: 'always' },
      },
    });
    expect((await listed(made.id))?.entryCount).toBe(1);
    expect(await publisher.refused(layoutRoutes.deleteLayout, { params })).toMatchObject({
      status: 409,
      code: 'in-use',
      faults: [{ path: `entries[${entry.id}]`, code: 'in-use', message: 'Luôn phát' }],
    });
    const withLine = { ...draft, regions: [main, halfClock, ticker], revision: 1 };
    expect(await publisher.refused(layoutRoutes.putLayout, { params, body: withLine })).toMatchObject({
      code: 'in-use',
      faults: [{ message: 'Luôn phát' }],
    });
    const narrower = { ...main, frame: { ...main.frame, widthBp: 7_000 } };
    const changed = await publisher.call(layoutRoutes.putLayout, {
      params,
      body: { ...draft, regions: [narrower, halfClock, own], revision: 1 },
    });
    expect(changed.entryCount).toBe(1);
    await publisher.call(scheduleRoutes.publish, { body: {} });
    const plan = await planOf(screenId);
    expect(plan.layouts).toEqual([{ id: made.id, name: draft.name, regions: [narrower, halfClock, own] }]);
    expect(plan.playlists.map(({ id }) => id).sort()).toEqual([playlistId, beside].sort());
  });
});
