import type { DemoCategory, DemoLanguage } from './content/demo-language.ts';

// The demo's fleet as plain data: keys instead of ids, which the server gives. The agencies exist; none of them wrote the demo's texts.

type Names = { readonly vi: string; readonly en: string };

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
