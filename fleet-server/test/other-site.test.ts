import {
  accountKeepingRoutes,
  alertRoutes,
  calendarRoutes,
  commandRoutes,
  contentRoutes,
  feedRoutes,
  fleetRoutes,
  knownGoodRoutes,
  layoutRoutes,
  meansRoutes,
  operatorNamespace,
  peopleRoutes,
  provisionRoutes,
  roleSchema,
  scheduleRoutes,
  screenRoutes,
  sitePlanRoutes,
  timetableRoutes,
  uploadRoutes,
  storedCommandSchema,
  type Route,
  type RouteInput,
} from '@gatecast/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRoutes } from '../src/http/open-api.ts';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { next, openSocket } from './test-device.ts';

// Two sites with the same things at each. Somebody holds every role at Vinh and none at Noi Bai, and must not see or touch Noi Bai.

let world: ContentWorld;
let chief: Caller;
let local: Caller;
let noiBai: Awaited<ReturnType<typeof furnish>>;
let vinh: Awaited<ReturnType<typeof furnish>>;

const name = 'Only-at-Noi-Bai';
const messageOf = (headline: string) =>
  ({ severity: 'minor', urgency: 'future', style: 'banner', texts: { vi: { headline, instruction: '' } } }) as const;

type CreateItem = RouteInput<typeof contentRoutes.createItem>['body'];
const layout = (label: string) => {
  const frame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
  const main = { id: 'main', frame, languages: { kind: 'sequence' as const }, content: { kind: 'main' as const } };
  return { name: label, aspect: '16:9', regions: [main] };
};

async function furnish(label: string) {
  const { id: siteId } = await chief.call(fleetRoutes.createSite, {
    body: { names: { vi: label }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] },
  });
  const { id: areaId } = await chief.call(fleetRoutes.createArea, { body: { siteId, names: { vi: label } } });
  const screen = { name: label, siteId, areaId, kind: 'display', widthPx: 1_920, heightPx: 1_080 } as const;
  const { id: screenId } = await chief.call(fleetRoutes.createScreen, { body: screen });
  const { id: supplierId } = await chief.call(contentRoutes.createSupplier, { body: { name: `Supplier ${world.app.context.newId()}` } });
  const item = { kind: 'notice', title: label, category: 'travel', supplierId, siteId, tags: [label] } satisfies CreateItem;
  const { id: itemId } = await chief.call(contentRoutes.createItem, { body: item });
  const content = { kind: 'notice', title: label, body: label } as const;
  await chief.call(contentRoutes.putVariant, { params: { itemId, language: 'vi' }, body: { content } });
  const { document } = await chief.call(contentRoutes.submitVariant, { params: { itemId, language: 'vi' } });
  const approver = await world.signIn(`approver-${siteId}`, ['approver'], siteId);
  await approver.call(contentRoutes.reviewVariant, { params: { itemId, language: 'vi' }, body: { document, decision: 'approve' } });
  const slots = [{ kind: 'item', itemId }] as const;
  const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, { body: { name: label, slots: [...slots], siteId } });
  const spans = [{ days: ['MO' as const], from: '08:00', to: '09:00' }];
  const { id: daypartId } = await chief.call(scheduleRoutes.createDaypart, { body: { name: label, spans, siteId } });
  const { id: calendarId } = await chief.call(calendarRoutes.createCalendar, { body: { name: label, dates: ['2026-09-02'], siteId } });
  const { id: layoutId } = await chief.call(layoutRoutes.createLayout, { body: { ...layout(label), siteId } });
  const entry = { name: label, tier: 'fallback', targets: [{ kind: 'site', siteId }], playlistId, when: { kind: 'always' } } as const;
  const { id: entryId } = await chief.call(scheduleRoutes.createEntry, { body: { ...entry, targets: [...entry.targets] } });
  const { id: templateId } = await chief.call(alertRoutes.createAlertTemplate, {
    body: { name: `${label} ${siteId}`, ...messageOf(label), siteId },
  });
  const { id: alertId } = await chief.call(alertRoutes.requestAlert, { body: { ...messageOf(label), siteId } });
  const mediaId = world.app.context.newId();
  await world.app.context.truth
    .insertInto('media')
    .values({
      ...{ id: mediaId, fileName: label, source: 'upload', state: 'failed', progressBp: 0, problem: null, kind: null },
      ...{ originalHash: mediaId, originalBytes: 1, renditionHash: null, durationMs: null, thumbnailHash: null, bundleHash: null },
      ...{ addedBy: 'system', addedAtMs: 1, searched: '' },
    })
    .execute();
  await world.app.context.truth.insertInto('site_owned').values({ kind: 'media', id: mediaId, siteId }).execute();
  const keeper = await world.signIn(`${label}-${siteId}`, ['clerk'], siteId);
  const feed = { name: label, siteId, intake: { kind: 'push' as const }, columns: [{ key: 'gate', type: 'text' as const, from: 'gate' }] };
  const { id: sourceId } = (await chief.call(feedRoutes.createFeedSource, { body: feed })).source;
  const means = { siteId, kind: 'display', name: label, condition: 'good' } as const;
  const { id: meansId } = await chief.call(meansRoutes.createMeans, { body: means });
  // the picture that is still on its way failed; a plan wants one that did not
  const picture = { state: 'ready', kind: 'image' } as const;
  await world.app.context.truth.updateTable('media').set(picture).where('id', '=', mediaId).execute();
  const uploadId = world.app.context.newId();
  await world.app.context.truth
    .insertInto('uploads')
    .values({
      ...{ id: uploadId, userId: chief.userId, siteId, fileName: label, sizeBytes: 1, fingerprint: uploadId, offsetBytes: 0 },
      ...{ changedAtMs: Date.now(), mediaId: null },
    })
    .execute();
  const { id: planId } = await chief.call(sitePlanRoutes.createSitePlan, { body: { siteId, mediaId } });
  const provision = { siteId, areaId, kind: 'display', year: 2027, wanted: 2 } as const;
  const { id: provisionId } = await chief.call(provisionRoutes.createProvision, { body: provision });
  const proposalId = world.app.context.newId();
  await world.app.context.truth
    .insertInto('known_good_proposals')
    .values({
      id: proposalId,
      siteId,
      act: 'pin',
      releases: JSON.stringify([{ screenId, number: 1 }]),
      proposedBy: 'somebody',
      proposedAtMs: 1,
    })
    .execute();
  return {
    ...{ siteId, areaId, screenId, supplierId, itemId, document, playlistId, daypartId, calendarId, layoutId },
    ...{ entry, entryId, templateId, alertId },
    ...{ mediaId, userId: keeper.userId, proposalId, sourceId, planId, uploadId, feed, means, meansId, provision, provisionId },
  };
}

