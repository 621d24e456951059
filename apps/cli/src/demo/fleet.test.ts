import { calendarDatesSchema, daypartSpansSchema, languageSchema, screenKindSchema, whenSchema } from '@gatecast/protocol';
import { compile } from '@gatecast/schedules';
import type { Entry, Plan, PlanItem, Region, Timeline, Zone } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { demoArticles } from './content/articles.ts';
import { demoMedia } from './content/media.ts';
import { demoNotices } from './content/notices.ts';
import { waitingTimes } from './content/waiting-times.ts';
import { demoAreas, demoScreens, demoSites, demoSuppliers, type DemoArea } from './fleet.ts';
import {
  demoCalendars,
  demoDayparts,
  demoEntries,
  demoPlaylists,
  type DemoDaypart,
  type DemoEntry,
  type DemoPlaylist,
  type DemoTarget,
} from './schedule.ts';

const areas: readonly DemoArea[] = demoAreas;
const entries: readonly DemoEntry[] = demoEntries;
const dayparts: readonly DemoDaypart[] = demoDayparts;
const playlists: readonly DemoPlaylist[] = demoPlaylists;
const items = [...demoNotices, ...demoArticles, ...demoMedia, waitingTimes];

const known = {
  sites: new Set<string>(demoSites.map(({ key }) => key)),
  areas: new Set(areas.map(({ key }) => key)),
  screens: new Set<string>(demoScreens.map(({ key }) => key)),
  dayparts: new Set<string>(demoDayparts.map(({ key }) => key)),
  calendars: new Set(demoCalendars.map(({ id }) => id)),
  playlists: new Set(playlists.map(({ key }) => key)),
  items: new Set<string>(items.map(({ key }) => key)),
};

/** The area and those it lies in, the innermost first. */
function areaPath(areaKey: string | null): readonly string[] {
  const area = areas.find(({ key }) => key === areaKey);
  return area === undefined ? [] : [area.key, ...areaPath(area.parentKey)];
}

/** How closely a target fits a screen, as schedules/src/plan.ts counts; null: not at all. */
function specificity(target: DemoTarget, screen: (typeof demoScreens)[number]): number | null {
  const path = areaPath(screen.areaKey);
  switch (target.kind) {
    case 'site':
      return target.siteKey === screen.siteKey ? 0 : null;
    case 'area':
      return path.includes(target.areaKey) ? path.length - path.indexOf(target.areaKey) : null;
    case 'screen':
      return target.screenKey === screen.key ? 1_000 : null;
  }
}

/** Indochina time: UTC+7 without summer time. */
const zone: Zone = { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 7 * 3_600_000, transitions: [] };

function planItem(key: string): PlanItem {
  const kind =
    key === waitingTimes.key
      ? 'feed'
      : (demoMedia.find((media) => media.key === key)?.kind ??
        (demoArticles.some((article) => article.key === key) ? 'article' : 'notice'));
  const languages =
    kind === 'video' || kind === 'image' || kind === 'pages' || kind === 'bundle' ? ['zxx'] : ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'];
  const validity = { fromMs: null, untilMs: null };
  return {
    id: key,
    kind,
    validity,
    missing: 'substitute',
    variants: languages.map((language) => ({ language, durationMs: 10_000, validity })),
  };
}

const foot: Region = {
  id: 'main',
  frame: { xBp: 0, yBp: 8_500, widthBp: 10_000, heightBp: 1_500 },
  languages: { kind: 'sequence' },
  content: { kind: 'main' },
};

function planFor(screen: (typeof demoScreens)[number]): Plan {
  const site = demoSites.find(({ key }) => key === screen.siteKey);
  if (site === undefined) throw new Error(screen.siteKey);
  return {
    version: 1,
    semantics: 3,
    screen: { widthPx: screen.widthPx, heightPx: screen.heightPx, languages: site.languages, zone, dayStart: site.dayStart },
    calendars: demoCalendars,
    dayparts: dayparts.map(({ key, name, spans, closedOn = [] }) => ({
      id: key,
      name,
      spans,
      exceptions: closedOn.map((calendarId) => ({ on: { kind: 'calendar', calendarId }, spans: [] })),
    })),
    layouts: [{ id: 'overlay-foot', name: 'Foot', regions: [foot] }],
    playlists: playlists.map(({ key, name, slots }) => ({
      id: key,
      name,
      slots: slots.map((slot) =>
        slot.kind === 'item'
          ? { kind: 'item', itemId: slot.itemKey, weight: slot.weight }
          : { kind: 'playlist', playlistId: slot.playlistKey, weight: slot.weight },
      ),
    })),
    items: items.map(({ key }) => planItem(key)),
    entries: entries.flatMap((entry): readonly Entry[] => {
      const fits = entry.targets.map((target) => specificity(target, screen)).filter((fit) => fit !== null);
      if (fits.length === 0) return [];
      const { key, name, tier, playlistKey, when, daypartKeys } = entry;
      const closeness = Math.max(...fits);
      return [
        {
          id: key,
          name,
          tier,
          specificity: closeness,
          ...modeOf(entry),
          playlistId: playlistKey,
          layoutId: entry.mode === 'overlay' ? entry.layoutKey : null,
          when,
          daypartIds: daypartKeys,
          calendarIds: entry.calendarKeys ?? [],
          exceptCalendarIds: entry.exceptCalendarKeys ?? [],
        },
      ];
    }),
  };
}

