import { calendarOf, type CalendarChoice } from '@gatecast/holidays';
import type { Calendar } from '@gatecast/schedules';

// The demo's schedule as plain data: keys instead of ids, which the server gives. Shapes of dayparts, calendars and of `when` are those of
// schedules/src/plan.ts; the rest is what the HTTP API takes.

type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

export type DemoDaypart = {
  readonly key: string;
  readonly name: string;
  /** `to` at or before `from` means over midnight; a span belongs to the day it starts on. */
  readonly spans: readonly { readonly days: readonly Weekday[]; readonly from: string; readonly to: string }[];
  /** On the dates of these it is closed. */
  readonly closedOn?: readonly string[];
};

export type DemoPlaylist = {
  readonly key: string;
  readonly name: string;
  readonly slots: readonly (
    | { readonly kind: 'item'; readonly itemKey: string; readonly weight: number }
    | { readonly kind: 'playlist'; readonly playlistKey: string; readonly weight: number }
  )[];
};

export type DemoWhen =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'recurring';
      readonly start: string;
      readonly end: string;
      readonly rules: readonly string[];
      readonly excludedStarts: readonly string[];
      readonly addedStarts: readonly string[];
    };

export type DemoTarget =
  | { readonly kind: 'site'; readonly siteKey: string }
  | { readonly kind: 'area'; readonly areaKey: string }
  | { readonly kind: 'screen'; readonly screenKey: string };

export type DemoEntry = {
  readonly key: string;
  readonly name: string;
  readonly tier: 'fallback' | 'regular' | 'campaign' | 'priority';
  readonly targets: readonly DemoTarget[];
  readonly playlistKey: string;
  readonly when: DemoWhen;
  /** Empty: no restriction. */
  readonly daypartKeys: readonly string[];
  readonly calendarKeys?: readonly string[];
  readonly exceptCalendarKeys?: readonly string[];
} & DemoMode &
  (
    | { readonly layoutKey: 'full-screen' | 'overlay-foot'; readonly tickerPlaylistKey: null }
    | { readonly layoutKey: 'main-ticker'; readonly tickerPlaylistKey: string }
  );

export type DemoMode =
  | { readonly mode?: 'replace'; readonly turnMs?: number }
  | { readonly mode: 'interrupt'; readonly shareBp: number; readonly layoutKey: 'full-screen' }
  | { readonly mode: 'overlay'; readonly layoutKey: 'overlay-foot' };

const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const mondayToFriday = ['MO', 'TU', 'WE', 'TH', 'FR'] as const;

/** Computed, not written down: who starts the demo in another year sees that year's days. */
export const demoCalendars: readonly Calendar[] = [
  calendarFor({ id: 'public-holidays', name: 'Ngày nghỉ lễ – Public holidays' }),
  calendarFor({ id: 'tet', name: 'Tết Nguyên đán', kinds: [], alsoIds: ['tet'] }),
];

export const demoDayparts = [
  { key: 'morning-peak', name: 'Morning peak', spans: [{ days: everyDay, from: '05:00', to: '10:00' }] },
  { key: 'day', name: 'Day', spans: [{ days: everyDay, from: '05:00', to: '22:00' }] },
  { key: 'night', name: 'Night', spans: [{ days: everyDay, from: '22:00', to: '05:00' }] },
  {
    key: 'weekday-daytime',
    name: 'Weekdays, daytime',
    spans: [{ days: mondayToFriday, from: '07:00', to: '19:00' }],
    closedOn: ['public-holidays'],
  },
  { key: 'evening-boarding', name: 'Evening boarding', spans: [{ days: everyDay, from: '19:00', to: '22:00' }] },
] as const satisfies readonly DemoDaypart[];

