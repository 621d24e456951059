import {
  mediaRefSchema,
  mostClockZones,
  pagesLimits,
  type HashedPin,
  type ItemPart,
  type MediaRef,
  type Screen,
  type StoredCalendar,
  type StoredDaypart,
  type StoredEntry,
  type StoredPlaylist,
} from '@gatecast/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { bundleFilesSchema } from '../bundles/store.ts';
import { entryOf, playlistOf, type ScheduleTables, type StoredLayout } from '../schedule/store.ts';
import type { CompileMemory } from './compile-memory.ts';
import type { ConflictSearch } from './search-conflicts.ts';
import type { StoredTrees } from './stored-trees.ts';
import type { TimetableRange } from './lay-timetable.ts';

/** An item's own columns and its supplier's name. */
export type ItemInput = {
  readonly id: string;
  readonly kind: ItemPart['itemKind'];
  readonly title: string;
  readonly category: string;
  readonly supplier: string;
  readonly validFromMs: number | null;
  readonly validUntilMs: number | null;
  readonly missing: ItemPart['missing'];
};

/** The newest approved revision of one variant. */
export type VariantInput = {
  readonly itemId: string;
  readonly language: string;
  readonly durationMs: number;
  readonly validFromMs: number | null;
  readonly validUntilMs: number | null;
  readonly document: string;
  /** Of the document's object. */
  readonly sizeBytes: number;
  /** JSON of its media, as the content has it; null where it has none. */
  readonly media: string | null;
  /** JSON of its document pages, as the content has them; null where it has none. */
  readonly pages: string | null;
  /** JSON of the places whose time its clock tells, as the content has them; null where it has none. */
  readonly zones: string | null;
  /** JSON list of the files of its bundle; null where it is none. */
  readonly files: string | null;
  /** JSON of how much room its words take; null where nobody knows. */
  readonly textMeasure: string | null;
};

export type ScreenInput = {
  readonly id: string;
  readonly siteId: string;
  /** Innermost first. */
  readonly areaIds: readonly string[];
  readonly kind: 'display' | 'lookup' | 'counter';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly wall?: NonNullable<Screen['wall']>;
  readonly rotationDeg?: NonNullable<Screen['rotationDeg']>;
  readonly viewing?: NonNullable<Screen['viewing']>;
};

export type SiteInput = {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly dayStart: string;
  /** Whose live URLs its screens may show; empty: nobody's. */
  readonly liveHosts: readonly string[];
  /** null: the site has none. */
  readonly exitPin: HashedPin | null;
};

/** Everything that decides what screens show, as rows: they travel to the compiler's thread as they are and are parsed there. */
export type CompileInput = {
  /** Zone transitions are given for [fromMs, untilMs). */
  readonly zoneFromMs: number;
  readonly zoneUntilMs: number;
  readonly sites: readonly SiteInput[];
  readonly screens: readonly ScreenInput[];
  readonly items: readonly ItemInput[];
  readonly variants: readonly VariantInput[];
  readonly playlists: readonly Selectable<ScheduleTables['playlists']>[];
  readonly layouts: readonly StoredLayout[];
  readonly dayparts: readonly StoredDaypart[];
  readonly calendars: readonly StoredCalendar[];
  readonly entries: readonly Selectable<ScheduleTables['entries']>[];
  /** null: conflicts are not looked for. */
  readonly search: ConflictSearch | null;
  /** Of the plan that most of the screens have, when its entries are on in a range; null: nobody asks. */
  readonly lay: TimetableRange | null;
  /** Screens that get the plan of a tree as it was published, at their present place, and not what is planned now. */
  readonly instead: ReadonlyMap<string, string> | null;
  /** Of the trees that `instead` names. */
  readonly stored: StoredTrees;
  /** Trees that some screen has as its newest: their objects stand in the store, and need not be handed over. */
  readonly standingTrees: readonly string[];
};

