import {
  entryTicker,
  type daypartSchema,
  type entrySchema,
  type layoutSchema,
  type ReleasePart,
  type ScreenPart,
  type StoredDaypart,
  type StoredEntry,
  type StoredPlaylist,
} from '@gatecast/protocol';
import { partKey } from '@gatecast/releases';
import type { Zone } from '@gatecast/schedules';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import type { z } from 'zod';
import type { Stock } from './compile-input.ts';
import type { CompileMemory } from './compile-memory.ts';

type Entry = z.output<typeof entrySchema>;
type Layout = z.output<typeof layoutSchema>;
type Daypart = z.output<typeof daypartSchema>;

/** An entry that addresses a screen, and how closely. */
export type FittingEntry = { readonly entry: StoredEntry; readonly specificity: number };

/** A part of the group stays well under the megabyte that an object may have. */
const entriesInPart = 100;

/**
 * Makes the function that gives the parts of one screen's release by their keys: what its entries refer to, and nothing else. A part that
 * several screens need is the same object for all of them, so that whatever is computed of it is computed once. A zone that `zoneNamed` does not
 * know is left out.
 */
export function createPartsOfScreen(
  stock: Stock,
  memory: Pick<CompileMemory, 'part'>,
  zoneNamed: (name: string) => Zone | null,
): (screen: ScreenPart, fitting: readonly FittingEntry[], hasArticles: boolean) => Map<string, ReleasePart> {
  const made = new Map<string, ReleasePart>();
  return (screen, fitting, hasArticles) => {
    const parts = new Map<string, ReleasePart>([[partKey(screen), screen]]);
    function add(key: string, make: () => ReleasePart): void {
      const part = made.get(key) ?? memory.part(key, make());
      made.set(key, part);
      parts.set(key, part);
    }
    function addPlaylist(id: string): void {
      const key = `playlist:${id}`;
      const stored = stock.playlists.get(id);
      if (stored === undefined || parts.has(key)) return;
      add(key, () => playlistPartOf(stock, stored));
      for (const slot of stored.slots) {
        if (slot.kind === 'playlist') addPlaylist(slot.playlistId);
        else addItem(slot.itemId);
      }
    }
    function addItem(id: string): void {
      const item = stock.items.get(id);
      if (item === undefined || parts.has(partKey(item))) return;
      parts.set(partKey(item), item);
      for (const name of stock.zonesOf.get(id) ?? []) {
        const zone = zoneNamed(name);
        if (zone !== null) add(`zone:${name}`, () => zonePartOf(name, zone));
      }
    }

    function addCalendar(id: string): void {
      const stored = stock.calendars.get(id);
      if (stored === undefined) return;
      const { name, dates } = stored;
      add(`calendar:${id}`, () => ({ version: 1, kind: 'calendar', calendar: { id, name, dates } }));
    }

    const groups = new Map<string, Entry[]>();
    for (const { entry, specificity } of fitting) {
      const layout = layoutOfEntry(stock, entry);
      if (layout !== null) add(`layout:${layout.id}`, () => ({ version: 1, kind: 'layout', layout }));
      for (const { content } of layout?.regions ?? []) if (content.kind === 'playlist') addPlaylist(content.playlistId);
      addPlaylist(entry.playlistId);
      if (entry.tickerPlaylistId !== null) addPlaylist(entry.tickerPlaylistId);
      for (const id of entry.daypartIds) {
        const daypart = stock.dayparts.get(id);
        if (daypart === undefined) continue;
        add(`daypart:${id}`, () => ({ version: 1, kind: 'daypart', daypart: planDaypartOf(daypart) }));
        for (const { on } of daypart.exceptions) if (on.kind === 'calendar') addCalendar(on.calendarId);
      }
      for (const id of [...entry.calendarIds, ...entry.exceptCalendarIds]) addCalendar(id);
      const key = groupKey(entry, specificity);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(planEntryOf(entry, specificity, layout));
    }
    // a group is the same on every screen: its targets and their fit decide who is in it
    for (const [key, entries] of groups) {
      for (let from = 0; from < entries.length; from += entriesInPart)
        add(`${key}:${from / entriesInPart}`, () => ({ version: 1, kind: 'entries', entries: entries.slice(from, from + entriesInPart) }));
    }
    if (hasArticles) for (const item of stock.items.values()) if (item.itemKind === 'article') addItem(item.id);
    return parts;
  };
}

/** By the name that the item says: the canonical one may become another with the next tzdata. */
export function zonePartOf(name: string, { initialOffsetMs, transitions }: Zone): ReleasePart {
  return { version: 1, kind: 'zone', zone: { name, initialOffsetMs, transitions: [...transitions] } };
}

/** An item of which nothing is approved has nothing to say yet, so it has no slot. */
function playlistPartOf(stock: Stock, { id, name, slots }: StoredPlaylist): ReleasePart {
  const told = slots.filter((slot) => slot.kind === 'playlist' || stock.items.has(slot.itemId));
  return { version: 1, kind: 'playlist', playlist: { id, name, slots: told } };
}

/**
 * Entries that share their targets and their fit share an object, on all screens they address. The key is a hash: no screen's id
 * stands in it.
 */
function groupKey({ targets }: StoredEntry, specificity: number): string {
  const names = targets.map((target) => JSON.stringify(target)).sort();
  return `entries:${nameOfBytes(canonicalBytes([names, specificity])).slice(0, 32)}`;
}

/** What an entry does not use is left out of its plan, so that one that needs no more than semantics 1 keeps its bytes. */
function planEntryOf(entry: StoredEntry, specificity: number, layout: Layout | null): Entry {
  const { id, name, tier, mode, playlistId, when, daypartIds, turnMs, shareBp, isAlone, transition, calendarIds, exceptCalendarIds } =
    entry;
  return {
    ...{ id, name, tier, specificity, mode, playlistId, layoutId: layout?.id ?? null, when, daypartIds },
    ...(turnMs === null ? {} : { turnMs }),
    ...(shareBp === null ? {} : { shareBp }),
    ...(isAlone ? { isAlone } : {}),
    ...(transition === undefined ? {} : { transition }),
    ...(calendarIds.length === 0 ? {} : { calendarIds }),
    ...(exceptCalendarIds.length === 0 ? {} : { exceptCalendarIds }),
  };
}

function planDaypartOf({ id, name, spans, exceptions }: StoredDaypart): Daypart {
  return { id, name, spans, ...(exceptions.length === 0 ? {} : { exceptions }) };
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
