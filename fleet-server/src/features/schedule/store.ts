import {
  calendarDatesSchema,
  daypartSpansSchema,
  layoutDraftSchema,
  playlistDraftSchema,
  targetSchema,
  storedDaypartSchema,
  whenSchema,
  type StoredCalendar,
  type StoredDaypart,
  type StoredEntry,
  type StoredPlaylist,
  type StoredLayout as ToldLayout,
} from '@gatecast/protocol';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { revisionsOf } from '../revisions/store.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

// Lists inside a row are JSON: they are read and written whole, and parsed like anything from outside.

export type ScheduleTables = {
  playlists: { id: string; name: string; slots: string; changedAtMs: number };
  /** What is in the slots of a playlist, each item once. */
  playlist_items: { itemId: string; playlistId: string };
  calendars: { id: string; name: string; dates: string; revision: number; changedAtMs: number };
  dayparts: { id: string; name: string; spans: string; exceptions: string; revision: number };
  layouts: { id: string; key: string; name: string; aspect: string; regions: string; revision: number; changedAtMs: number };
  entries: {
    id: string;
    name: string;
    tier: StoredEntry['tier'];
    targets: string;
    playlistId: string;
    layoutId: string | null;
    tickerPlaylistId: string | null;
    when: string;
    daypartIds: string;
    mode: StoredEntry['mode'];
    turnMs: number | null;
    shareBp: number | null;
    /** 0 or 1. */
    isAlone: number;
    transition: NonNullable<StoredEntry['transition']> | null;
    calendarIds: string;
    exceptCalendarIds: string;
    /** Counts edits. */
    revision: number;
    /** The revision that the last publication held; null: none yet. */
    publishedRevision: number | null;
    changedAtMs: number;
  };
};

/** Without what depends on who asks. */
export type StoredLayout = Omit<ToldLayout, 'siteId' | 'entryCount'>;
type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

const slotsSchema = playlistDraftSchema.shape.slots;
const regionsSchema = layoutDraftSchema.shape.regions;
const targetsSchema = z.array(targetSchema);
const idsSchema = z.array(z.string());
const exceptionsSchema = storedDaypartSchema.shape.exceptions;

export function playlistOf(row: Selectable<ScheduleTables['playlists']>, revision = 0): StoredPlaylist {
  return {
    id: row.id as StoredPlaylist['id'],
    name: row.name,
    slots: slotsSchema.parse(JSON.parse(row.slots)),
    changedAtMs: row.changedAtMs,
    revision,
  };
}

export async function listPlaylists(db: Db): Promise<readonly StoredPlaylist[]> {
  return (await listPlaylistRows(db)).map((row) => playlistOf(row, row.revision));
}

/** Playlists as they are stored, each with the count of its edits: for whoever tells a few of them. */
export async function listPlaylistRows(
  db: Db,
): Promise<readonly (Selectable<ScheduleTables['playlists']> & { readonly revision: number })[]> {
  const revisions = await revisionsOf(db, 'playlist');
  const rows = await db.selectFrom('playlists').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ ...row, revision: revisions.get(row.id) ?? 0 }));
}

export function calendarOf(row: Selectable<ScheduleTables['calendars']>): StoredCalendar {
  return { ...row, id: row.id as StoredCalendar['id'], dates: calendarDatesSchema.parse(JSON.parse(row.dates)) };
}

export async function listCalendars(db: Db): Promise<readonly StoredCalendar[]> {
  return (await db.selectFrom('calendars').selectAll().orderBy('id').execute()).map(calendarOf);
}

export function daypartOf({ id, name, spans, exceptions, revision }: Selectable<ScheduleTables['dayparts']>): StoredDaypart {
  return {
    id: id as StoredDaypart['id'],
    name,
    spans: daypartSpansSchema.parse(JSON.parse(spans)),
    exceptions: exceptionsSchema.parse(JSON.parse(exceptions)),
    revision,
  };
}

export async function listDayparts(db: Db): Promise<readonly StoredDaypart[]> {
  return (await db.selectFrom('dayparts').selectAll().orderBy('id').execute()).map(daypartOf);
}

/** What a person drew has its own id for a key; the house's own have a word. */
export function layoutOf(row: Selectable<ScheduleTables['layouts']>): StoredLayout {
  return {
    ...row,
    id: row.id as StoredLayout['id'],
    regions: regionsSchema.parse(JSON.parse(row.regions)),
    isBuiltIn: row.key !== row.id,
  };
}

export async function listLayouts(db: Db): Promise<readonly StoredLayout[]> {
  return (await db.selectFrom('layouts').selectAll().orderBy('id').execute()).map(layoutOf);
}

export function entryOf(row: Selectable<ScheduleTables['entries']>): StoredEntry {
  return {
    id: row.id as StoredEntry['id'],
    name: row.name,
    tier: row.tier,
    mode: row.mode,
    turnMs: row.turnMs,
    shareBp: row.shareBp,
    isAlone: row.isAlone === 1,
    ...(row.transition === null ? {} : { transition: row.transition }),
    targets: targetsSchema.parse(JSON.parse(row.targets)),
    playlistId: row.playlistId as StoredEntry['playlistId'],
    layoutId: row.layoutId as StoredEntry['layoutId'],
    tickerPlaylistId: row.tickerPlaylistId as StoredEntry['tickerPlaylistId'],
    when: whenSchema.parse(JSON.parse(row.when)),
    daypartIds: idsSchema.parse(JSON.parse(row.daypartIds)) as StoredEntry['daypartIds'],
    calendarIds: idsSchema.parse(JSON.parse(row.calendarIds)) as StoredEntry['calendarIds'],
    exceptCalendarIds: idsSchema.parse(JSON.parse(row.exceptCalendarIds)) as StoredEntry['exceptCalendarIds'],
    revision: row.revision,
    changedAtMs: row.changedAtMs,
    isPublished: row.publishedRevision === row.revision,
  };
}

export async function listEntries(db: Db): Promise<readonly StoredEntry[]> {
  return (await db.selectFrom('entries').selectAll().orderBy('id').execute()).map(entryOf);
}
