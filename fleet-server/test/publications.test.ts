import {
  contentRoutes,
  fleetRoutes,
  objectPath,
  payloadTypes,
  portalReleaseEnvelopeSchema,
  portalRoutes,
  releaseEnvelopeSchema,
  layoutRoutes,
  scheduleRoutes,
  workRoutes,
  type Publication,
  type SignedDocument,
  type StoredEntry,
  type Target,
} from '@gatecast/protocol';
import { openRelease, walkTree, type ReleaseContents } from '@gatecast/releases';
import { compile, instantOf } from '@gatecast/schedules';
import { nameOfBytes, quorumOf, verifyDocument, verifyRoot } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReleaseDoor } from '../src/features/publications/create-release-door.ts';
import { createNewestReleases } from '../src/features/publications/newest-releases.ts';
import { createPublisher } from '../src/features/publications/publisher.ts';
import type { CountedPublication } from '../src/features/publications/store.ts';
import type { ReleaseDoor } from '../src/release-door.ts';
import { approve, approvedNotice, hirePeople, makeSite, openContentWorld, until, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
let site: Awaited<ReturnType<typeof makeSite>>;
beforeEach(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
  site = await makeSite(world);
});
afterEach(async () => world.close());

/** A consumer as strict as a player: it holds what it has, fetches what is missing, and believes no byte before its hash. */
function consumer() {
  const held = new Map<string, Buffer>();
  const fetched: string[] = [];
  async function get(name: string): Promise<void> {
    const response = await fetch(`${world.url}${objectPath(name)}`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(nameOfBytes(bytes)).toBe(name);
    held.set(name, bytes);
    fetched.push(name);
  }
  return {
    /** Names fetched by the last `open`. */
    fetched,
    async open(tree: string): Promise<ReleaseContents> {
      fetched.length = 0;
      for (;;) {
        const opened = openRelease(tree, (name) => held.get(name));
        if (opened.kind === 'open') return opened.contents;
        if (opened.kind === 'bad') throw new Error(JSON.stringify(opened.faults));
        for (const name of opened.missing) await get(name);
      }
    },
    async items(tree: string) {
      for (;;) {
        const { leaves, missing, faults } = walkTree(tree, (name) => held.get(name));
        expect(faults).toEqual([]);
        if (missing.length === 0) return leaves;
        for (const name of missing) await get(name);
      }
    },
  };
}

async function door(): Promise<Omit<ReleaseDoor, 'pass'>> {
  const { context } = world.app;
  return createReleaseDoor(context, await createNewestReleases(context.truth));
}

function envelopeOf(signed: SignedDocument) {
  const root = world.app.context.keys.root.document;
  const verified = verifyDocument(signed, payloadTypes.release, releaseEnvelopeSchema, quorumOf(root, 'assembly'));
  if (verified.kind === 'refused') throw new Error(verified.detail);
  return verified.document;
}

async function releaseOf(screenId: string) {
  const signed = await (await door()).currentRelease(screenId);
  return signed === null ? null : envelopeOf(signed);
}

async function loop(name: string, itemIds: readonly string[]) {
  const slots = itemIds.map((itemId) => ({ kind: 'item' as const, itemId: itemId as never, weight: 1 }));
  return people.publisher.call(contentRoutes.createPlaylist, { body: { name, slots } });
}

type Draft = Partial<Pick<StoredEntry, 'tier' | 'when' | 'layoutId' | 'tickerPlaylistId' | 'daypartIds' | 'transition'>>;
async function entry(name: string, playlistId: StoredEntry['playlistId'], target: Target, more: Draft = {}) {
  const body = { name, tier: 'fallback' as const, targets: [target], playlistId, when: { kind: 'always' as const }, ...more };
  return people.publisher.call(scheduleRoutes.createEntry, { body });
}

const publish = (): Promise<Publication> => people.publisher.call(scheduleRoutes.publish, { body: {} });
const wholeSite = (): Target => ({ kind: 'site', siteId: site.siteId });

test('two screens fetch their trees over HTTP, verify every byte, and know what to show at any minute', async () => {
  const hall = await site.addScreen('Hall');
  const gate = await site.addScreen('Gate', { areaId: site.innerId });
  const welcome = await approvedNotice(people, 'Chào mừng', { vi: 'Chào mừng đến Hà Nội', en: 'Welcome to Hanoi' });
  const boarding = await approvedNotice(people, 'Lên máy bay', { vi: 'Vui lòng đến cửa số 5' });
  const ticker = await approvedNotice(people, 'Tin', { vi: 'Tin ngắn' });
  const unapproved = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'notice', title: 'not yet', category: 'travel', supplierId: people.supplierId },
  });
  const nested = await loop('nested', [boarding]);
  const base = await loop('base', [welcome, unapproved.id]);
  const line = await loop('line', [ticker]);
  const outer = await people.publisher.call(contentRoutes.createPlaylist, {
    body: { name: 'outer', slots: [{ kind: 'playlist', playlistId: nested.id, weight: 1 }] },
  });
  const night = await people.publisher.call(scheduleRoutes.createDaypart, {
    body: { name: 'Evening', spans: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '18:00', to: '22:00' }] },
  });
  const { layouts } = await people.publisher.call(layoutRoutes.listLayouts, {});
  const layoutId = layouts.find(({ key }) => key === 'main-ticker')?.id ?? null;
  const everywhere = await entry('Everywhere', base.id, wholeSite());
  const gates = await entry(
    'Gates',
    outer.id,
    { kind: 'area', areaId: site.innerId },
    {
      tier: 'regular',
      layoutId,
      tickerPlaylistId: line.id,
      daypartIds: [night.id],
    },
  );

  const heard: unknown[] = [];
  world.app.context.live.on('release-created', (screenId, number) => heard.push([screenId, number]));
  const publication = await publish();
  expect(publication).toMatchObject({ publishedBy: people.publisher.userId, unchangedCount: 0 });
  expect(publication.screens.map(({ screenId, state }) => [screenId, state])).toEqual([
    [hall, 'queued'],
    [gate, 'queued'],
  ]);
  expect(heard).toEqual(publication.screens.map(({ screenId, releaseNumber }) => [screenId, releaseNumber]));

  const player = consumer();
  const ofHall = await releaseOf(hall);
  const ofGate = await releaseOf(gate);
  expect(ofGate).toMatchObject({
    screenId: gate,
    siteId: site.siteId,
    areaIds: [site.innerId, site.outerId],
    screenKind: 'display',
    publicationId: publication.id,
  });
  const hallContents = await player.open(ofHall?.tree ?? '');
  expect(hallContents.objectNames.size).toBe(ofHall?.objectCount);
  const gateContents = await player.open(ofGate?.tree ?? '');
  expect(gateContents.objectNames.size).toBe(ofGate?.objectCount);
  // what both show was here already; no screen's id stands in any object
  expect(player.fetched.length).toBeLessThan(gateContents.objectNames.size);
  for (const name of gateContents.objectNames) expect(await (await fetch(`${world.url}${objectPath(name)}`)).text()).not.toContain(gate);

  const evening = instantOf(gateContents.screen.screen.zone, '2026-11-25T19:30', 'start') ?? 0;
  const noon = instantOf(gateContents.screen.screen.zone, '2026-11-25T12:00', 'start') ?? 0;
  expect(new Date(evening).toISOString()).toBe('2026-11-25T12:30:00.000Z');
  const shownAt = (contents: ReleaseContents, atMs: number) => {
    const compiled = compile(contents.plan);
    if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
    const { entryId, regions } = compiled.timeline.at(atMs);
    return [
      entryId,
      regions.map(({ regionId, shown }) => [regionId, 'itemId' in shown ? shown.itemId : 'itemIds' in shown ? shown.itemIds : shown.kind]),
    ];
  };
  expect(shownAt(hallContents, evening)).toEqual([everywhere.id, [['main', welcome]]]);
  expect(shownAt(gateContents, noon)).toEqual([everywhere.id, [['main', welcome]]]);
  expect(shownAt(gateContents, evening)).toEqual([
    gates.id,
    [
      ['main', boarding],
      ['ticker', [ticker]],
      ['clock', 'clock'],
    ],
  ]);
  expect([...gateContents.documents.values()].map(({ content }) => content.kind)).toEqual(Array(4).fill('notice'));
  expect((await people.publisher.call(scheduleRoutes.listEntries, {})).entries.map(({ isPublished }) => isPublished)).toEqual([true, true]);
});