beforeAll(async () => {
  world = await openContentWorld();
  chief = await world.signIn('chief', roleSchema.options);
  noiBai = await furnish(name);
  vinh = await furnish('Vinh');
  await chief.call(scheduleRoutes.publish, { body: {} });
  local = await world.signIn('local', roleSchema.options, vinh.siteId);
});
afterAll(async () => {
  await world.close();
});

/** What a call of each route would say of Noi Bai. Routes that are closed to people of a site need none. */
function aimAtNoiBai(route: Route): object {
  const { siteId, screenId, areaId, document, entry, templateId } = noiBai;
  const draft = { ...entry, playlistId: vinh.playlistId };
  const targets = { areaIds: [areaId], screenIds: [screenId] };
  const grants = [{ role: 'auditor', siteId }];
  const bodies = new Map<Route, object>([
    [fleetRoutes.createArea, { siteId, names: { vi: 'x' } }],
    [fleetRoutes.createScreen, { name: 'x', siteId, kind: 'display', widthPx: 100, heightPx: 100 }],
    [fleetRoutes.putLiveUrls, { isAllowed: true, hosts: ['example.vn'] }],
    [fleetRoutes.putExitPin, { pin: null }],
    [fleetRoutes.putMounting, { rotationDeg: 90 }],
    [fleetRoutes.putSite, { names: { vi: 'x' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'], revision: 1 }],
    [fleetRoutes.putArea, { names: { vi: 'x' }, parentId: null, revision: 1 }],
    [fleetRoutes.putScreen, { name: 'x', areaId: null, kind: 'display', widthPx: 100, heightPx: 100, tags: [], revision: 1 }],
    [fleetRoutes.claimEnrolment, { code: 'ABCDEFGH', screenId }],
    [screenRoutes.bulkEditScreens, { selection: { kind: 'ids', screenIds: [screenId] }, change: { addTags: ['x'] } }],
    [screenRoutes.commandScreens, { selection: { kind: 'ids', screenIds: [screenId] }, order: { name: 'identify', seconds: 5 } }],
    [screenRoutes.importScreens, { csv: `id,name\n${screenId},x`, token: '0'.repeat(64) }],
    [commandRoutes.commandScreen, { id: someId, order: { name: 'identify', seconds: 5 } }],
    [contentRoutes.createItem, { kind: 'notice', title: 'x', category: 'travel', supplierId: noiBai.supplierId, siteId }],
    [
      contentRoutes.putItem,
      { title: 'x', category: 'travel', supplierId: noiBai.supplierId, validity: { fromMs: null, untilMs: null }, missing: 'skip' },
    ],
    [contentRoutes.putVariant, { content: { kind: 'notice', title: 'x', body: 'x' } }],
    [contentRoutes.reviewVariant, { document, decision: 'reject' }],
    [contentRoutes.createPlaylist, { name: 'x', slots: [], siteId }],
    [contentRoutes.putPlaylist, { name: 'x', slots: [] }],
    [scheduleRoutes.createDaypart, { name: 'x', spans: [{ days: ['MO'], from: '08:00', to: '09:00' }], siteId }],
    [scheduleRoutes.putDaypart, { name: 'x', spans: [{ days: ['MO'], from: '08:00', to: '09:00' }], revision: 1 }],
    [calendarRoutes.createCalendar, { name: 'x', dates: ['2026-09-02'], siteId }],
    [calendarRoutes.putCalendar, { name: 'x', dates: ['2026-09-02'], revision: 1 }],
    [layoutRoutes.createLayout, { ...layout('x'), siteId }],
    [layoutRoutes.putLayout, { ...layout('x'), revision: 1 }],
    [scheduleRoutes.createEntry, { ...draft, targets: [{ kind: 'screen', screenId }] }],
    [scheduleRoutes.editEntries, { edits: [{ kind: 'remove', entryId: noiBai.entryId, revision: 1 }] }],
    [scheduleRoutes.putEntry, { ...draft, targets: [{ kind: 'site', siteId: vinh.siteId }], revision: 1 }],
    [
      scheduleRoutes.splitEntry,
      {
        ...{ ...draft, targets: [{ kind: 'site', siteId: vinh.siteId }], revision: 1 },
        kept: {
          kind: 'recurring',
          start: '2027-09-03T22:00',
          end: '2027-09-04T02:00',
          rules: ['FREQ=WEEKLY;BYDAY=FR'],
          excludedStarts: [],
          addedStarts: [],
        },
      },
    ],
    [timetableRoutes.readTimetable, { target: { kind: 'area', areaId }, fromMs: 0, untilMs: 1_000 }],
    [timetableRoutes.readDays, { target: { kind: 'area', areaId }, dayEdgesMs: [0, 86_400_000] }],
    [scheduleRoutes.checkEntry, { draft: { ...draft, targets: [{ kind: 'area', areaId }] } }],
    [alertRoutes.createAlertTemplate, { name: 'x', ...messageOf('x'), siteId }],
    [alertRoutes.raiseAlert, { templateId, siteId, targets }],
    [alertRoutes.requestAlert, { ...messageOf('x'), siteId }],
    [alertRoutes.updateAlert, messageOf('x')],
    [alertRoutes.putAlertTemplate, { name: 'x', ...messageOf('x'), revision: 1 }],
    [contentRoutes.tagItems, { itemIds: [noiBai.itemId], add: ['x'] }],
    [uploadRoutes.beginUpload, { fileName: 'x.png', sizeBytes: 1, fingerprint: 'x', siteId }],
    [sitePlanRoutes.createSitePlan, { siteId, areaId, mediaId: noiBai.mediaId }],
    [sitePlanRoutes.putSitePlan, { mediaId: noiBai.mediaId, places: [{ screenId, xBp: 1, yBp: 1 }], revision: 1 }],
    [meansRoutes.createMeans, noiBai.means],
    [meansRoutes.putMeans, { kind: 'display', name: 'x', condition: 'good', revision: 1 }],
    [meansRoutes.surveyMeans, { condition: 'worn', revision: 1 }],
    [meansRoutes.importMeans, { file: { format: 'csv', text: `site,kind,name\n${siteId},web,x` }, token: '0'.repeat(64) }],
    [provisionRoutes.createProvision, noiBai.provision],
    [provisionRoutes.putProvision, { kind: 'display', year: 2027, wanted: 9, revision: 1 }],
    [
      provisionRoutes.importProvisions,
      { file: { format: 'csv', text: `site,kind,year,wanted\n${siteId},web,2027,1` }, token: '0'.repeat(64) },
    ],
    [feedRoutes.createFeedSource, noiBai.feed],
    [feedRoutes.putFeedDefinition, { ...noiBai.feed, siteId: vinh.siteId }],
    [knownGoodRoutes.proposeKnownGood, { siteId, screenIds: [] }],
    [peopleRoutes.createPerson, { name: 'x', email: 'x@example.vn', password: 'a long enough one', grants }],
    [accountKeepingRoutes.invite, { email: 'y@example.vn', grants }],
    [peopleRoutes.putPerson, { name: 'x', grants: [], isDisabled: true, revision: 1 }],
  ]);
  return bodies.get(route) ?? {};
}

const someId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';
function pathAtNoiBai(route: Route): string {
  return route.path.replaceAll(/:(\w+)/g, (_, parameter: string) => {
    if (parameter === 'language') return 'vi';
    const found: unknown = (noiBai as Record<string, unknown>)[parameter];
    return typeof found === 'string' ? found : someId;
  });
}

async function callAtNoiBai(route: Route): Promise<Response> {
  const query = route.path.endsWith('/timeline')
    ? '?fromMs=0&untilMs=1000'
    : route === contentRoutes.uploadMedia
      ? `?siteId=${noiBai.siteId}`
      : route === uploadRoutes.sendPart
        ? '?fromByte=0'
        : '';
  // of an edit what somebody could have read there
  const read = route.ifMatch === undefined ? {} : { 'if-match': `"${route.ifMatch === 'document' ? noiBai.document : 1}"` };
  return fetch(`${world.url}${pathAtNoiBai(route)}${query}`, {
    method: route.method,
    headers: { cookie: local.cookie, ...read, ...(route.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(route.body === undefined ? {} : { body: JSON.stringify(aimAtNoiBai(route)) }),
  });
}

/** What a sign-in writes, and the sealer a second after any row. */
const writtenByItself = new Set(['session', 'audit_seals', 'audit_heads']);

/** Everything that truth holds, but for what is written by itself. */
async function allOfTruth(): Promise<string> {
  const { truth } = world.app.context;
  const rows: unknown[] = [];
  for (const { name: table } of await truth.introspection.getTables()) {
    if (writtenByItself.has(table)) continue;
    rows.push([table, (await sql`select * from ${sql.table(table)}`.execute(truth)).rows]);
  }
  return JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value));
}

/** They concern the caller, or whatever sites the caller has, and not the ids that were sent. */
const concernsOnlyOwn = new Set<Route>([
  scheduleRoutes.publish,
  scheduleRoutes.rollBack,
  scheduleRoutes.withdraw,
  scheduleRoutes.previewPublication,
  scheduleRoutes.nextStarts,
]);

test('somebody with every role at one site changes nothing of another by any route', async () => {
  const before = await allOfTruth();
  for (const route of allRoutes) {
    if (route.method === 'GET' || route.access === 'public' || route.access === 'person' || concernsOnlyOwn.has(route)) continue;
    const response = await callAtNoiBai(route);
    const text = await response.text();
    // refused because it is of another site, and not because the call was no call at all
    const isRefused = [403, 404].includes(response.status) || /no such (site|area|screen)/.test(text);
    expect([route.method, route.path, isRefused ? 'refused' : `${response.status} ${text}`]).toEqual([route.method, route.path, 'refused']);
  }
  expect((await allOfTruth()) === before).toBe(true);
});

test('somebody with every role at one site reads nothing of another by any route', async () => {
  // a person's name is for all colleagues, so that authors and issuers have one
  const told = Object.entries(noiBai).flatMap(([key, value]) =>
    typeof value === 'string' && !['supplierId', 'document', 'userId'].includes(key) ? [value] : [],
  );
  for (const route of allRoutes) {
    if (route.access === 'public' || route === peopleRoutes.listNames) continue;
    if (route.method !== 'GET' && !concernsOnlyOwn.has(route)) continue;
    const text = await (await callAtNoiBai(route)).text();
    const leaked = [...told, noiBai.userId, name].filter((word) => text.includes(word));
    expect([route.path, leaked]).toEqual([route.path, []]);
  }
});

test('the same calls are open to somebody who has every role everywhere', async () => {
  for (const route of [fleetRoutes.getScreen, fleetRoutes.getExitPin, contentRoutes.getItem, contentRoutes.getMedia]) {
    const response = await fetch(`${world.url}${pathAtNoiBai(route)}`, { headers: { cookie: chief.cookie } });
    expect([route.path, response.status]).toEqual([route.path, 200]);
  }
  const { screens } = await chief.call(fleetRoutes.listScreens, {});
  expect(screens.map((screen) => screen.siteId).sort()).toEqual([noiBai.siteId, vinh.siteId].sort());
});

test('pictures, logs and files of another site are not there either', async () => {
  const paths = [`/api/screens/${noiBai.screenId}/screenshot`, `/api/screens/${noiBai.screenId}/commands/${someId}/logs`];
  const answers: unknown[] = [];
  for (const path of paths) {
    const response = await fetch(`${world.url}${path}`, { headers: { cookie: local.cookie } });
    answers.push([response.status, await response.json()]);
  }
  expect(answers).toMatchObject(paths.map(() => [404, { code: 'not-found', detail: 'no such screen' }]));
});

test('what belongs to a site is used there only, and what a person of a site makes belongs to it', async () => {
  const shared = await chief.call(contentRoutes.createPlaylist, { body: { name: 'Shared', slots: [], siteId: null } });
  const slots = [{ kind: 'item' as const, itemId: noiBai.itemId }];
  expect(await chief.refused(contentRoutes.putPlaylist, { params: { playlistId: shared.id }, body: { name: 'x', slots } })).toMatchObject({
    code: 'bad-input',
    field: 'body.slots[0].itemId',
  });
  const crossing = { ...noiBai.entry, targets: [{ kind: 'site' as const, siteId: vinh.siteId }] };
  expect(await chief.refused(scheduleRoutes.createEntry, { body: crossing })).toMatchObject({ field: 'body.playlistId' });
  const foreignLayout = { ...crossing, playlistId: vinh.playlistId, layoutId: noiBai.layoutId };
  expect(await chief.refused(scheduleRoutes.createEntry, { body: foreignLayout })).toMatchObject({ field: 'body.layoutId' });
  expect(await chief.refused(alertRoutes.raiseAlert, { body: { templateId: noiBai.templateId, siteId: vinh.siteId } })).toMatchObject({
    code: 'not-found',
    field: 'body.templateId',
  });
  const made = await local.call(contentRoutes.createPlaylist, { body: { name: 'Ours', slots: [] } });
  expect(made.siteId).toBe(vinh.siteId);
  const { playlists } = await local.call(contentRoutes.listPlaylists, {});
  expect(playlists.map(({ id }) => id).sort()).toEqual([vinh.playlistId, shared.id, made.id].sort());
  // shared things are read by all and changed by whoever is responsible for all
  const refused = await local.refused(contentRoutes.putPlaylist, { params: { playlistId: shared.id }, body: { name: 'x', slots: [] } });
  expect(refused.code).toBe('not-permitted');
});

test('somebody of one site publishes for its screens only', async () => {
  const marks = async () =>
    new Map((await chief.call(scheduleRoutes.listEntries, {})).entries.map(({ id, isPublished }) => [id, isPublished]));
  for (const { entryId, entry, playlistId } of [noiBai, vinh]) {
    const body = { ...entry, targets: [...entry.targets], playlistId, name: 'changed', tier: 'regular' as const, revision: 1 };
    const fallback = { ...body, tier: 'fallback' as const };
    await chief.call(scheduleRoutes.putEntry, { params: { entryId }, body: fallback });
  }
  const { id: areaId } = await chief.call(fleetRoutes.createArea, { body: { siteId: vinh.siteId, names: { vi: 'x' } } });
  for (const siteId of [noiBai.siteId, vinh.siteId])
    await chief.call(fleetRoutes.createScreen, {
      body: { name: 'Second', siteId, areaId: siteId === vinh.siteId ? areaId : null, kind: 'display', widthPx: 100, heightPx: 100 },
    });
  const preview = await local.call(scheduleRoutes.previewPublication, { body: {} });
  const publication = await local.call(scheduleRoutes.publish, { body: {} });
  const { screens } = await chief.call(fleetRoutes.listScreens, {});
  const siteOf = new Map(screens.map(({ id, siteId }) => [id, siteId]));
  expect(preview.changed.map(({ screenId }) => siteOf.get(screenId))).toEqual(publication.screens.map(() => vinh.siteId));
  expect(publication.screens.map(({ screenId }) => siteOf.get(screenId))).toEqual(publication.screens.map(() => vinh.siteId));
  expect(publication.screens.length).toBeGreaterThan(0);
  const after = await marks();
  expect([after.get(noiBai.entryId), after.get(vinh.entryId)]).toEqual([false, true]);
});

test('live events tell each person what their sites hold, and no more', async () => {
  const socket = openSocket(world.url, operatorNamespace, {}, { cookie: local.cookie });
  const heard: string[] = [];
  socket.onAny((event: string, payload: unknown) => void heard.push(`${event} ${JSON.stringify(payload)}`));
  await next(socket, 'screens');
  const { live } = world.app.context;
  live.emit('screen-changed', noiBai.screenId);
  live.emit('alert-changed', noiBai.alertId);
  const { newId } = world.app.context;
  const command = { id: newId(), screenId: noiBai.screenId, playerId: newId(), order: { name: 'identify', seconds: 5 }, issuedBy: 'x' };
  const times = { queuedAtMs: 1, sentAtMs: null, acceptedAtMs: null, endedAtMs: null, expiresAtMs: 2 };
  live.emit('command', storedCommandSchema.parse({ ...command, ...times, state: 'queued', end: null, hasLogs: false }));
  await chief.call(scheduleRoutes.publish, { body: {} });
  live.emit('screen-changed', vinh.screenId);
  live.emit('alert-changed', vinh.alertId);
  await until('what happens at the own site', async () =>
    ['screens', 'alert'].every((event) => heard.slice(1).some((line) => line.startsWith(event))),
  );
  expect(heard.filter((line) => line.includes(noiBai.siteId) || line.includes(noiBai.screenId) || line.includes(name))).toEqual([]);
  socket.disconnect();
});

test('whose roles are taken away hears no more, at once', async () => {
  const clerk = await world.signIn('clerk', ['clerk'], vinh.siteId);
  const socket = openSocket(world.url, operatorNamespace, {}, { cookie: clerk.cookie });
  await next(socket, 'screens');
  const ended = next(socket, 'disconnect');
  const body = { name: 'clerk', grants: [], isDisabled: false, revision: 1 };
  await local.call(peopleRoutes.putPerson, { params: { userId: clerk.userId }, body });
  await ended;
  expect((await clerk.refused(fleetRoutes.listScreens, {})).code).toBe('not-permitted');
});

test('nobody of one site has power over people who have more', async () => {
  const both = await world.signIn('both', ['clerk'], vinh.siteId);
  await world.app.context.truth
    .insertInto('grants')
    .values({
      ...{ id: 'elsewhere', userId: both.userId, role: 'publisher', siteId: noiBai.siteId, fromMs: null, untilMs: null },
      ...{ deputyFor: null, grantedBy: 'system', grantedAtMs: 1 },
    })
    .execute();
  const params = { userId: both.userId as never };
  const edit = { name: 'both', grants: [], isDisabled: false, revision: 1 };
  expect(await local.refused(peopleRoutes.putPerson, { params, body: { ...edit, isDisabled: true } })).toMatchObject({
    code: 'not-permitted',
  });
  await local.call(peopleRoutes.putPerson, { params, body: edit });
  const { people } = await chief.call(peopleRoutes.listPeople, { query: { search: 'both' } });
  expect(people.map(({ grants }) => grants.map(({ role, siteId }) => [role, siteId]))).toEqual([[['publisher', noiBai.siteId]]]);
});
