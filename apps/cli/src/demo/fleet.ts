import type { DemoCategory, DemoLanguage } from './content/demo-language.ts';

// The demo's fleet as plain data: keys instead of ids, which the server gives. Shapes of dayparts and of `when` are those
// of schedules/src/plan.ts; the rest is what the HTTP API takes. The agencies exist; none of them wrote the demo's texts.

type Names = { readonly vi: string; readonly en: string };
type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

export type DemoSite = {
  readonly key: string;
  readonly names: Names;
  readonly timeZone: string;
  /** In order, the lead language first. */
  readonly languages: readonly DemoLanguage[];
  readonly dayStart: string;
};

export type DemoArea = { readonly key: string; readonly siteKey: string; readonly parentKey: string | null; readonly names: Names };

export type DemoScreen = {
  readonly key: string;
  readonly name: string;
  readonly siteKey: string;
  readonly areaKey: string;
  readonly kind: 'display' | 'lookup' | 'counter';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly tags: readonly string[];
};

export type DemoSupplier = {
  readonly key: string;
  readonly name: string;
  /** The demo's items of these categories come from this supplier; each category from one. */
  readonly categories: readonly DemoCategory[];
};

export type DemoDaypart = {
  readonly key: string;
  readonly name: string;
  /** `to` at or before `from` means over midnight; a span belongs to the day it starts on. */
  readonly spans: readonly { readonly days: readonly Weekday[]; readonly from: string; readonly to: string }[];
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
} & (
  | { readonly layoutKey: 'full-screen'; readonly tickerPlaylistKey: null }
  | { readonly layoutKey: 'main-ticker'; readonly tickerPlaylistKey: string }
);

export const demoSites = [
  {
    key: 'noi-bai',
    names: { vi: 'Cảng hàng không quốc tế Nội Bài', en: 'Noi Bai International Airport' },
    timeZone: 'Asia/Ho_Chi_Minh',
    languages: ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'],
    dayStart: '04:00',
  },
  {
    key: 'hanoi-station',
    names: { vi: 'Ga Hà Nội, cửa quốc tế', en: 'Hanoi railway station, international gate' },
    timeZone: 'Asia/Ho_Chi_Minh',
    languages: ['vi', 'en', 'zh-Hans', 'fr'],
    dayStart: '04:00',
  },
] as const satisfies readonly DemoSite[];

export const demoAreas = [
  { key: 't2', siteKey: 'noi-bai', parentKey: null, names: { vi: 'Nhà ga T2', en: 'Terminal 2' } },
  { key: 't2-arrivals', siteKey: 'noi-bai', parentKey: 't2', names: { vi: 'Sảnh đến', en: 'Arrivals' } },
  { key: 't2-departures', siteKey: 'noi-bai', parentKey: 't2', names: { vi: 'Sảnh đi', en: 'Departures' } },
  { key: 't2-immigration', siteKey: 'noi-bai', parentKey: 't2', names: { vi: 'Khu vực nhập cảnh', en: 'Immigration' } },
  { key: 'station', siteKey: 'hanoi-station', parentKey: null, names: { vi: 'Nhà ga', en: 'Station building' } },
  { key: 'station-hall', siteKey: 'hanoi-station', parentKey: 'station', names: { vi: 'Sảnh chờ quốc tế', en: 'International hall' } },
] as const satisfies readonly DemoArea[];

export const demoScreens = [
  {
    key: 'arrivals-hall',
    name: 'T2 arrivals hall',
    siteKey: 'noi-bai',
    areaKey: 't2-arrivals',
    kind: 'display',
    widthPx: 1920,
    heightPx: 1080,
    tags: ['landscape', 'landside'],
  },
  {
    key: 'departures-pillar',
    name: 'T2 departures pillar',
    siteKey: 'noi-bai',
    areaKey: 't2-departures',
    kind: 'display',
    widthPx: 1080,
    heightPx: 1920,
    tags: ['portrait', 'landside'],
  },
  {
    key: 'immigration-lookup',
    name: 'Immigration look-up point',
    siteKey: 'noi-bai',
    areaKey: 't2-immigration',
    kind: 'lookup',
    widthPx: 1920,
    heightPx: 1080,
    tags: ['landscape', 'touch', 'airside'],
  },
  {
    key: 'station-hall',
    name: 'Station hall',
    siteKey: 'hanoi-station',
    areaKey: 'station-hall',
    kind: 'display',
    widthPx: 1920,
    heightPx: 1080,
    tags: ['landscape'],
  },
] as const satisfies readonly DemoScreen[];

export const demoSuppliers = [
  { key: 'immigration-department', name: 'Cục Quản lý xuất nhập cảnh', categories: ['border'] },
  { key: 'customs', name: 'Cục Hải quan', categories: ['customs'] },
  { key: 'construction-department', name: 'Sở Xây dựng Hà Nội', categories: ['transport'] },
  { key: 'health-department', name: 'Sở Y tế Hà Nội', categories: ['health'] },
  { key: 'city-committee', name: 'Ủy ban nhân dân thành phố Hà Nội', categories: ['correction'] },
  { key: 'tourism-department', name: 'Sở Du lịch Hà Nội', categories: ['culture'] },
] as const satisfies readonly DemoSupplier[];

const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const mondayToFriday = ['MO', 'TU', 'WE', 'TH', 'FR'] as const;

export const demoDayparts = [
  { key: 'morning-peak', name: 'Morning peak', spans: [{ days: everyDay, from: '05:00', to: '10:00' }] },
  { key: 'day', name: 'Day', spans: [{ days: everyDay, from: '05:00', to: '22:00' }] },
  { key: 'night', name: 'Night', spans: [{ days: everyDay, from: '22:00', to: '05:00' }] },
  { key: 'weekday-daytime', name: 'Weekdays, daytime', spans: [{ days: mondayToFriday, from: '07:00', to: '19:00' }] },
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
    slots: [item('e-visa-check', 2), item('cash-declaration'), item('city-transport'), item('map-airport-to-city')],
  },
  {
    key: 'arrivals-day',
    name: 'Arrivals by day',
    slots: [item('city-transport'), item('map-airport-to-city'), item('cash-declaration'), playlist('films'), item('dengue-prevention')],
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
    slots: [item('e-visa-check', 2), item('stamp-fee-correction'), item('cash-declaration')],
  },
  {
    key: 'station-weekdays',
    name: 'Station on weekdays',
    slots: [item('international-train', 2), item('cash-declaration'), playlist('films'), item('dengue-prevention')],
  },
  {
    key: 'station-boarding',
    name: 'Boarding for Nanning',
    slots: [item('international-train', 2), item('cash-declaration'), item('stamp-fee-correction')],
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

/** No two of one tier and one closeness are on together, so that nothing is left to the rule for conflicts. */
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
