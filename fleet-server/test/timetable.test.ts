import { contentRoutes, scheduleRoutes, timetableRoutes, type RouteInput, type Timetable } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

type Draft = RouteInput<typeof scheduleRoutes.createEntry>['body'];
// 2 September 2099 is a Wednesday; Ha Noi is seven hours ahead
const fromMs = Date.UTC(2099, 7, 31, 17);
const hourMs = 3_600_000;
const untilMs = fromMs + 7 * 24 * hourMs;

test('a timetable shows drafts: a window over midnight is one span, what lies beneath is hidden and says by whom', async () => {
  const site = await makeSite(world);
  const [a, b] = [await site.addScreen('A'), await site.addScreen('B')];
  const target = { kind: 'site', siteId: site.siteId } as const;
  const ask = async (range: object = {}): Promise<Timetable> =>
    people.publisher.call(timetableRoutes.readTimetable, { body: { target, fromMs, untilMs, ...range } });
  expect(await ask()).toEqual({ kind: 'unaddressed' });

  const item = await approvedNotice(people, 'notice', { vi: 'Nội dung', en: 'Text' });
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, {
    body: { name: 'loop', slots: [{ kind: 'item', itemId: item, weight: 1 }] },
  });
  const save = async (name: string, more: Partial<Draft>) => {
    const body: Draft = { name, tier: 'regular', targets: [target], playlistId, when: { kind: 'always' }, ...more };
    return (await people.publisher.call(scheduleRoutes.createEntry, { body })).id;
  };
  const night = await save('night', {
    when: {
      kind: 'recurring',
      start: '2099-09-04T22:00',
      end: '2099-09-05T02:00',
      rules: ['FREQ=WEEKLY'],
      excludedStarts: [],
      addedStarts: [],
    },
  });
  // without a fallback nothing may be published, and the reason is told
  expect(await ask()).toMatchObject({ kind: 'refused', screenIds: [a, b], faults: [{ code: 'no-unconditional-fallback' }] });

  const base = await save('base', { tier: 'fallback' });
  const share = await save('share', { mode: 'interrupt', shareBp: 2_000 });
  await save('only B', { tier: 'campaign', targets: [{ kind: 'screen', screenId: b }] });
  const startMs = Date.UTC(2099, 8, 4, 15);
  const speaking = { kind: 'speaking' };
  const hidden = { kind: 'hidden', winnerId: night, why: { kind: 'lower-tier', winnerTier: 'regular' } };
  const endMs = startMs + 4 * hourMs;
  const parts = [
    { fromMs, untilMs: startMs, standing: speaking },
    { fromMs: startMs, untilMs: endMs, standing: hidden },
    { fromMs: endMs, untilMs, standing: speaking },
  ];
  expect(await ask()).toEqual({
    ...{ kind: 'planned', screenIds: [a], others: [{ screenId: b, screenCount: 1 }], untilMs, conflicts: [], shares: [] },
    spans: [
      { entryId: base, startMs: null, fromMs, untilMs, parts },
      { entryId: share, startMs: null, fromMs, untilMs, parts: [{ fromMs, untilMs, standing: speaking }] },
      {
        ...{ entryId: night, startMs, fromMs: startMs, untilMs: endMs },
        parts: [{ fromMs: startMs, untilMs: endMs, standing: speaking }],
      },
    ],
  });
  const dayEdgesMs = Array.from({ length: 8 }, (_, day) => fromMs + day * 24 * hourMs);
  const days = await people.publisher.call(timetableRoutes.readDays, { body: { target, dayEdgesMs } });
  const nightHours = [0, 0, 0, 2, 2, 0, 0];
  expect(days).toMatchObject({
    ...{ kind: 'planned', screenIds: [a] },
    // neither the fallback nor the interrupt makes a day full
    days: nightHours.map((hours, index) => ({
      fromMs: dayEdgesMs[index],
      plannedMs: hours * hourMs,
      entryCount: hours > 0 ? 1 : 0,
      hasTie: false,
    })),
  });
  const day = await ask({ untilMs: fromMs + 24 * hourMs });
  expect(day).toMatchObject({ shares: [{ entryId: share, promisedBp: 2_000 }] });
  expect(day.kind === 'planned' && Math.abs((day.shares[0]?.achievedBp ?? 0) - 2_000) <= 150).toBe(true);
  await expect(ask({ untilMs: fromMs + 46 * 24 * hourMs })).rejects.toThrow(/untilMs/);
});
