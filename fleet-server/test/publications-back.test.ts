import { contentRoutes, fleetRoutes, portalRoutes, scheduleRoutes, type Publication } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';
import { playedScreen } from './played-screen.ts';

let world: ContentWorld;
let people: People;
let site: Awaited<ReturnType<typeof makeSite>>;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
  site = await makeSite(world);
});
afterAll(async () => world.close());

const day = 86_400_000;

const screenWith = async (name: string) => playedScreen({ world, people, site }, name);
const publish = async (note: string, activateAtMs: number | null = null): Promise<Publication> =>
  people.publisher.call(scheduleRoutes.publish, { body: { note, activateAtMs } });
const again = async ({ id }: Publication) => people.publisher.call(scheduleRoutes.getPublication, { params: { publicationId: id } });

test('a publication for tomorrow waits on its screens, is withdrawn, and they are given what they had', async () => {
  const screen = await screenWith('Tomorrow');
  const first = await publish('first');
  const before = await screen.held();
  await screen.report(before.number, 'delivered', 'prepared', 'active');

  await screen.write('hai');
  expect(await people.publisher.refused(scheduleRoutes.publish, { body: { activateAtMs: Date.now() - 1 } })).toMatchObject({
    code: 'bad-input',
    field: 'body.activateAtMs',
  });
  const activateAtMs = Date.now() + day;
  const waiting = await publish('tomorrow', activateAtMs);
  const scheduled = await screen.held();
  expect([waiting.activateAtMs, scheduled.activateAtMs, before.activateAtMs]).toEqual([activateAtMs, activateAtMs, undefined]);
  await screen.report(scheduled.number, 'delivered', 'prepared');
  const params = { screenId: screen.screenId };
  const explainAt = async (atMs: number) => site.technician.call(fleetRoutes.explainScreen, { params, query: { atMs } });
  expect([(await explainAt(Date.now())).releaseNumber, (await explainAt(activateAtMs)).releaseNumber]).toEqual([
    before.number,
    scheduled.number,
  ]);

  // whoever publishes meanwhile is told what would be overtaken
  await screen.write('ba');
  const { overtakes } = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  expect(overtakes).toEqual([{ publicationId: waiting.id, activateAtMs, screenCount: 1 }]);

  const params2 = { publicationId: waiting.id };
  expect(await people.editor.refused(scheduleRoutes.withdraw, { params: params2, body: {} })).toMatchObject({ code: 'not-permitted' });
  const taken = await people.publisher.call(scheduleRoutes.withdraw, { params: params2, body: { note: 'not yet' } });
  const back = await screen.held();
  expect([back.tree, back.activateAtMs, back.publicationId]).toEqual([before.tree, undefined, taken.id]);
  expect(back.number).toBeGreaterThan(scheduled.number);
  expect(await again(waiting)).toMatchObject({ withdrawnById: taken.id, screens: [{ state: 'superseded' }] });
  expect(taken.source).toEqual({ kind: 'withdrawal', publicationId: waiting.id });
  expect(await people.publisher.refused(scheduleRoutes.withdraw, { params: params2, body: {} })).toMatchObject({ code: 'wrong-state' });
  // what is active everywhere is rolled back, not withdrawn
  expect(await people.publisher.refused(scheduleRoutes.withdraw, { params: { publicationId: first.id }, body: {} })).toMatchObject({
    code: 'wrong-state',
  });
  const { entries } = await people.publisher.call(scheduleRoutes.listEntries, {});
  expect(entries.find(({ id }) => id === screen.entry.id)?.isPublished).toBe(false);
});