function modeOf(entry: DemoEntry): Pick<Entry, 'mode' | 'turnMs' | 'shareBp'> {
  if (entry.mode === 'interrupt') return { mode: entry.mode, shareBp: entry.shareBp };
  if (entry.mode === 'overlay') return { mode: entry.mode };
  return { mode: 'replace', ...(entry.turnMs === undefined ? {} : { turnMs: entry.turnMs }) };
}

function timelineOf(screenKey: string): Timeline {
  const screen = demoScreens.find(({ key }) => key === screenKey);
  if (screen === undefined) throw new Error(screenKey);
  const compiled = compile(planFor(screen));
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  return compiled.timeline;
}

const hourMs = 3_600_000;
/** 00:00 on Monday 1 June 2026 in Hanoi. */
const mondayMs = Date.UTC(2026, 4, 31, 17);

/** The entry that plays on a screen at each of these wall-clock times of a day of that week, Monday being 0. */
function playsAt(screenKey: string, day: number, hours: readonly number[]): readonly string[] {
  const timeline = timelineOf(screenKey);
  return hours.map((hour) => timeline.at(mondayMs + (day * 24 + hour) * hourMs).entryId);
}

test('every reference names something', () => {
  for (const area of areas) {
    expect(known.sites).toContain(area.siteKey);
    if (area.parentKey !== null) expect(known.areas).toContain(area.parentKey);
  }
  for (const screen of demoScreens) {
    expect(areas.find(({ key }) => key === screen.areaKey)?.siteKey, screen.key).toBe(screen.siteKey);
    expect(screenKindSchema.parse(screen.kind)).toBe(screen.kind);
  }
  for (const { slots } of playlists) {
    for (const slot of slots) {
      if (slot.kind === 'item') expect(known.items).toContain(slot.itemKey);
      else expect(known.playlists).toContain(slot.playlistKey);
    }
  }
  for (const entry of entries) {
    expect(known.playlists).toContain(entry.playlistKey);
    if (entry.tickerPlaylistKey !== null) expect(known.playlists).toContain(entry.tickerPlaylistKey);
    for (const key of entry.daypartKeys) expect(known.dayparts).toContain(key);
    for (const key of [...(entry.calendarKeys ?? []), ...(entry.exceptCalendarKeys ?? [])]) expect(known.calendars).toContain(key);
    for (const target of entry.targets) {
      if (target.kind === 'site') expect(known.sites).toContain(target.siteKey);
      if (target.kind === 'area') expect(known.areas).toContain(target.areaKey);
      if (target.kind === 'screen') expect(known.screens).toContain(target.screenKey);
    }
  }
});

test('areas and playlists stand after those that they need, so that they can be made in order', () => {
  const areaKeys = areas.map(({ key }) => key);
  for (const [place, { key, parentKey }] of areas.entries()) {
    if (parentKey !== null) expect(areaKeys.slice(0, place), key).toContain(parentKey);
  }
  const playlistKeys = playlists.map(({ key }) => key);
  for (const [place, { key, slots }] of playlists.entries()) {
    for (const slot of slots) if (slot.kind === 'playlist') expect(playlistKeys.slice(0, place), key).toContain(slot.playlistKey);
  }
});

test('keys differ within their kind', () => {
  for (const list of [demoSites, areas, demoScreens, demoSuppliers, dayparts, playlists, entries, items]) {
    expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
  }
});

test('every category has one supplier', () => {
  const supplied = demoSuppliers.flatMap(({ categories }) => categories);
  expect(new Set(supplied).size).toBe(supplied.length);
  for (const { key, category } of items) expect(supplied, key).toContain(category);
});

test('the protocol takes dayparts, times and languages as they are', () => {
  for (const { dates } of demoCalendars) expect(calendarDatesSchema.parse(dates)).toEqual(dates);
  for (const { spans } of dayparts) expect(daypartSpansSchema.parse(spans)).toEqual(spans);
  for (const { when } of entries) expect(whenSchema.parse(when)).toEqual(when);
  for (const { languages } of demoSites) for (const language of languages) expect(languageSchema.parse(language)).toBe(language);
});