test('publishing what did not change yields no release, and an edit of one item of a hundred costs its path', async () => {
  const screens = [await site.addScreen('A'), await site.addScreen('B', { areaId: site.outerId })];
  const ids: string[] = [];
  for (let count = 0; count < 100; count++) ids.push(await approvedNotice(people, `Notice ${count}`, { vi: `Số ${count}` }));
  await entry('All', (await loop('loop', ids)).id, wholeSite());
  const first = await publish();
  const player = consumer();
  const before = await releaseOf(screens[0] ?? '');
  await player.open(before?.tree ?? '');

  const again = await publish();
  expect(again).toMatchObject({ screens: [], unchangedCount: 2 });
  expect((await releaseOf(screens[0] ?? ''))?.number).toBe(before?.number);

  await approve(people, ids[42] as never, 'vi', { kind: 'notice', title: 'Notice 42', body: 'Số bốn mươi hai' });
  const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  expect(preview.changed.map(({ screenId, newObjects }) => [screenId, newObjects])).toEqual(screens.map((screenId) => [screenId, 4]));
  const second = await publish();
  expect(second.screens.length).toBe(2);
  const after = await releaseOf(screens[0] ?? '');
  await player.open(after?.tree ?? '');
  // the document, the item's part, the branch it stands in, the root
  expect(player.fetched.length).toBe(4);
  expect(player.fetched.length).toBe(preview.changed[0]?.newObjects);
  expect(after?.number).toBeGreaterThan(before?.number ?? Infinity);
  // the older one never arrived
  const { screens: overtaken } = await people.publisher.call(scheduleRoutes.getPublication, { params: { publicationId: first.id } });
  expect(overtaken.map(({ state }) => state)).toEqual(['superseded', 'superseded']);
  expect((await people.publisher.call(scheduleRoutes.listPublications, {})).publications.map(({ id }) => id)).toEqual([
    second.id,
    again.id,
    first.id,
  ]);
});

