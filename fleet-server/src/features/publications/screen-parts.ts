import type { entrySchema, ItemPart, layoutSchema, ReleasePart, ScreenPart, StoredEntry } from '@gatecast/protocol';
import { partKey } from '@gatecast/releases';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import type { z } from 'zod';
import { entryTicker } from '../schedule/built-in-layouts.ts';
import type { Stock } from './compile-input.ts';

type Entry = z.output<typeof entrySchema>;
type Layout = z.output<typeof layoutSchema>;

/** An entry that addresses a screen, and how closely. */
export type FittingEntry = { readonly entry: StoredEntry; readonly specificity: number };

/** A part of the group stays well under the megabyte that an object may have. */
const entriesInPart = 100;

/** The parts of one screen's release by their keys: what its entries refer to, and nothing else. */
export function partsOfScreen(
  stock: Stock,
  screen: ScreenPart,
  fitting: readonly FittingEntry[],
  hasArticles: boolean,
): Map<string, ReleasePart> {
  const parts = new Map<string, ReleasePart>();
  const add = (part: Exclude<ReleasePart, { kind: 'entries' }>) => parts.set(partKey(part), part);
  add(screen);

  function addItem(item: ItemPart | undefined): boolean {
    if (item !== undefined) add(item);
    return item !== undefined;
  }
  function addPlaylist(id: string): void {
    const playlist = stock.playlists.get(id);
    if (playlist === undefined || parts.has(`playlist:${id}`)) return;
    // an item of which nothing is approved has nothing to say yet
    const slots = playlist.slots.filter((slot) => slot.kind === 'playlist' || addItem(stock.items.get(slot.itemId)));
    add({ version: 1, kind: 'playlist', playlist: { id, name: playlist.name, slots } });
    for (const slot of slots) if (slot.kind === 'playlist') addPlaylist(slot.playlistId);
  }

  const groups = new Map<string, Entry[]>();
  for (const { entry, specificity } of fitting) {
    const layout = layoutOfEntry(stock, entry);
    if (layout !== null) add({ version: 1, kind: 'layout', layout });
    addPlaylist(entry.playlistId);
    if (entry.tickerPlaylistId !== null) addPlaylist(entry.tickerPlaylistId);
    for (const id of entry.daypartIds) {
      const daypart = stock.dayparts.get(id);
      if (daypart !== undefined) add({ version: 1, kind: 'daypart', daypart });
    }
    const key = groupKey(entry, specificity);
    groups.set(key, [...(groups.get(key) ?? []), planEntryOf(entry, specificity, layout)]);
  }
  for (const [key, entries] of groups) {
    for (let from = 0; from < entries.length; from += entriesInPart) {
      parts.set(`${key}:${from / entriesInPart}`, { version: 1, kind: 'entries', entries: entries.slice(from, from + entriesInPart) });
    }
  }
  if (hasArticles) for (const item of stock.items.values()) if (item.itemKind === 'article') addItem(item);
  return parts;
}

/**
 * Entries that share their targets and their fit share an object, on all screens they address. The key is a hash: no screen's id
 * stands in it.
 */
function groupKey({ targets }: StoredEntry, specificity: number): string {
  const names = targets.map((target) => JSON.stringify(target)).sort();
  return `entries:${nameOfBytes(canonicalBytes([names, specificity])).slice(0, 32)}`;
}

function planEntryOf({ id, name, tier, playlistId, when, daypartIds }: StoredEntry, specificity: number, layout: Layout | null): Entry {
  return { id, name, tier, specificity, mode: 'replace', playlistId, layoutId: layout?.id ?? null, when, daypartIds };
}

/**
 * The layout as this entry fills it. A stored layout's ticker waits for the entry's playlist, so each pair of the two is a layout of
 * the plan, with an id that every publication derives alike.
 */
function layoutOfEntry(stock: Stock, { layoutId, tickerPlaylistId }: StoredEntry): Layout | null {
  const stored = layoutId === null ? undefined : stock.layouts.get(layoutId);
  if (stored === undefined) return null;
  const { id, name, regions } = stored;
  if (tickerPlaylistId === null) return { id, name, regions };
  return {
    id: `layout-${nameOfBytes(canonicalBytes([id, tickerPlaylistId])).slice(0, 32)}`,
    name,
    regions: regions.map((region) =>
      region.content.kind === 'ticker' && region.content.playlistId === entryTicker
        ? { ...region, content: { kind: 'ticker' as const, playlistId: tickerPlaylistId } }
        : region,
    ),
  };
}
