import type { ReleasePart, ScreenPart } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { openRelease, partKey, planOf } from './release-contents.ts';
import { buildTree } from './tree.ts';

const screen: ScreenPart = {
  version: 1,
  kind: 'screen',
  siteName: { vi: 'Nội Bài' },
  screen: {
    widthPx: 1_920,
    heightPx: 1_080,
    languages: ['vi'],
    zone: { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [] },
    dayStart: '04:00',
  },
};
const playlist: ReleasePart = { version: 1, kind: 'playlist', playlist: { id: 'p', name: 'P', slots: [] } };
const daypart: ReleasePart = {
  version: 1,
  kind: 'daypart',
  daypart: { id: 'd', name: 'Night', spans: [{ days: ['FR'], from: '22:00', to: '02:00' }] },
};
const entry = {
  ...({ id: 'e', name: 'E', tier: 'fallback', specificity: 0, mode: 'replace', playlistId: 'p', layoutId: null } as const),
  when: { kind: 'always' } as const,
  daypartIds: ['d'],
};
const entries: ReleasePart = { version: 1, kind: 'entries', entries: [entry] };
const calendar: ReleasePart = { version: 1, kind: 'calendar', calendar: { id: 'c', name: 'Tết', dates: ['2027-02-06'] } };

/** Parts as a server makes objects of them and a player opens these. */
function opened(parts: readonly ReleasePart[]) {
  const keyed = parts.map((part) => [part.kind === 'entries' ? 'entries:all' : partKey(part), part] as const);
  const { tree, objects } = buildTree(new Map(keyed));
  const release = openRelease(tree, (name) => objects.get(name));
  if (release.kind !== 'open') throw new Error(JSON.stringify(release));
  return { tree, plan: release.contents.plan };
}

test('a release of semantics 1 keeps the name that its bytes had when there was no other', () => {
  const { tree, plan } = opened([screen, playlist, daypart, entries]);
  expect(tree).toBe('71489410afbe60293a09250b9450b611088def0a5447a83e50daf64ca6312439');
  expect(plan).toEqual({
    version: 1,
    semantics: 1,
    screen: screen.screen,
    dayparts: [daypart.daypart],
    layouts: [],
    playlists: [playlist.playlist],
    items: [],
    entries: [entry],
  });
});

test('calendars come through a release, and their plan says semantics 2', () => {
  const { plan } = opened([screen, calendar, playlist, daypart, entries]);
  expect([plan.semantics, plan.calendars]).toEqual([2, [calendar.calendar]]);
});

test('whatever field of semantics 2 a part uses, its plan says 2', () => {
  const withEntry = (more: object): ReleasePart => ({ ...entries, entries: [{ ...entry, ...more }] });
  const withLanguages = (languages: object): ReleasePart => {
    const frame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
    const region = { id: 'main', frame, languages: { kind: 'sequence' as const, ...languages }, content: { kind: 'main' as const } };
    return { version: 1, kind: 'layout', layout: { id: 'l', name: 'L', regions: [region] } };
  };
  const cases: readonly (readonly [ReleasePart, number])[] = [
    [withEntry({}), 1],
    [withEntry({ mode: 'overlay' }), 2],
    [withEntry({ mode: 'interrupt', shareBp: 1_000 }), 2],
    [withEntry({ turnMs: 10_000 }), 2],
    [withEntry({ isAlone: false }), 2],
    [withEntry({ calendarIds: [] }), 2],
    [withEntry({ exceptCalendarIds: ['c'] }), 2],
    [{ ...daypart, daypart: { ...daypart.daypart, exceptions: [] } }, 2],
    [withLanguages({}), 1],
    [withLanguages({ maxAbsenceMs: 60_000 }), 2],
  ];
  expect(cases.map(([part]) => planOf(screen, [part]).semantics)).toEqual(cases.map(([, semantics]) => semantics));
  const zone = { ...screen.screen.zone, tzdata: '2026a' };
  expect(planOf({ ...screen, screen: { ...screen.screen, zone } }, []).semantics).toBe(2);
});

test('what was parsed for one release is taken for the next, and each object is still read', () => {
  const build = (parts: readonly ReleasePart[]) =>
    buildTree(new Map(parts.map((part) => [part.kind === 'entries' ? 'entries:all' : partKey(part), part])));
  const first = build([screen, playlist, daypart, entries]);
  const next = build([screen, { ...playlist, playlist: { ...playlist.playlist, name: 'Q' } }, daypart, entries]);
  const before = openRelease(first.tree, (name) => first.objects.get(name));
  if (before.kind !== 'open') throw new Error(before.kind);
  const read: string[] = [];
  const opened = openRelease(next.tree, (name) => (read.push(name), next.objects.get(name)), before.parsed);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const alone = openRelease(next.tree, (name) => next.objects.get(name));
  expect([opened.contents, read.toSorted()]).toEqual(['contents' in alone ? alone.contents : null, [...next.objects.keys()].toSorted()]);
  expect([...opened.parsed.parts.values()].filter((part) => [...before.parsed.parts.values()].includes(part))).toHaveLength(3);
  expect(openRelease(next.tree, (name) => (name === read.at(-1) ? undefined : next.objects.get(name)), opened.parsed)).toMatchObject({
    kind: 'incomplete',
    missing: [read.at(-1)],
  });
});

test('an item that is document pages makes its plan one of semantics 3, whatever else is in it', () => {
  const validity = { fromMs: null, untilMs: null };
  const item: ReleasePart = {
    ...({
      version: 1,
      kind: 'item',
      id: 'i',
      itemKind: 'pages',
      title: 'Timetable',
      category: 'c',
      supplier: 's',
      missing: 'skip',
    } as const),
    ...{ validity, variants: [] },
  };
  expect([planOf(screen, [item]).semantics, planOf(screen, [calendar, item]).semantics]).toEqual([3, 3]);
});

test('zones come through a release, and make its plan one of semantics 4, whatever else is in it', () => {
  const paris: ReleasePart = { version: 1, kind: 'zone', zone: { name: 'Europe/Paris', initialOffsetMs: 3_600_000, transitions: [] } };
  const { plan } = opened([screen, calendar, paris, playlist, daypart, entries]);
  expect([plan.semantics, plan.zones]).toEqual([4, [paris.zone]]);
});