test('what is published with the token of a preview is what was previewed, or nothing', async () => {
  await site.addScreen('A');
  const notice = await approvedNotice(people, 'Chào', { vi: 'Xin chào' });
  await entry('All', (await loop('loop', [notice])).id, wholeSite());
  const look = () => people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  const { token } = await look();
  expect((await look()).token, 'the same twice').toBe(token);

  await approve(people, notice, 'vi', { kind: 'notice', title: 'Chào', body: 'Kính chào' });
  const problem = await people.publisher.refused(scheduleRoutes.publish, { body: { token } });
  expect(problem).toMatchObject({ status: 412, code: 'edited-meanwhile', field: 'body.token' });
  expect((await people.publisher.call(scheduleRoutes.listPublications, {})).publications).toEqual([]);

  const again = await look();
  expect(again.token).not.toBe(token);
  const { screens } = await people.publisher.call(scheduleRoutes.publish, { body: { token: again.token } });
  expect(screens.length).toBe(1);
});

test('a publication that is called off while it waits or is compiled changes nothing; once it is out, it cannot be', async () => {
  const screenId = await site.addScreen('Hall');
  await entry('Base', (await loop('base', [await approvedNotice(people, 'A', { vi: 'Một' })])).id, wholeSite());
  const { context } = world.app;
  const publisher = createPublisher(context, await createNewestReleases(context.truth));
  const params = { workId: 'called-off-in-time' };
  try {
    // another one is in hand for as long as it takes
    const hold = Promise.withResolvers<void>();
    const held = publisher.inTurn(() => hold.promise);
    const actor = people.publisher.userId;
    const ask = { note: '', acceptConflicts: false, activateAtMs: null, source: { kind: 'drafts' }, reach: 'everywhere', actor } as const;
    const first = publisher.publish({ ...ask, ...params });
    expect(await publisher.publish({ ...ask, ...params })).toMatchObject({ problem: { field: 'body.workId' } });
    expect(await people.publisher.call(workRoutes.readWork, { params })).toMatchObject({ stage: 'waits', isStoppable: true });
    await people.publisher.call(workRoutes.callOffWork, { params });
    hold.resolve();
    await held;
    expect(await first).toMatchObject({ kind: 'problem', problem: { code: 'called-off' } });
    expect([await releaseOf(screenId), (await people.publisher.call(scheduleRoutes.listPublications, {})).publications]).toEqual([
      null,
      [],
    ]);
  } finally {
    await publisher.close();
  }
  const { workId } = params;
  await people.publisher.call(scheduleRoutes.publish, { body: { workId } });
  const { code } = await people.publisher.refused(workRoutes.callOffWork, { params });
  expect([code, (await releaseOf(screenId)) === null]).toEqual(['not-found', false]);
});

