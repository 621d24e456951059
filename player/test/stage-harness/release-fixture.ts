import { createHash } from 'node:crypto';
import type { Alert, ItemPart, MediaRef, ScreenKind, VariantDocument } from '@gatecast/protocol';
import type { Entry, Layout, Plan, Playlist, Zone } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import type { HandedAlerts, HandedDevice, HandedFeeds, HandedRelease, HandedStrikes } from '../../src/bridge/bridge.ts';

// Releases for the stage's tests, made of the same parts as real ones.

export const siteLanguages = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'];
export const siteName = {
  vi: 'Cảng hàng không quốc tế Nội Bài',
  en: 'Noi Bai International Airport',
  'zh-Hans': '内排国际机场',
  ko: '노이바이 국제공항',
  ja: 'ノイバイ国際空港',
  fr: 'Aéroport international de Noi Bai',
};

export type Content = VariantDocument['content'];
export type FixtureItem = {
  readonly id: string;
  readonly category?: string;
  readonly durationMs: number;
  readonly contents: Readonly<Record<string, Content>>;
};
export type Release = NonNullable<HandedRelease['release']>;

export type ReleaseParts = {
  readonly number?: number;
  readonly screenKind?: ScreenKind;
  readonly items: readonly FixtureItem[];
  readonly layout?: Layout;
  /** Item ids by playlist; `main` is the one that the entry plays. All items, unless given. */
  readonly playlists?: Readonly<Record<string, readonly string[]>>;
  /** Other layouts, for overlays. */
  readonly layouts?: readonly Layout[];
  /** Other entries; each plays the playlist of its own id. */
  readonly entries?: readonly (Pick<Entry, 'id' | 'mode'> & Partial<Entry>)[];
  readonly size?: { readonly width: number; readonly height: number };
  readonly viewing?: Plan['screen']['viewing'];
  readonly languages?: readonly string[];
};

export function releaseOf(parts: ReleaseParts): Release {
  const documents: Record<string, VariantDocument> = {};
  const items: ItemPart[] = parts.items.map((item) => ({
    version: 1,
    kind: 'item',
    id: item.id,
    itemKind: Object.values(item.contents)[0]?.kind ?? 'notice',
    title: item.id,
    category: item.category ?? 'information',
    supplier: 'Cục Quản lý xuất nhập cảnh',
    validity: { fromMs: null, untilMs: null },
    missing: 'substitute',
    variants: Object.entries(item.contents).map(([language, content]) => {
      const document: VariantDocument = { version: 1, kind: 'variant', itemId: item.id, language, revision: 1, leadRevision: 1, content };
      const text = JSON.stringify(document);
      const name = createHash('sha256').update(text).digest('hex');
      documents[name] = document;
      const media =
        content.kind === 'pages'
          ? content.pages.map((page) => page.media)
          : content.kind === 'image' || content.kind === 'video'
            ? [content.media]
            : [];
      return {
        language,
        durationMs: item.durationMs,
        validity: { fromMs: null, untilMs: null },
        document: name,
        sizeBytes: text.length,
        media,
        approvals: [],
      };
    }),
  }));
  const playlists = Object.entries(parts.playlists ?? { main: parts.items.map((item) => item.id) });
  return {
    number: parts.number ?? 1,
    screenKind: parts.screenKind ?? 'display',
    siteName,
    plan: planOf(
      parts,
      items,
      playlists.map(([id, itemIds]) => ({ id, name: id, slots: itemIds.map((itemId) => ({ kind: 'item', itemId, weight: 1 })) })),
    ),
    items,
    documents,
  };
}

