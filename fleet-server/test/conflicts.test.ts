import { contentRoutes, scheduleRoutes, type RouteInput, type ScreenId } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
let site: Awaited<ReturnType<typeof makeSite>>;
let a: ScreenId;
let b: ScreenId;
beforeEach(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
  site = await makeSite(world);
  a = await site.addScreen('A');
  b = await site.addScreen('B');
});
afterEach(async () => world.close());

type Draft = RouteInput<typeof scheduleRoutes.createEntry>['body'];
const always = { kind: 'always' as const };
const dayMs = 86_400_000;

async function draftOf(name: string, more: Partial<Draft> = {}): Promise<Draft> {
  const item = await approvedNotice(people, name, { vi: `Nội dung ${name}`, en: `Text of ${name}` });
  const { id } = await people.publisher.call(contentRoutes.createPlaylist, {
    body: { name, slots: [{ kind: 'item', itemId: item, weight: 1 }] },
  });
  return { name, tier: 'regular', targets: [{ kind: 'site', siteId: site.siteId }], playlistId: id, when: always, ...more };
}
async function save(draft: Draft) {
  return people.publisher.call(scheduleRoutes.createEntry, { body: draft });
}
const check = (draft: Draft) => people.publisher.call(scheduleRoutes.checkEntry, { body: { draft } });
const publish = (acceptConflicts = false) => people.publisher.call(scheduleRoutes.publish, { body: { acceptConflicts } });

test('before an entry is saved its editor hears when it would tie, with whom, on which screens, and who would win', async () => {
  await save(await draftOf('base', { tier: 'fallback' }));
  const first = await save(await draftOf('first', { targets: [{ kind: 'screen', screenId: a }] }));
  const second = await draftOf('second', { targets: [{ kind: 'screen', screenId: a }] });
  const beforeMs = Date.now();
  const { entryId, findings, refused } = await check(second);
  const [tie] = findings[0]?.conflicts ?? [];
  expect(findings).toEqual([
    {
      screenIds: [a],
      conflicts: [
        {
          ...{ kind: 'tie', fromMs: tie?.fromMs, untilMs: (tie?.fromMs ?? 0) + 366 * dayMs, tier: 'regular', specificity: 1_000 },
          ...{ winnerId: first.id, entryIds: [first.id, entryId], decidedBy: 'smaller-id' },
        },
      ],
      conflictCount: 1,
      checkedUntilMs: (tie?.fromMs ?? 0) + 366 * dayMs,
      warnings: [],
    },
  ]);
  expect([(tie?.fromMs ?? 0) >= beforeMs, refused]).toEqual([true, []]);
  // nothing was saved by asking
  expect((await people.publisher.call(scheduleRoutes.listEntries, {})).entries.map(({ name }) => name)).toEqual(['base', 'first']);
});

test('entries that all take turns do not tie, and a turn too short for the round is warned of', async () => {
  await save(await draftOf('base', { tier: 'fallback' }));
  const { revision, id, changedAtMs: _, isPublished: __, ...first } = await save(await draftOf('first', { turnMs: 60_000 }));
  expect((await check(await draftOf('second', { turnMs: 60_000 }))).findings).toEqual([]);
  const short = await check(await draftOf('third', { turnMs: 1_000 }));
  expect(short.findings.map(({ conflicts, warnings }) => [conflicts, warnings.map(({ code, path }) => [code, path])])).toEqual([
    [[], [['turn-shorter-than-round', `entries[${short.entryId}].turnMs`]]],
  ]);
  // the entry itself is no party to a conflict with what it was
  const again = await people.publisher.call(scheduleRoutes.checkEntry, { body: { entryId: id, draft: { ...first, turnMs: null } } });
  expect([again.entryId, again.findings, revision]).toEqual([id, [], 1]);
});