export const demoPlaylists = [
  { key: 'films', name: 'Films of the north', slots: [item('film-welcome-to-hanoi'), item('film-a-day-in-the-north')] },
  {
    key: 'landscape-fallback',
    name: 'Always there, landscape',
    slots: [playlist('films'), item('map-airport-to-city')],
  },
  {
    key: 'station-fallback',
    name: 'Always there, station',
    slots: [playlist('films'), item('dengue-prevention')],
  },
  { key: 'portrait-fallback', name: 'Always there, portrait', slots: [item('picture-ha-long-dusk')] },
  {
    key: 'arrivals-morning',
    name: 'Arrivals in the morning peak',
    slots: [
      item('e-visa-check', 2),
      item('waiting-times'),
      item('e-visa-fees'),
      item('cash-declaration'),
      item('ways-from-here'),
      item('city-transport'),
      item('map-airport-to-city'),
    ],
  },
  {
    key: 'arrivals-day',
    name: 'Arrivals by day',
    slots: [
      item('waiting-times'),
      item('ways-from-here'),
      item('city-transport'),
      item('map-airport-to-city'),
      item('e-visa-fees'),
      item('cash-declaration'),
      item('page-sky-clock'),
      playlist('films'),
      item('dengue-prevention'),
    ],
  },
  {
    key: 'departures-day',
    name: 'Departures by day',
    slots: [item('cash-declaration'), item('picture-ha-long-dusk'), item('stamp-fee-correction'), item('dengue-prevention')],
  },
  { key: 'corrections', name: 'Corrections of false claims', slots: [item('stamp-fee-correction')] },
  {
    key: 'immigration-attract',
    name: 'Look-up point while nobody touches it',
    slots: [item('e-visa-check', 2), item('waiting-times'), item('stamp-fee-correction'), item('cash-declaration')],
  },
  { key: 'tet', name: 'Tết', slots: [item('tet-greeting'), playlist('films')] },
  { key: 'luggage', name: 'Luggage', slots: [item('unattended-luggage')] },
  {
    key: 'station-weekdays',
    name: 'Station on weekdays',
    slots: [
      item('international-train', 2),
      item('paper-train-timetable'),
      item('cash-declaration'),
      playlist('films'),
      item('dengue-prevention'),
    ],
  },
  {
    key: 'station-boarding',
    name: 'Boarding for Nanning',
    slots: [item('international-train', 2), item('paper-train-timetable'), item('cash-declaration'), item('stamp-fee-correction')],
  },
  {
    key: 'airport-ticker',
    name: 'Ticker, airport',
    slots: [
      item('e-visa-check'),
      item('cash-declaration'),
      item('city-transport'),
      item('dengue-prevention'),
      item('stamp-fee-correction'),
    ],
  },
  {
    key: 'station-ticker',
    name: 'Ticker, station',
    slots: [item('international-train'), item('cash-declaration'), item('dengue-prevention'), item('stamp-fee-correction')],
  },
  // In no entry: what a look-up point, a counter and the web site offer to read is looked up, not played in turn.
  {
    key: 'articles',
    name: 'Articles to look up',
    slots: [item('entry-and-visa'), item('airport-to-city'), item('customs-declaration')],
  },
] as const satisfies readonly DemoPlaylist[];

const always = { kind: 'always' } as const;

