import { alertRoutes, contentRoutes, fleetRoutes, itemIdSchema, scheduleRoutes } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, until, type ContentWorld, type People } from './content-world.ts';
import { connectTestPlayer, deviceKey, knock, wellHeartbeat } from './test-device.ts';

let world: ContentWorld;
let people: People;
beforeEach(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterEach(async () => {
  await world.close();
});

async function publishOneNotice(siteId: string) {
  const itemId = await approvedNotice(people, 'Chào mừng', { vi: 'Chào mừng đến Hà Nội', en: 'Welcome to Hanoi' });
  const playlist = await people.publisher.call(contentRoutes.createPlaylist, {
    body: { name: 'Always', slots: [{ kind: 'item', itemId: itemIdSchema.parse(itemId) }] },
  });
  const entry = await people.publisher.call(scheduleRoutes.createEntry, {
    body: {
      name: 'Everywhere',
      tier: 'fallback',
      targets: [{ kind: 'site', siteId }],
      playlistId: playlist.id,
      when: { kind: 'always' },
    },
  });
  const publication = await people.publisher.call(scheduleRoutes.publish, { body: {} });
  return { itemId, entry, publication };
}

test('what a screen shows at an instant is explained from its release, with names that people know', async () => {
  const site = await makeSite(world);
  const screenId = await site.addScreen('B12');
  const params = { screenId };
  const before = await people.publisher.refused(fleetRoutes.explainScreen, { params });
  expect(before.code).toBe('wrong-state');
  const { itemId, entry, publication } = await publishOneNotice(site.siteId);
  const atMs = Date.UTC(2026, 6, 29, 6, 46);
  const explained = await people.publisher.call(fleetRoutes.explainScreen, { params, query: { atMs } });
  expect(explained).toMatchObject({
    releaseNumber: publication.screens[0]?.releaseNumber,
    explanation: {
      answer: { atMs, entryId: entry.id, interruptId: null },
      winner: { tier: 'fallback', decidedBy: 'alone', turn: null },
      regions: [{ items: [{ itemId, state: 'shown' }] }],
      losers: [],
    },
    winnerUntilMs: null,
    next: [],
    alerts: [],
    names: { [itemId]: 'Chào mừng', [entry.id]: 'Everywhere' },
  });
});

test('until when an entry wins is told apart from its item, and an instant that the engine does not know is refused by its field', async () => {
  const site = await makeSite(world);
  const params = { screenId: await site.addScreen('B12') };
  const { entry } = await publishOneNotice(site.siteId);
  const { id: _, revision: __, changedAtMs: ___, isPublished: ____, ...draft } = entry;
  const when = { kind: 'once' as const, start: '2026-07-29T08:00', end: '2026-07-29T09:00' };
  const hour = await people.publisher.call(scheduleRoutes.createEntry, { body: { ...draft, name: 'Hour', tier: 'regular', when } });
  await people.publisher.call(scheduleRoutes.publish, { body: {} });
  const startMs = Date.parse('2026-07-29T08:00+07:00');
  const explain = (query: { atMs?: number }) => people.publisher.call(fleetRoutes.explainScreen, { params, query });
  const told = await Promise.all([startMs - 1, startMs + 60_000].map((atMs) => explain({ atMs })));
  expect(told.map(({ explanation, winnerUntilMs }) => [explanation.winner.entryId, winnerUntilMs])).toEqual([
    [entry.id, startMs],
    [hour.id, startMs + 3_600_000],
  ]);
  // what comes next is told with it: the hour, and after it the fallback again, without an end
  expect(told.map(({ next }) => next)).toEqual([
    [
      { entryId: hour.id, tier: 'regular', fromMs: startMs, untilMs: startMs + 3_600_000 },
      { entryId: entry.id, tier: 'fallback', fromMs: startMs + 3_600_000, untilMs: null },
    ],
    [{ entryId: entry.id, tier: 'fallback', fromMs: startMs + 3_600_000, untilMs: null }],
  ]);
  expect((await explain({ atMs: 253_402_300_799_999 })).winnerUntilMs).toBe(null);

  const { publisher } = people;
  for (const [atMs, limit] of [
    [253_402_300_800_000, 253_402_300_799_999],
    [-1, 0],
    ['' as never, expect.any(String)],
  ] as const)
    expect(await publisher.refused(fleetRoutes.explainScreen, { params, query: { atMs } })).toMatchObject({ field: 'query.atMs', limit });
  const query = { fromMs: 8_640_000_000_000_000, untilMs: 8_640_000_000_001_000 };
  expect(await publisher.refused(fleetRoutes.screenTimeline, { params, query })).toMatchObject({ status: 400, field: 'query.fromMs' });
});

test('an alert over a screen is told with the explanation, the one that stands first on the glass first, and also of the past', async () => {
  const site = await makeSite(world);
  const params = { screenId: await site.addScreen('B12', { areaId: site.innerId }) };
  const elsewhere = { screenId: await site.addScreen('Forecourt') };
  const { entry } = await publishOneNotice(site.siteId);
  const issuer = await world.signIn('issuer', ['emergency-issuer']);
  const approver = await world.signIn('second', ['emergency-approver']);
  const texts = { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline: 'Evacuate', instruction: '' } };
  const raise = async (more: { severity: 'extreme' | 'minor'; status: 'actual' | 'exercise' }) => {
    const targets = { areaIds: [site.outerId], screenIds: [] };
    const body = { ...more, siteId: site.siteId, targets, urgency: 'immediate' as const, style: 'full-screen' as const, texts };
    const { id } = await issuer.call(alertRoutes.requestAlert, { body });
    return approver.call(alertRoutes.approveAlert, { params: { alertId: id } });
  };
  const exercise = await raise({ severity: 'extreme', status: 'exercise' });
  const actual = await raise({ severity: 'minor', status: 'actual' });
  const over = async (which: typeof params, query = {}) => {
    const { alerts, explanation } = await people.publisher.call(fleetRoutes.explainScreen, { params: which, query });
    expect(explanation.winner.entryId).toBe(entry.id);
    return alerts.map(({ alertId, fromMs, untilMs }) => [alertId, fromMs, untilMs]);
  };
  const told = [actual, exercise].map(({ id, effectiveMs, expiresMs }) => [id, effectiveMs, expiresMs]);
  expect([await over(params), await over(elsewhere)]).toEqual([told, []]);
  const cleared = await approver.call(alertRoutes.clearAlert, { params: { alertId: actual.id } });
  expect(await over(params)).toEqual(told.slice(1));
  expect((await over(params, { atMs: actual.effectiveMs }))[0]).toEqual([actual.id, actual.effectiveMs, cleared.clearedAtMs]);
});