test('a draft whose screens could not be published is told why, and one that refers to nothing is refused by its field', async () => {
  const alone = await check(await draftOf('alone'));
  expect(alone.refused).toEqual([
    { screenIds: [a, b], faults: [expect.objectContaining({ path: 'entries', code: 'no-unconditional-fallback' })] },
  ]);
  const wrong = { ...(await draftOf('wrong')), calendarIds: [world.app.context.newId() as never] };
  expect(await people.publisher.refused(scheduleRoutes.checkEntry, { body: { draft: wrong } })).toMatchObject({
    code: 'bad-input',
    field: 'body.calendarIds[0]',
  });
  expect(await people.editor.refused(scheduleRoutes.checkEntry, { body: { draft: wrong } })).toMatchObject({ code: 'not-permitted' });
});

test('ties are shown in the preview, refused at publish, and published by who accepts them, which the audit keeps', async () => {
  await save(await draftOf('base', { tier: 'fallback' }));
  const first = await save(await draftOf('first'));
  const second = await save(await draftOf('second'));
  const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  const entryIds = [first.id, second.id];
  expect(preview.findings.map(({ screenIds, conflicts }) => [screenIds, conflicts.map((one) => [one.kind, one.entryIds])])).toEqual([
    [[a, b], [['tie', entryIds]]],
  ]);
  expect(await people.publisher.refused(scheduleRoutes.publish, { body: {} })).toMatchObject({
    code: 'conflicts',
    status: 409,
    field: 'body.acceptConflicts',
    faults: [{ path: `entries[${first.id}]`, code: 'tie' }],
  });
  expect((await people.publisher.call(scheduleRoutes.listPublications, {})).publications).toEqual([]);

  const publication = await publish(true);
  expect(publication.screens.map(({ screenId }) => screenId)).toEqual([a, b]);
  const row = await world.app.context.truth
    .selectFrom('audit')
    .select(['actor', 'detail'])
    .where('subject', '=', `publication:${publication.id}`)
    .executeTakeFirstOrThrow();
  expect([row.actor, JSON.parse(row.detail)]).toEqual([
    people.publisher.userId,
    {
      ...{ note: '', sites: 'everywhere', changed: 2, unchanged: 0, passedOver: [], tzdata: process.versions['tz'] },
      ...{ source: { kind: 'drafts' }, activateAtMs: null },
      acceptedTies: [{ entryIds, screenCount: 2, times: 1, first: expect.stringContaining(second.id) }],
    },
  ]);
  // what the screens have is not asked about again
  expect((await publish()).unchangedCount).toBe(2);
});

test('a screen on which interrupts are promised more than the whole keeps what it has, and the others go on', async () => {
  await save(await draftOf('base', { tier: 'fallback' }));
  await publish();
  const interrupt = { mode: 'interrupt' as const, shareBp: 6_000, targets: [{ kind: 'screen' as const, screenId: a }] };
  const one = await save(await draftOf('one', interrupt));
  const two = await save(await draftOf('two', interrupt));
  const elsewhere = await save(await draftOf('elsewhere', { targets: [{ kind: 'screen', screenId: b }] }));
  const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: {} });
  const overbooked = expect.objectContaining({ entryIds: [one.id, two.id], shareBp: 12_000, times: 1, isAtLeast: false });
  const wanted = [{ screenId: a, faults: [expect.objectContaining({ path: 'entries', code: 'shares-over-whole', overbooked })] }];
  expect([preview.changed.map(({ screenId }) => screenId), preview.refused]).toEqual([
    [b],
    wanted.map((screen) => ({ ...screen, isStopping: false })),
  ]);
  const publication = await publish();
  expect([publication.screens.map(({ screenId }) => screenId), publication.refused]).toEqual([[b], wanted]);
  const { entries } = await people.publisher.call(scheduleRoutes.listEntries, {});
  expect(Object.fromEntries(entries.map(({ id, isPublished }) => [id, isPublished]))).toMatchObject({
    [one.id]: false,
    [two.id]: false,
    [elsewhere.id]: true,
  });
});