test('whoever publishes at one site is not held up by what changes at another', async () => {
  const other = await site.technician.call(fleetRoutes.createSite, {
    body: { names: { vi: 'Ga Hà Nội' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] },
  });
  await site.addScreen('A');
  const body = { name: 'Ga', siteId: other.id, areaId: null, kind: 'display' as const, widthPx: 1_920, heightPx: 1_080 };
  await site.technician.call(fleetRoutes.createScreen, { body });
  const notice = await approvedNotice(people, 'Chào', { vi: 'Xin chào' });
  const { id: playlistId } = await loop('loop', [notice]);
  await entry('Here', playlistId, wholeSite());
  const there = await entry('There', playlistId, { kind: 'site', siteId: other.id });
  const local = await world.signIn('local', ['publisher'], site.siteId);
  const { token } = await local.call(scheduleRoutes.previewPublication, { body: {} });
  await people.publisher.call(scheduleRoutes.createEntry, {
    body: { name: 'More', tier: 'regular', targets: there.targets, playlistId, when: { kind: 'always' } },
  });
  expect((await local.call(scheduleRoutes.publish, { body: { token } })).screens.length).toBe(1);
});

test('a plan that could leave a screen blank is refused by name, and nothing is published anywhere', async () => {
  const [good, bad] = [await site.addScreen('good'), await site.addScreen('bad', { areaId: site.innerId })];
  const notice = await approvedNotice(people, 'Chào', { vi: 'Xin chào' });
  const { id: playlistId } = await loop('loop', [notice]);
  await entry('Good', playlistId, { kind: 'screen', screenId: good });
  await entry('Bad', playlistId, { kind: 'screen', screenId: bad }, { tier: 'regular' });
  const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  expect(preview.changed.map(({ screenId }) => screenId)).toEqual([good]);
  expect(preview.refused.map(({ screenId, faults }) => [screenId, faults.map(({ code }) => code)])).toEqual([
    [bad, ['no-unconditional-fallback']],
  ]);
  const problem = await people.publisher.refused(scheduleRoutes.publish, { body: {} });
  expect(problem).toMatchObject({
    status: 422,
    code: 'plan-refused',
    faults: [{ path: `screens[${bad}].entries`, code: 'no-unconditional-fallback' }],
  });
  expect(await releaseOf(good)).toBeNull();
  expect((await people.publisher.call(scheduleRoutes.listPublications, {})).publications).toEqual([]);
});

test('a screen that nothing addresses waits, and one that had something may not lose all of it', async () => {
  const [told, waiting] = [await site.addScreen('told'), await site.addScreen('waiting')];
  const { id: playlistId } = await loop('loop', [await approvedNotice(people, 'Chào', { vi: 'Xin chào' })]);
  const { id: entryId } = await entry('Told', playlistId, { kind: 'screen', screenId: told });
  expect(await publish()).toMatchObject({ screens: [{ screenId: told }], unchangedCount: 1 });
  expect(await releaseOf(waiting)).toBeNull();
  await people.publisher.call(scheduleRoutes.deleteEntry, { params: { entryId } });
  expect(await people.publisher.refused(scheduleRoutes.publish, { body: {} })).toMatchObject({ code: 'plan-refused' });
  expect((await releaseOf(told))?.screenId).toBe(told);
});