test('what a screen shows over a stretch is told in segments that tile it, within two days', async () => {
  const site = await makeSite(world);
  const params = { screenId: await site.addScreen('B12') };
  const { itemId, entry } = await publishOneNotice(site.siteId);
  const fromMs = Date.UTC(2026, 6, 29, 6, 46);
  const query = { fromMs, untilMs: fromMs + 60_000 };
  const { segments, untilMs, names } = await people.publisher.call(fleetRoutes.screenTimeline, { params, query });
  expect([segments[0]?.atMs, ...segments.map((segment) => segment.untilMs)]).toEqual([
    fromMs,
    ...segments.slice(1).map(({ atMs }) => atMs),
    query.untilMs,
  ]);
  expect([untilMs, names[entry.id], new Set(segments.map(({ entryId }) => entryId))]).toEqual([
    query.untilMs,
    'Everywhere',
    new Set([entry.id]),
  ]);
  const said = segments.flatMap(({ regions }) =>
    regions.flatMap(({ shown }) => (shown.kind === 'item' ? [[shown.itemId, ...shown.languages]] : [])),
  );
  expect(new Set(said.map((one) => one.join(' ')))).toEqual(new Set([`${itemId} vi`, `${itemId} en`]));
  const twoDays = await people.publisher.call(fleetRoutes.screenTimeline, { params, query: { fromMs, untilMs: fromMs + 48 * 3_600_000 } });
  expect([twoDays.segments.length, twoDays.untilMs]).toEqual([2_000, twoDays.segments.at(-1)?.untilMs]);
  const tooLong = { fromMs, untilMs: fromMs + 49 * 3_600_000 };
  expect(await people.publisher.refused(fleetRoutes.screenTimeline, { params, query: tooLong })).toMatchObject({
    code: 'bad-input',
    field: 'query.untilMs',
  });
});

test('a connected player is told of a new release at once, and its reports reach the wall', async () => {
  const site = await makeSite(world);
  const screenId = await site.addScreen('B12');
  const key = deviceKey();
  const device = knock(world.url, key);
  const { code } = await device.pairing;
  const { playerId } = await site.technician.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const player = connectTestPlayer({ url: world.url, key, playerId });
  await player.welcome;
  const { publication } = await publishOneNotice(site.siteId);
  const number = publication.screens[0]?.releaseNumber ?? 0;
  await until('the push', async () => player.releaseNumbers.includes(number));
  expect(await player.ask('heartbeat', wellHeartbeat)).toMatchObject({ releaseNumber: number });
  expect(await player.ask('get-release')).toMatchObject({ kind: 'document' });
  expect(await player.ask('release-report', { number, state: 'active', atMs: Date.now() })).toEqual({ kind: 'stored', through: 0 });
  await player.ask('heartbeat', { ...wellHeartbeat, release: { active: number, preparing: 0, progressBp: 0 } });
  const tile = await site.technician.call(fleetRoutes.getScreen, { params: { screenId } });
  expect([tile.state, tile.release]).toMatchObject(['healthy', { number, state: 'active' }]);
  player.close();
});