test('tickers run notices, for only those have a title to run', () => {
  const notices = new Set<string>(demoNotices.map(({ key }) => key));
  for (const { tickerPlaylistKey } of entries) {
    const slots = playlists.find(({ key }) => key === tickerPlaylistKey)?.slots ?? [];
    for (const slot of slots) expect(slot.kind === 'item' && notices.has(slot.itemKey)).toBe(true);
  }
});

test('every screen has a plan that the engine takes: with a fallback, never blank', () => {
  for (const screen of demoScreens) expect(compile(planFor(screen)).kind, screen.key).toBe('compiled');
});

test('a portrait screen shows no landscape picture, and the other way about', () => {
  const flat = (playlistKey: string): readonly string[] =>
    (playlists.find(({ key }) => key === playlistKey)?.slots ?? []).flatMap((slot) =>
      slot.kind === 'item' ? [slot.itemKey] : flat(slot.playlistKey),
    );
  for (const screen of demoScreens) {
    const isPortrait = screen.heightPx > screen.widthPx;
    const shown = new Set<string>();
    for (const answer of timelineOf(screen.key).segments(mondayMs, mondayMs + 7 * 24 * hourMs)) {
      const entry = entries.find(({ key }) => key === answer.entryId);
      for (const key of flat(entry?.playlistKey ?? '')) shown.add(key);
    }
    for (const media of demoMedia)
      if (shown.has(media.key)) expect(media.heightPx > media.widthPx, `${media.key} on ${screen.key}`).toBe(isPortrait);
  }
});

test('what plays depends on the time of day and of the week', () => {
  expect(playsAt('arrivals-hall', 0, [4, 5, 9.99, 10, 12, 12.5, 21.99, 22])).toEqual([
    'arrivals-night',
    'arrivals-morning',
    'arrivals-morning',
    'arrivals-day',
    'correction-at-noon',
    'arrivals-day',
    'arrivals-day',
    'arrivals-night',
  ]);
  expect(playsAt('arrivals-hall', 5, [9, 12])).toEqual(['arrivals-morning', 'arrivals-day']);
  expect(playsAt('departures-pillar', 2, [4, 5, 12, 22])).toEqual([
    'pillar-fallback',
    'departures-day',
    'correction-at-noon',
    'pillar-fallback',
  ]);
  expect(playsAt('immigration-lookup', 2, [3, 12, 13])).toEqual(['immigration-attract', 'correction-at-noon', 'immigration-attract']);
  expect(playsAt('station-hall', 4, [6, 7, 18.99, 19, 22])).toEqual([
    'station-fallback',
    'station-weekdays',
    'station-weekdays',
    'station-boarding',
    'station-fallback',
  ]);
  expect(playsAt('station-hall', 6, [8, 19, 22])).toEqual(['station-fallback', 'station-boarding', 'station-fallback']);
});

test('no two entries of one tier and one closeness are ever on together, but to take turns, and interrupts have room', () => {
  for (const screen of demoScreens) {
    expect(timelineOf(screen.key).conflicts(mondayMs, mondayMs + 366 * 24 * hourMs), screen.key).toEqual([]);
  }
});

test('at the look-up point two entries take turns from the beginning of the day', () => {
  const timeline = timelineOf('immigration-lookup');
  const dayStartMs = mondayMs + 4 * hourMs;
  expect([0, 599, 600, 779, 780].map((second) => timeline.at(dayStartMs + second * 1_000).entryId)).toEqual([
    'immigration-attract',
    'immigration-attract',
    'immigration-films',
    'immigration-films',
    'immigration-attract',
  ]);
});

test('in arrivals a correction takes about a tenth of the time, and departures have a band at the foot by day', () => {
  const { entries: measured } = timelineOf('arrivals-hall').measure(mondayMs + 13 * hourMs, mondayMs + 19 * hourMs);
  const achieved = measured.find(({ entryId }) => entryId === 'correction-between')?.interrupt?.achievedBp ?? 0;
  expect(Math.abs(achieved - 1_000)).toBeLessThan(250);
  const pillar = timelineOf('departures-pillar');
  expect([12, 23].map((hour) => pillar.at(mondayMs + hour * hourMs).overlays.map(({ entryId }) => entryId))).toEqual([
    ['departures-luggage'],
    [],
  ]);
});

test('at Tết the greeting plays by day, the station has no weekday programme, and the correction rests at noon', () => {
  // Tết 2027 begins on Saturday 6 February; the Monday after it is a day off
  const at = (screenKey: string, hour: number) => timelineOf(screenKey).at(Date.UTC(2027, 1, 8, hour - 7)).entryId;
  expect([
    at('arrivals-hall', 11),
    at('arrivals-hall', 12),
    at('station-hall', 11),
    at('station-hall', 20),
    at('station-hall', 23),
  ]).toEqual(['tet-greeting', 'tet-greeting', 'tet-greeting', 'station-boarding', 'station-fallback']);
});