/** Whole years around now, so that the screen's part stays the same object until New Year. */
export function zoneWindow(nowMs: number): { readonly zoneFromMs: number; readonly zoneUntilMs: number } {
  const year = new Date(nowMs).getUTCFullYear();
  return { zoneFromMs: Date.UTC(year - 2, 0, 1), zoneUntilMs: Date.UTC(year + 11, 0, 1) };
}

/** What the compiler works with: the rows parsed and indexed. */
export type Stock = {
  /** Items with at least one approved variant. */
  readonly items: ReadonlyMap<string, ItemPart>;
  /** By item: the zones whose time it tells beside the site's. Items without have no entry. */
  readonly zonesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly playlists: ReadonlyMap<string, StoredPlaylist>;
  readonly layouts: ReadonlyMap<string, StoredLayout>;
  readonly dayparts: ReadonlyMap<string, StoredDaypart>;
  readonly calendars: ReadonlyMap<string, StoredCalendar>;
  readonly entries: readonly StoredEntry[];
};

const zoneListSchema = z.array(z.object({ zone: z.string() })).max(mostClockZones);
const pageListSchema = z.array(z.object({ media: mediaRefSchema })).max(pagesLimits.pages);

export function stockOf(input: CompileInput, memory: Pick<CompileMemory, 'ofRow'>): Stock {
  const variants = new Map<string, ItemPart['variants'][number][]>();
  const zonesOf = new Map<string, Set<string>>();
  for (const variant of input.variants) {
    const own = variants.get(variant.itemId) ?? [];
    variants.set(variant.itemId, own);
    own.push(variantPartOf(variant));
    if (variant.zones === null) continue;
    const zones = zonesOf.get(variant.itemId) ?? new Set();
    zonesOf.set(variant.itemId, zones);
    for (const { zone } of zoneListSchema.parse(JSON.parse(variant.zones))) zones.add(zone);
  }
  return {
    items: new Map(
      input.items.flatMap((item) => {
        const own = variants.get(item.id);
        if (own === undefined) return [];
        // an item as the same object as long as it and its variants are the same
        const part = memory.ofRow('item', { id: item.id, item, own }, (row) => itemPartOf(row.item, row.own));
        return [[item.id, part] as const];
      }),
    ),
    zonesOf,
    playlists: new Map(input.playlists.map((row) => [row.id, memory.ofRow('playlist', row, playlistOf)])),
    layouts: new Map(input.layouts.map((layout) => [layout.id, layout])),
    dayparts: new Map(input.dayparts.map((daypart) => [daypart.id, daypart])),
    calendars: new Map(input.calendars.map((calendar) => [calendar.id, calendar])),
    entries: input.entries.map((row) => memory.ofRow('entry', row, entryOf)),
  };
}

function itemPartOf(
  { id, kind, title, category, supplier, validFromMs, validUntilMs, missing }: ItemInput,
  variants: ItemPart['variants'],
): ItemPart {
  const validity = { fromMs: validFromMs, untilMs: validUntilMs };
  return { version: 1, kind: 'item', id, itemKind: kind, title, category, supplier, validity, missing, variants };
}

function variantPartOf({
  language,
  durationMs,
  validFromMs,
  validUntilMs,
  document,
  sizeBytes,
  media,
  pages,
  files,
}: VariantInput): ItemPart['variants'][number] {
  const refs: MediaRef[] = [
    ...(media === null ? [] : [mediaRefSchema.parse(JSON.parse(media))]),
    ...(pages === null ? [] : pageListSchema.parse(JSON.parse(pages)).map((page) => page.media)),
  ];
  return {
    language,
    durationMs,
    validity: { fromMs: validFromMs, untilMs: validUntilMs },
    document,
    sizeBytes,
    media: refs,
    ...(files === null ? {} : { files: bundleFilesSchema.parse(JSON.parse(files)) }),
    approvals: [],
  };
}