test('the older approved revision is shown while a newer one is in review', async () => {
  const screen = await site.addScreen('A');
  const notice = await approvedNotice(people, 'Chào', { vi: 'cũ' });
  await entry('All', (await loop('loop', [notice])).id, wholeSite());
  await publish();
  const params = { itemId: notice, language: 'vi' };
  await people.editor.call(contentRoutes.putVariant, { params, body: { content: { kind: 'notice', title: 'Chào', body: 'mới' } } });
  await people.editor.call(contentRoutes.submitVariant, { params });
  expect(await publish()).toMatchObject({ screens: [], unchangedCount: 1 });
  const { documents } = await consumer().open((await releaseOf(screen))?.tree ?? '');
  expect([...documents.values()].map(({ content }) => 'body' in content && content.body)).toEqual(['cũ']);
});

test('a look-up point and the portal have all approved articles', async () => {
  const { editor, supplierId } = people;
  const lookup = await site.addScreen('Look-up', { kind: 'lookup' });
  const display = await site.addScreen('Display');
  await entry('All', (await loop('loop', [await approvedNotice(people, 'Chào', { vi: 'Xin chào' })])).id, wholeSite());
  expect(await people.publisher.refused(portalRoutes.getPortalRelease, {})).toMatchObject({ code: 'not-found' });
  await publish();
  const { id: itemId } = await editor.call(contentRoutes.createItem, {
    body: { kind: 'article', title: 'Visa', category: 'border', supplierId },
  });
  const article = { kind: 'article' as const, title: 'Visa', summary: 'How', blocks: [{ kind: 'paragraph' as const, text: 'Long' }] };
  await approve(people, itemId, 'vi', article);
  await approve(people, itemId, 'fr', article);
  expect((await publish()).screens.map(({ screenId }) => screenId)).toEqual([lookup]);
  const has = async (screen: string) => (await consumer().open((await releaseOf(screen))?.tree ?? '')).items.has(itemId);
  expect([await has(lookup), await has(display)]).toEqual([true, false]);

  const get = async (path: string) => (await (await fetch(`${world.url}${path}`)).json()) as SignedDocument;
  const root = verifyRoot(await get('/api/portal/root'), null);
  if (root.kind === 'refused') throw new Error(root.detail);
  const signed = await get('/api/portal/release');
  const verified = verifyDocument(signed, payloadTypes.portalRelease, portalReleaseEnvelopeSchema, quorumOf(root.document, 'assembly'));
  if (verified.kind === 'refused') throw new Error(verified.detail);
  expect(verified.document).toMatchObject({ languages: ['vi', 'fr'], objectCount: 4 });
  expect((await consumer().items(verified.document.tree)).map(({ key }) => key)).toEqual([`item:${itemId}`]);
  await publish();
  expect(await get('/api/portal/release')).toEqual(signed);
});

test('reports move a release forward, survive a restart, and reach people as one publication', async () => {
  const screen = await site.addScreen('A');
  const notice = await approvedNotice(people, 'Chào', { vi: 'Xin chào' });
  await entry('All', (await loop('loop', [notice])).id, wholeSite());
  const { id, screens } = await publish();
  const number = screens[0]?.releaseNumber ?? 0;
  const told: CountedPublication[] = [];
  world.app.context.live.on('publication', (publication) => told.push(publication));
  const link = await door();
  expect([link.currentNumber(screen), link.releaseStatus(screen)?.state, link.currentNumber('nobody')]).toEqual([number, 'queued', 0]);
  for (const state of ['delivered', 'prepared', 'active', 'prepared'] as const)
    await link.recordReleaseReport(screen, { number, state, atMs: Date.now() });
  await link.recordReleaseReport(screen, { number: number + 1, state: 'active', atMs: Date.now() });
  await until('the publication is told', async () => told.at(-1)?.countsBySite.get(site.siteId)?.active === 1);
  expect(told.length).toBeLessThan(3);
  await world.restart();
  const after = await door();
  expect(after.releaseStatus(screen)).toMatchObject({ number, state: 'active', reason: null });
  expect((await people.publisher.call(scheduleRoutes.getPublication, { params: { publicationId: id } })).screens[0]).toMatchObject({
    state: 'active',
  });
});