function planOf(parts: ReleaseParts, items: readonly ItemPart[], playlists: Playlist[]): Release['plan'] {
  const zone = zoneOf('Asia/Ho_Chi_Minh', Date.now() - 86_400_000, Date.now() + 86_400_000);
  if (zone === null) throw new Error('this host does not know the zone of Hanoi');
  const entry: Entry = {
    id: 'entry',
    name: 'Entry',
    tier: 'fallback',
    specificity: 0,
    mode: 'replace',
    playlistId: 'main',
    layoutId: parts.layout?.id ?? null,
    when: { kind: 'always' },
    daypartIds: [],
  };
  const zones = zonesIn(parts);
  const plan: Plan = {
    version: 1,
    semantics: zones.length > 0 ? 4 : items.some(({ itemKind }) => itemKind === 'pages') ? 3 : 2,
    ...(zones.length === 0 ? {} : { zones }),
    screen: {
      widthPx: parts.size?.width ?? 1920,
      heightPx: parts.size?.height ?? 1080,
      languages: parts.languages ?? siteLanguages,
      zone,
      dayStart: '04:00',
      ...(parts.viewing === undefined ? {} : { viewing: parts.viewing }),
    },
    dayparts: [],
    layouts: [...(parts.layout === undefined ? [] : [parts.layout]), ...(parts.layouts ?? [])],
    playlists,
    items: items.map(({ id, itemKind, validity, missing, variants }) => ({
      id,
      kind: itemKind,
      validity,
      missing,
      variants: variants.map(({ language, durationMs, validity }) => ({ language, durationMs, validity })),
    })),
    entries: [
      entry,
      ...(parts.entries ?? []).map((more) => ({
        ...entry,
        name: more.id,
        tier: 'regular' as const,
        playlistId: more.id,
        layoutId: null,
        ...more,
      })),
    ],
  };
  return structuredClone(plan) as Release['plan'];
}

/** The zones that its clocks ask for, over the years that the tests tell of. */
function zonesIn({ items }: ReleaseParts): readonly Zone[] {
  const told = items
    .flatMap(({ contents }) => Object.values(contents))
    .flatMap((content) => (content.kind === 'clock' ? (content.zones ?? []) : []));
  return [...new Set(told.map(({ zone }) => zone))].map((name) => {
    const zone = zoneOf(name, Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1));
    if (zone === null) throw new Error(`this host does not know the zone ${name}`);
    const { initialOffsetMs, transitions } = zone;
    return { name, initialOffsetMs, transitions };
  });
}

/** All parts of a handover. */
export type Handed = {
  readonly device: HandedDevice;
  readonly alerts: HandedAlerts;
  readonly feeds: HandedFeeds;
  readonly strikes: HandedStrikes;
  readonly release: HandedRelease;
};
type Facts = Omit<HandedDevice, 'version' | 'part'> & Omit<HandedAlerts, 'version' | 'part'> & Pick<HandedFeeds, 'feeds'>;

export function handoverOf(release: Release | null, more: Partial<Facts> = {}): Handed {
  const { revision = 1, alertRevision = 1, alerts = [], withdrawn = [], lives, feeds = [], ...device } = more;
  return {
    device: {
      version: 1,
      part: 'device',
      revision,
      clock: { offsetMs: 0, state: 'synced' },
      link: 'connected',
      pairing: null,
      serverUrl: 'https://gatecast.noibai.example',
      screenName: 'B12',
      ...device,
    },
    alerts: { version: 1, part: 'alerts', revision, alertRevision, alerts, withdrawn, ...(lives === undefined ? {} : { lives }) },
    feeds: { version: 1, part: 'feeds', revision, feeds },
    strikes: { version: 1, part: 'strikes', revision, strikes: [] },
    release: { version: 1, part: 'release', revision, release },
  };
}

export function alertOf(more: Partial<Alert> & { readonly texts: Alert['texts'] }): Alert {
  const now = Date.now();
  return {
    id: 'alert',
    revision: 1,
    status: 'actual',
    severity: 'extreme',
    urgency: 'immediate',
    style: 'full-screen',
    targets: { areaIds: [], screenIds: [] },
    effectiveMs: now - 60_000,
    expiresMs: now + 3_600_000,
    languages: Object.keys(more.texts),
    approvals: [],
    ...more,
  };
}

/** A reference to bytes that the stage server holds under this hash. */
export function mediaRef(mime: MediaRef['mime'], hash: string, width: number, height: number): MediaRef {
  return { hash, mime, sizeBytes: 1_000, widthPx: width, heightPx: height };
}

/** A band at the foot of the screen, for overlays. */
export const footBand: Layout = {
  id: 'band',
  name: 'Band at the foot',
  regions: [
    {
      id: 'main',
      frame: { xBp: 0, yBp: 8_500, widthBp: 10_000, heightBp: 1_500 },
      languages: { kind: 'sequence' },
      content: { kind: 'main' },
    },
  ],
};
