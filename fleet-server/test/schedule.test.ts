import { calendarRoutes, contentRoutes, layoutRoutes, scheduleRoutes, type StoredPlaylist } from '@gatecast/protocol';
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

test('the layouts of the house are there: four cover the screen, two lie over it', async () => {
  const { layouts } = await people.publisher.call(layoutRoutes.listLayouts, {});
  expect(layouts.map(({ key, regions }) => [key, regions.map(({ content }) => content.kind)])).toEqual([
    ['full-screen', ['main']],
    ['main-ticker', ['main', 'ticker', 'clock']],
    ['overlay-foot', ['main']],
    ['overlay-corner', ['main']],
    ['portrait-ticker', ['main', 'ticker', 'clock']],
    ['bar-clock', ['main', 'clock']],
  ]);
  for (const { regions } of layouts.filter(({ key }) => !key.startsWith('overlay')))
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
  const { layouts } = await people.publisher.call(layoutRoutes.listLayouts, {});
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
  expect(entry).toMatchObject({ revision: 1, isPublished: false, daypartIds: [], mode: 'replace', turnMs: null, calendarIds: [] });
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

test('an occurrence is taken out of a recurrence and becomes an entry of its own: both, or neither', async () => {
  const { publisher } = people;
  const main = await playlist('loop');
  const when = { kind: 'recurring' as const, start: '2027-09-03T22:00', end: '2027-09-04T02:00', rules: ['FREQ=WEEKLY;BYDAY=FR'] };
  const kept = { ...when, excludedStarts: ['2027-09-17T22:00'], addedStarts: [] };
  const own = { kind: 'once' as const, start: '2027-09-17T21:00', end: '2027-09-18T02:00' };
  const draft = {
    name: 'Night',
    tier: 'regular' as const,
    targets: [{ kind: 'area' as const, areaId: site.innerId }],
    playlistId: main.id,
  };
  const entry = await publisher.call(scheduleRoutes.createEntry, { body: { ...draft, when: { ...kept, excludedStarts: [] } } });
  const split = { params: { entryId: entry.id }, body: { ...draft, name: 'One night', when: own, kept, revision: entry.revision } };
  const named = async () =>
    (await publisher.call(scheduleRoutes.listEntries, {})).entries.flatMap(({ name, revision }) =>
      /ight/.test(name) ? [[name, revision]] : [],
    );
  const nothing = world.app.context.newId() as StoredPlaylist['id'];
  const half = { ...split, body: { ...split.body, playlistId: nothing } };
  expect(await publisher.refused(scheduleRoutes.splitEntry, half)).toMatchObject({ code: 'bad-input', field: 'body.playlistId' });
  expect(await named()).toEqual([['Night', 1]]);

  const { kept: stays, made } = await publisher.call(scheduleRoutes.splitEntry, split);
  expect([stays, made]).toMatchObject([
    { id: entry.id, revision: 2, when: kept },
    { revision: 1, name: 'One night', when: own },
  ]);
  expect(await publisher.refused(scheduleRoutes.splitEntry, split)).toMatchObject({ code: 'edited-meanwhile' });
  expect(await named()).toEqual([
    ['Night', 2],
    ['One night', 1],
  ]);
  const subjects = await world.app.context.truth.selectFrom('audit').select(['action', 'subject']).execute();
  expect(subjects.filter(({ subject }) => subject === `entry:${entry.id}` || subject === `entry:${made.id}`)).toEqual([
    { action: 'entry-created', subject: `entry:${entry.id}` },
    { action: 'entry-changed', subject: `entry:${entry.id}` },
    { action: 'entry-created', subject: `entry:${made.id}` },
  ]);
});

test('an entry that somebody changed meanwhile is removed only by who has read that', async () => {
  const { publisher } = people;
  const { id: playlistId } = await playlist('kept');
  const draft = {
    name: 'Kept',
    tier: 'regular' as const,
    targets: [{ kind: 'area' as const, areaId: site.innerId }],
    playlistId,
    when: always,
  };
  const { id: entryId, revision } = await publisher.call(scheduleRoutes.createEntry, { body: draft });
  const params = { entryId };
  await publisher.call(scheduleRoutes.putEntry, { params, body: { ...draft, name: 'Theirs', revision } });
  expect(await publisher.refused(scheduleRoutes.deleteEntry, { params, query: { revision } })).toMatchObject({
    ...{ status: 412, code: 'edited-meanwhile', field: 'query.revision' },
    meanwhile: { by: 'publisher', action: 'entry-changed', revision: 2 },
  });
  const stale = await fetch(`${world.url}/api/entries/${entryId}`, {
    method: 'DELETE',
    headers: { cookie: publisher.cookie, 'if-match': '"1"' },
  });
  expect(stale.status).toBe(412);
  await publisher.call(scheduleRoutes.deleteEntry, { params, query: { revision: 2 } });
  expect(await publisher.refused(scheduleRoutes.deleteEntry, { params })).toMatchObject({ code: 'not-found' });
});

test('a split is taken back in one act: what was made goes and what was kept is as before, or nothing happens', async () => {
  const { publisher } = people;
  const { id: playlistId } = await playlist('split');
  const targets = [{ kind: 'area' as const, areaId: site.innerId }];
  const when = {
    kind: 'recurring' as const,
    start: '2026-09-04T08:00',
    end: '2026-09-04T09:00',
    rules: ['FREQ=DAILY'],
    excludedStarts: [],
    addedStarts: [],
  };
  const draft = { name: 'Daily', tier: 'regular' as const, targets, playlistId, when };
  const whole = await publisher.call(scheduleRoutes.createEntry, { body: draft });
  const kept = { ...when, rules: ['FREQ=DAILY;UNTIL=20260910T235959'] };
  const later = { ...draft, name: 'Later', when: { ...when, start: '2026-09-11T08:00', end: '2026-09-11T09:00' } };
  const both = await publisher.call(scheduleRoutes.splitEntry, { params: { entryId: whole.id }, body: { ...later, revision: 1, kept } });
  const standing = async () =>
    (await publisher.call(scheduleRoutes.listEntries, {})).entries.flatMap(({ id, revision }) =>
      id === both.kept.id || id === both.made.id ? [[id, revision]] : [],
    );
  const before = await standing();
  const remove = { kind: 'remove' as const, entryId: both.made.id, revision: both.made.revision };
  const restore = { kind: 'change' as const, entryId: both.kept.id, revision: 1, draft };
  expect(await publisher.refused(scheduleRoutes.editEntries, { body: { edits: [remove, restore] } })).toMatchObject({
    ...{ code: 'edited-meanwhile', field: 'body.edits[1].revision' },
  });
  expect(await standing(), 'what was made is still there').toEqual(before);
  const { entries } = await publisher.call(scheduleRoutes.editEntries, { body: { edits: [remove, { ...restore, revision: 2 }] } });
  expect(entries).toMatchObject([null, { id: whole.id, when, revision: 3 }]);
  expect(await standing()).toEqual([[whole.id, 3]]);
});

test('what an entry is never meant to say is refused by its field: a target or a day twice, and a calendar both as only and as except', async () => {
  const main = await playlist('meant');
  const { id } = await people.publisher.call(calendarRoutes.createCalendar, { body: { name: 'Tết', dates: ['2027-02-06'] } });
  const target = { kind: 'site' as const, siteId: site.siteId };
  const draft = { name: 'Meant', tier: 'regular' as const, targets: [target], playlistId: main.id, when: always };
  const wrong = [
    { ...draft, targets: [target, target] },
    { ...draft, calendarIds: [id], exceptCalendarIds: [id] },
  ];
  const twice = { name: 'Twice', spans: [{ days: ['MO' as const, 'MO' as const], from: '08:00', to: '09:00' }] };
  expect(await people.publisher.refused(scheduleRoutes.createDaypart, { body: twice })).toMatchObject({ field: 'body.spans[0].days' });
  const fields = await Promise.all(
    wrong.map(async (body) => {
      const saved = await people.publisher.refused(scheduleRoutes.createEntry, { body });
      const checked = await people.publisher.refused(scheduleRoutes.checkEntry, { body: { draft: body } });
      return [saved.status, saved.field, checked.field];
    }),
  );
  expect(fields).toEqual([
    [400, 'body.targets[1]', 'body.targets[1]'],
    [400, 'body.exceptCalendarIds[0]', 'body.exceptCalendarIds[0]'],
  ]);
});

test('the next starts of a rule are told, and one that the engine does not understand is refused by its field', async () => {
  const when = { kind: 'recurring' as const, start: '2026-12-01T08:00', end: '2026-12-01T09:00', excludedStarts: [], addedStarts: [] };
  const ask = (rule: string, from = '2026-12-02T00:00') => ({ body: { when: { ...when, rules: [rule] }, from } });
  const { starts } = await people.publisher.call(scheduleRoutes.nextStarts, ask('FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3'));
  expect(starts).toEqual(['2027-01-01T08:00', '2027-02-01T08:00']);
  const refused = [ask('FREQ=SOMETIMES'), ask('FREQ=DAILY', '2026-02-30T00:00')];
  const problems = await Promise.all(refused.map((input) => people.publisher.refused(scheduleRoutes.nextStarts, input)));
  expect(problems.map(({ status, field }) => [status, field])).toEqual([
    [400, 'body.when.rules[0]'],
    [400, 'body.from'],
  ]);
});

test('what an entry cannot mean is refused at save by its field', async () => {
  const main = await playlist('plain');
  const { layouts } = await people.publisher.call(layoutRoutes.listLayouts, {});
  const ticker = layouts.find(({ key }) => key === 'main-ticker')?.id ?? null;
  const foot = layouts.find(({ key }) => key === 'overlay-foot')?.id ?? null;
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
    [{ when: { ...recurring, rules: ['FREQ=SOMETIMES'] } }, 'body.when.rules[0]'],
    [{ calendarIds: [unknown as never] }, 'body.calendarIds[0]'],
    [{ exceptCalendarIds: [unknown as never] }, 'body.exceptCalendarIds[0]'],
    [{ mode: 'interrupt' as const }, 'body.shareBp'],
    [{ mode: 'interrupt' as const, shareBp: 1_000, layoutId: foot }, 'body.layoutId'],
    [{ mode: 'overlay' as const }, 'body.layoutId'],
    [{ mode: 'overlay' as const, layoutId: foot, isAlone: true }, 'body.isAlone'],
    [{ turnMs: 999 }, 'body.turnMs'],
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

const weekend = [{ days: ['SA' as const, 'SU' as const], from: '06:00', to: '23:00' }];

test('a calendar is made, changed by who read its last revision, and kept while something uses it', async () => {
  const { publisher } = people;
  const calendar = await publisher.call(calendarRoutes.createCalendar, { body: { name: 'Tết', dates: ['2027-02-05', '2027-02-06'] } });
  const params = { calendarId: calendar.id };
  const changed = await publisher.call(calendarRoutes.putCalendar, { params, body: { name: 'Tết', dates: ['2027-02-06'], revision: 1 } });
  expect(changed).toMatchObject({ revision: 2, dates: ['2027-02-06'] });
  expect(await publisher.refused(calendarRoutes.putCalendar, { params, body: { name: 'x', dates: [], revision: 1 } })).toMatchObject({
    status: 412,
    code: 'edited-meanwhile',
    limit: 2,
  });
  expect(
    await publisher.refused(calendarRoutes.putCalendar, { params, body: { name: 'x', dates: ['2027-02-29'], revision: 2 } }),
  ).toMatchObject({ code: 'bad-input', field: 'body.dates[0]' });

  const main = await playlist('in calendar');
  const daypart = await publisher.call(scheduleRoutes.createDaypart, {
    body: { name: 'Weekend', spans: weekend, exceptions: [{ on: { kind: 'calendar', calendarId: calendar.id }, spans: [] }] },
  });
  const entry = await publisher.call(scheduleRoutes.createEntry, {
    body: {
      name: 'Tết greeting',
      tier: 'campaign',
      targets: [{ kind: 'site', siteId: site.siteId }],
      playlistId: main.id,
      when: always,
      daypartIds: [daypart.id],
      calendarIds: [calendar.id],
    },
  });
  expect(await publisher.refused(calendarRoutes.deleteCalendar, { params })).toMatchObject({
    code: 'in-use',
    faults: [
      { path: `entries[${entry.id}]`, code: 'in-use', message: 'Tết greeting' },
      { path: `dayparts[${daypart.id}]`, code: 'in-use', message: 'Weekend' },
    ],
  });
  const daypartParams = { params: { daypartId: daypart.id } };
  expect(await publisher.refused(scheduleRoutes.deleteDaypart, daypartParams)).toMatchObject({
    code: 'in-use',
    faults: [{ message: 'Tết greeting' }],
  });
  await publisher.call(scheduleRoutes.deleteEntry, { params: { entryId: entry.id } });
  await publisher.call(scheduleRoutes.deleteDaypart, daypartParams);
  await publisher.call(calendarRoutes.deleteCalendar, { params });
  expect(await publisher.refused(calendarRoutes.deleteCalendar, { params })).toMatchObject({ code: 'not-found' });
  const audited = await world.app.context.truth
    .selectFrom('audit')
    .select(['action', 'actor'])
    .where('subject', '=', `calendar:${calendar.id}`)
    .orderBy('sequence')
    .execute();
  expect(audited).toEqual(
    ['calendar-created', 'calendar-changed', 'calendar-removed'].map((action) => ({ action, actor: publisher.userId })),
  );
});

test('a daypart keeps its exceptions, and one that the engine cannot mean is refused by its field', async () => {
  const { publisher } = people;
  const exceptions = [
    { on: { kind: 'date' as const, date: '2026-09-02' }, spans: [{ from: '00:00', to: '24:00' }] },
    { on: { kind: 'date' as const, date: '2026-09-03' }, spans: [] },
  ];
  const daypart = await publisher.call(scheduleRoutes.createDaypart, { body: { name: 'Open', spans: weekend, exceptions } });
  expect(daypart).toMatchObject({ exceptions, revision: 1 });
  const params = { daypartId: daypart.id };
  const body = { name: 'Open', spans: weekend, exceptions: exceptions.slice(1), revision: 1 };
  expect(await publisher.call(scheduleRoutes.putDaypart, { params, body })).toMatchObject({ exceptions: body.exceptions, revision: 2 });
  expect(await publisher.refused(scheduleRoutes.putDaypart, { params, body })).toMatchObject({ code: 'edited-meanwhile' });
  const unknown = world.app.context.newId() as never;
  const wrong = [
    [[{ on: { kind: 'calendar' as const, calendarId: unknown }, spans: [] }], 'body.exceptions[0].on.calendarId'],
    [[{ on: { kind: 'date' as const, date: '2026-02-30' }, spans: [] }], 'body.exceptions[0].on.date'],
    [[{ on: { kind: 'date' as const, date: '2026-09-02' }, spans: [{ from: '24:00', to: '05:00' }] }], 'body.exceptions[0].spans[0].from'],
  ] as const;
  for (const [list, field] of wrong)
    expect(
      await publisher.refused(scheduleRoutes.putDaypart, { params, body: { ...body, exceptions: [...list] as never, revision: 2 } }),
    ).toMatchObject({ code: 'bad-input', field });
});

test('the public holidays of Vietnam are given by year, with their names, and no more than thirty years at once', async () => {
  const { publisher } = people;
  const { holidays } = await publisher.call(calendarRoutes.listHolidays, { query: { fromYear: 2026, toYear: 2027 } });
  const statutory = new Set(holidays.filter(({ kind }) => kind === 'statutory').map(({ date }) => date));
  // Tết 2026 is on 17 February, Giỗ Tổ on 26 April
  expect(
    ['2026-01-01', '2026-02-17', '2026-04-26', '2026-04-30', '2026-05-01', '2026-09-02', '2027-01-01'].filter(
      (date) => !statutory.has(date),
    ),
  ).toEqual([]);
  expect(await publisher.refused(calendarRoutes.listHolidays, { query: { fromYear: 2027, toYear: 2026 } })).toMatchObject({
    code: 'bad-input',
    field: 'query.toYear',
  });
  expect(await publisher.refused(calendarRoutes.listHolidays, { query: { fromYear: 2026, toYear: 2056 } })).toMatchObject({ limit: 2055 });
});