test('a release that its player refused is given once more at the next publication', async () => {
  const screen = await site.addScreen('A');
  await entry('All', (await loop('loop', [await approvedNotice(people, 'Chào', { vi: 'Xin chào' })])).id, wholeSite());
  const { screens } = await publish();
  const number = screens[0]?.releaseNumber ?? 0;
  await (await door()).recordReleaseReport(screen, { number, state: 'refused', reason: 'bad-hash', atMs: Date.now() });
  await world.restart();
  const again = await publish();
  expect(again.screens).toMatchObject([{ screenId: screen, state: 'queued' }]);
  expect(again.screens[0]?.releaseNumber).toBeGreaterThan(number);
});

test('publishing to two hundred screens leaves the event loop to others', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 40; count++) ids.push(await approvedNotice(people, `Notice ${count}`, { vi: `Số ${count}` }));
  const { id: playlistId } = await loop('loop', ids);
  await entry('All', playlistId, wholeSite());
  for (let count = 0; count < 200; count++) await site.addScreen(`Screen ${count}`, { heightPx: 1_000 + count });
  // What this thread computes between two turns of its loop: a busy machine makes turns long, not this.
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (now.user + now.system - before.user - before.system) / 1_000);
    before = now;
  }, 1);
  const publication = await publish();
  clearInterval(timer);
  expect(publication.screens.length).toBe(200);
  expect(longestMs).toBeLessThan(50);

  // a list says how far it is in numbers; its screens come in pages
  const { publications } = await people.publisher.call(scheduleRoutes.listPublications, {});
  expect(publications[0]).toMatchObject({ id: publication.id, screenCount: 200, counts: { queued: 200, active: 0 } });
  expect(publications[0]).not.toHaveProperty('screens');
  const params = { publicationId: publication.id };
  const pages: string[][] = [];
  for (let after: string | null = ''; after !== null;) {
    const query = { limit: 90, ...(after === '' ? {} : { after }) };
    const page: { screens: { screenId: string }[]; next: string | null } = await people.publisher.call(
      scheduleRoutes.listPublicationScreens,
      { params, query },
    );
    pages.push(page.screens.map(({ screenId }) => screenId));
    after = page.next;
  }
  expect([pages.map(({ length }) => length), pages.flat()]).toEqual([[90, 90, 20], publication.screens.map(({ screenId }) => screenId)]);
  const active = await people.publisher.call(scheduleRoutes.listPublicationScreens, { params, query: { state: 'active' } });
  expect(active).toEqual({ screens: [], next: null });
});

test('a part of a video wall is told its canvas, a turned panel its turn, and an entry how its items come in', async () => {
  const wall = { widthPx: 3_840, heightPx: 2_160, xPx: 1_920, yPx: 0 };
  const body = { name: 'Wall 2', siteId: site.siteId, kind: 'display' as const, widthPx: 1_920, heightPx: 1_080 };
  const outside = await site.technician.refused(fleetRoutes.createScreen, { body: { ...body, wall: { ...wall, yPx: 1_081 } } });
  expect(outside).toMatchObject({ status: 400, field: 'body.wall.yPx' });
  const mounting = { wall, rotationDeg: 180 as const };
  const { id } = await site.technician.call(fleetRoutes.createScreen, { body: { ...body, rotationDeg: 90 } });
  const params = { screenId: id };
  const refused = await site.technician.refused(fleetRoutes.putMounting, { params, body: { wall: { ...wall, xPx: 1_921 } } });
  expect(refused).toMatchObject({ status: 400, field: 'body.wall.xPx', limit: 1_920 });
  await site.technician.call(fleetRoutes.putMounting, { params, body: mounting });
  expect(await site.technician.call(fleetRoutes.getScreen, { params })).toMatchObject(mounting);
  const playlist = await loop('base', [await approvedNotice(people, 'Chào', { vi: 'Chào mừng' })]);
  const { id: entryId } = await entry('Everywhere', playlist.id, wholeSite(), { transition: 'fade' });
  await publish();
  const envelope = await releaseOf(id);
  const { plan } = await consumer().open(envelope?.tree ?? '');
  expect(plan.screen).toMatchObject(mounting);
  expect(plan.entries.map((one) => [one.id, one.transition])).toEqual([[entryId, 'fade']]);
});
