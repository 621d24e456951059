import { liveUrlSettingsSchema, type LiveUrlSettings } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** A site without a row allows none. `allowedHosts` is a JSON list. */
export type LiveUrlTables = { live_url_settings: { siteId: string; isAllowed: number; allowedHosts: string } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export async function readLiveUrls(db: Db, siteId: string): Promise<LiveUrlSettings> {
  const row = await db.selectFrom('live_url_settings').selectAll().where('siteId', '=', siteId).executeTakeFirst();
  return row === undefined ? { isAllowed: false, allowedHosts: [] } : settingsOf(row);
}

export async function writeLiveUrls(db: Db, siteId: string, { isAllowed, allowedHosts }: LiveUrlSettings): Promise<void> {
  const row = { siteId, isAllowed: isAllowed ? 1 : 0, allowedHosts: JSON.stringify(allowedHosts) };
  await db
    .insertInto('live_url_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('siteId').doUpdateSet(row))
    .execute();
}

/** The hosts that each site allows now, by site; sites that allow none are left out. */
export async function listLiveHosts(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom('live_url_settings').selectAll().where('isAllowed', '=', 1).execute();
  return new Map(rows.map((row) => [row.siteId, settingsOf(row).allowedHosts]));
}

function settingsOf(row: LiveUrlTables['live_url_settings']): LiveUrlSettings {
  return liveUrlSettingsSchema.parse({ isAllowed: row.isAllowed === 1, allowedHosts: JSON.parse(row.allowedHosts) });
}
