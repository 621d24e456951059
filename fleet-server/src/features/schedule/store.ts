import {
  daypartSpansSchema,
  playlistDraftSchema,
  regionSchema,
  targetSchema,
  whenSchema,
  type StoredEntry,
  type StoredPlaylist,
  type storedDaypartSchema,
  type storedLayoutSchema,
} from '@gatecast/protocol';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';

// Lists inside a row are JSON: they are read and written whole, and parsed like anything from outside.

export type ScheduleTables = {
  playlists: { id: string; name: string; slots: string; changedAtMs: number };
  dayparts: { id: string; name: string; spans: string };
  layouts: { id: string; key: string; name: string; regions: string };
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
    /** Counts edits. */
    revision: number;
    /** The revision that the last publication held; null: none yet. */
    publishedRevision: number | null;
    changedAtMs: number;
  };
};

export type StoredDaypart = z.infer<typeof storedDaypartSchema>;
export type StoredLayout = z.infer<typeof storedLayoutSchema>;
type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

const slotsSchema = playlistDraftSchema.shape.slots;
const regionsSchema = z.array(regionSchema);
const targetsSchema = z.array(targetSchema);
const daypartIdsSchema = z.array(z.string());

export function playlistOf(row: Selectable<ScheduleTables['playlists']>): StoredPlaylist {
  return {
    id: row.id as StoredPlaylist['id'],
    name: row.name,
    slots: slotsSchema.parse(JSON.parse(row.slots)),
    changedAtMs: row.changedAtMs,
  };
}

export async function listPlaylists(db: Db): Promise<readonly StoredPlaylist[]> {
  return (await db.selectFrom('playlists').selectAll().orderBy('id').execute()).map(playlistOf);
}

export async function listDayparts(db: Db): Promise<readonly StoredDaypart[]> {
  const rows = await db.selectFrom('dayparts').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ id: row.id as StoredDaypart['id'], name: row.name, spans: daypartSpansSchema.parse(JSON.parse(row.spans)) }));
}

export async function listLayouts(db: Db): Promise<readonly StoredLayout[]> {
  const rows = await db.selectFrom('layouts').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id as StoredLayout['id'],
    key: row.key,
    name: row.name,
    regions: regionsSchema.parse(JSON.parse(row.regions)),
  }));
}

export function entryOf(row: Selectable<ScheduleTables['entries']>): StoredEntry {
  return {
    id: row.id as StoredEntry['id'],
    name: row.name,
    tier: row.tier,
    targets: targetsSchema.parse(JSON.parse(row.targets)),
    playlistId: row.playlistId as StoredEntry['playlistId'],
    layoutId: row.layoutId as StoredEntry['layoutId'],
    tickerPlaylistId: row.tickerPlaylistId as StoredEntry['tickerPlaylistId'],
    when: whenSchema.parse(JSON.parse(row.when)),
    daypartIds: daypartIdsSchema.parse(JSON.parse(row.daypartIds)) as StoredEntry['daypartIds'],
    revision: row.revision,
    changedAtMs: row.changedAtMs,
    isPublished: row.publishedRevision === row.revision,
  };
}

export async function listEntries(db: Db): Promise<readonly StoredEntry[]> {
  return (await db.selectFrom('entries').selectAll().orderBy('id').execute()).map(entryOf);
}