test('a roll back gives each screen what it had then, under a new number, with its present place, and says before what would change', async () => {
  const screen = await screenWith('Back');
  const old = await publish('old');
  const before = await screen.held();
  await screen.report(before.number, 'delivered', 'prepared', 'active');
  await screen.write('hai');
  const newer = await approvedNotice(people, 'Newer', { vi: 'mới' });
  const slots = [screen.itemId, newer].map((itemId) => ({ kind: 'item' as const, itemId, weight: 1 }));
  await people.publisher.call(contentRoutes.putPlaylist, {
    params: { playlistId: screen.playlistId },
    body: { name: 'Back', slots },
  });
  const dry = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  const mine = dry.changed.find(({ screenId }) => screenId === screen.screenId);
  const told = dry.differences[mine?.difference ?? -1];
  expect(told?.changes).toEqual([
    { kind: 'playlist', change: 'changed', id: screen.playlistId, name: 'Back', fields: ['slots'], languages: [] },
    { kind: 'item', change: 'changed', id: screen.itemId, name: 'Back', fields: [], languages: ['vi'] },
    { kind: 'item', change: 'added', id: newer, name: 'Newer', fields: [], languages: [] },
  ]);
  // the text that is on the glass now is another
  expect(told?.fromMs).toBe(told?.lookedUntilMs);
  expect((told?.fromMs ?? 0) - Date.now()).toBeLessThan(0);

  await publish('new');
  const changed = await screen.held();
  await screen.report(changed.number, 'active');
  const params = { publicationId: old.id };
  const source = { kind: 'roll-back' as const, publicationId: old.id };
  const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: { source } });
  const difference = preview.differences[preview.changed.find(({ screenId }) => screenId === screen.screenId)?.difference ?? -1];
  expect(difference?.changes.map(({ kind, change, name }) => [kind, change, name])).toEqual([
    ['playlist', 'changed', 'Back'],
    ['item', 'changed', 'Back'],
    ['item', 'removed', 'Newer'],
  ]);
  const rolled = await people.publisher.call(scheduleRoutes.rollBack, { params, body: { note: 'oops' } });
  const after = await screen.held();
  expect([after.tree, after.publicationId]).toEqual([before.tree, rolled.id]);
  expect(after.number).toBeGreaterThan(changed.number);
  // nothing is left to roll back
  expect((await people.publisher.call(scheduleRoutes.rollBack, { params, body: {} })).screens).toEqual([]);
  // and what is planned now is still planned
  const next = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  expect(next.changed.map(({ screenId }) => screenId)).toContain(screen.screenId);
  const auditor = await world.signIn('auditor', ['auditor']);
  const response = await fetch(`${world.url}/api/audit?action=publication-rolled-back`, { headers: { cookie: auditor.cookie } });
  expect(JSON.stringify(await response.json())).toContain('roll-back');
});

test('the times at which a screen came how far stand at its publication', async () => {
  const screen = await screenWith('Times');
  const publication = await publish('times');
  const { number } = await screen.held();
  await screen.report(number, 'delivered', 'prepared', 'active');
  const row = (await again(publication)).screens.find(({ screenId }) => screenId === screen.screenId);
  expect(row).toMatchObject({ screenId: screen.screenId, state: 'active', detail: null });
  const times = [row?.queuedAtMs, row?.deliveredAtMs, row?.preparedAtMs, row?.activeAtMs].map((at) => at ?? 0);
  expect(times.every((at) => at > 0)).toBe(true);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('the web site is served what is for tomorrow tomorrow, and never what was withdrawn', async () => {
  const publicly = async () => JSON.stringify(await (await fetch(`${world.url}${portalRoutes.getPortalRelease.path}`)).json());
  await publish('now');
  const before = await publicly();
  const { id } = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'article', title: 'Visa', category: 'law', supplierId: people.supplierId },
  });
  await approve(people, id, 'vi', {
    kind: 'article',
    title: 'Visa',
    summary: 'Thị thực',
    blocks: [{ kind: 'paragraph', text: 'Thị thực' }],
  });
  const lookup = await screenWith('Look');
  const later = await publish('later', Date.now() + day);
  expect(later.screens.map(({ screenId }) => screenId)).toContain(lookup.screenId);
  expect(await publicly()).toBe(before);
  await publish('nothing new');
  expect(await publicly()).not.toBe(before);
});