/** No two of one tier and one closeness are on together but where they take turns, so that nothing is left to the rule for conflicts. */
export const demoEntries = [
  {
    key: 'airport-fallback',
    name: 'Airport: never blank',
    tier: 'fallback',
    targets: [{ kind: 'site', siteKey: 'noi-bai' }],
    layoutKey: 'full-screen',
    playlistKey: 'landscape-fallback',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
  },
  {
    key: 'pillar-fallback',
    name: 'Departures pillar: never blank',
    tier: 'fallback',
    targets: [{ kind: 'screen', screenKey: 'departures-pillar' }],
    layoutKey: 'full-screen',
    playlistKey: 'portrait-fallback',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
  },
  {
    key: 'arrivals-day',
    name: 'Arrivals by day',
    tier: 'regular',
    targets: [{ kind: 'area', areaKey: 't2-arrivals' }],
    layoutKey: 'main-ticker',
    playlistKey: 'arrivals-day',
    tickerPlaylistKey: 'airport-ticker',
    when: always,
    daypartKeys: ['day'],
  },
  {
    key: 'arrivals-night',
    name: 'Arrivals by night',
    tier: 'regular',
    targets: [{ kind: 'area', areaKey: 't2-arrivals' }],
    layoutKey: 'full-screen',
    playlistKey: 'films',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: ['night'],
  },
  {
    key: 'arrivals-morning',
    name: 'Arrivals in the morning peak',
    tier: 'campaign',
    targets: [{ kind: 'area', areaKey: 't2-arrivals' }],
    layoutKey: 'main-ticker',
    playlistKey: 'arrivals-morning',
    tickerPlaylistKey: 'airport-ticker',
    when: always,
    daypartKeys: ['morning-peak'],
  },
  {
    key: 'departures-day',
    name: 'Departures by day',
    tier: 'regular',
    targets: [{ kind: 'area', areaKey: 't2-departures' }],
    layoutKey: 'full-screen',
    playlistKey: 'departures-day',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: ['day'],
  },
  {
    key: 'immigration-attract',
    name: 'Immigration look-up point',
    tier: 'regular',
    targets: [{ kind: 'screen', screenKey: 'immigration-lookup' }],
    layoutKey: 'full-screen',
    playlistKey: 'immigration-attract',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
    turnMs: 600_000,
  },
  {
    key: 'immigration-films',
    name: 'Immigration look-up point, films',
    tier: 'regular',
    targets: [{ kind: 'screen', screenKey: 'immigration-lookup' }],
    layoutKey: 'full-screen',
    playlistKey: 'films',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
    turnMs: 180_000,
  },
  {
    key: 'correction-between',
    name: 'Correction, a tenth of the time in arrivals',
    tier: 'campaign',
    targets: [{ kind: 'area', areaKey: 't2-arrivals' }],
    mode: 'interrupt',
    shareBp: 1_000,
    layoutKey: 'full-screen',
    playlistKey: 'corrections',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
  },
  {
    key: 'departures-luggage',
    name: 'Luggage, at the foot of departures',
    tier: 'campaign',
    targets: [{ kind: 'area', areaKey: 't2-departures' }],
    mode: 'overlay',
    layoutKey: 'overlay-foot',
    playlistKey: 'luggage',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: ['day'],
  },
  {
    key: 'tet-greeting',
    name: 'Tết',
    tier: 'campaign',
    targets: [
      { kind: 'screen', screenKey: 'arrivals-hall' },
      { kind: 'site', siteKey: 'hanoi-station' },
    ],
    layoutKey: 'full-screen',
    playlistKey: 'tet',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: ['day'],
    calendarKeys: ['tet'],
  },
  {
    key: 'correction-at-noon',
    name: 'Correction at noon on weekdays',
    tier: 'campaign',
    targets: [{ kind: 'area', areaKey: 't2' }],
    layoutKey: 'full-screen',
    playlistKey: 'corrections',
    tickerPlaylistKey: null,
    when: {
      kind: 'recurring',
      // A Monday.
      start: '2026-01-05T12:00',
      end: '2026-01-05T12:30',
      rules: ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
      excludedStarts: [],
      addedStarts: [],
    },
    daypartKeys: [],
    exceptCalendarKeys: ['public-holidays'],
  },
  {
    key: 'station-fallback',
    name: 'Station: never blank',
    tier: 'fallback',
    targets: [{ kind: 'site', siteKey: 'hanoi-station' }],
    layoutKey: 'full-screen',
    playlistKey: 'station-fallback',
    tickerPlaylistKey: null,
    when: always,
    daypartKeys: [],
  },
  {
    key: 'station-weekdays',
    name: 'Station hall on weekdays',
    tier: 'regular',
    targets: [{ kind: 'area', areaKey: 'station-hall' }],
    layoutKey: 'main-ticker',
    playlistKey: 'station-weekdays',
    tickerPlaylistKey: 'station-ticker',
    when: always,
    daypartKeys: ['weekday-daytime'],
  },
  {
    key: 'station-boarding',
    name: 'Boarding for Nanning',
    tier: 'campaign',
    targets: [{ kind: 'screen', screenKey: 'station-hall' }],
    layoutKey: 'main-ticker',
    playlistKey: 'station-boarding',
    tickerPlaylistKey: 'station-ticker',
    when: always,
    daypartKeys: ['evening-boarding'],
  },
] as const satisfies readonly DemoEntry[];

function item<const Key extends string>(
  itemKey: Key,
  weight = 1,
): { readonly kind: 'item'; readonly itemKey: Key; readonly weight: number } {
  return { kind: 'item', itemKey, weight };
}

function playlist(playlistKey: string): { readonly kind: 'playlist'; readonly playlistKey: string; readonly weight: number } {
  return { kind: 'playlist', playlistKey, weight: 1 };
}

function calendarFor(choice: Pick<CalendarChoice, 'id' | 'name' | 'kinds' | 'alsoIds'>): Calendar {
  const calendar = calendarOf({ ...choice, fromYear: 2026, toYear: 2035 });
  if (calendar === null) throw new RangeError('the holidays of these years are known');
  return calendar;
}
