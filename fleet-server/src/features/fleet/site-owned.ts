import type { SiteId } from '@gatecast/protocol';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type OwnedKind = 'item' | 'playlist' | 'daypart' | 'calendar' | 'layout' | 'media' | 'alert-template';

/** What belongs to one site. What has no row here belongs to all of them together. A thing never moves to another site. */
export type SiteOwnedTables = { site_owned: { kind: OwnedKind; id: string; siteId: string } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** The site that a thing belongs to; null: to all, or there is no such thing. */
export async function ownerOf(db: Db, kind: OwnedKind, id: string): Promise<SiteId | null> {
  const row = await db.selectFrom('site_owned').select('siteId').where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
  return (row?.siteId as SiteId | undefined) ?? null;
}

/** The owners of all that have one, by id; with `ids`, of those things only. */
export async function ownersOf(db: Db, kind: OwnedKind, ids?: readonly string[]): Promise<ReadonlyMap<string, SiteId>> {
  if (ids?.length === 0) return new Map();
  let select = db.selectFrom('site_owned').select(['id', 'siteId']).where('kind', '=', kind);
  if (ids !== undefined) select = select.where('id', 'in', ids);
  const rows = await select.execute();
  return new Map(rows.map(({ id, siteId }) => [id, siteId as SiteId]));
}

/** Writes down to whom a new thing belongs; null: to all. */
export async function giveToSite(transaction: Transaction<TruthSchema>, kind: OwnedKind, id: string, siteId: string | null): Promise<void> {
  if (siteId !== null) await transaction.insertInto('site_owned').values({ kind, id, siteId }).execute();
}

/** For what is removed. */
export async function disown(transaction: Transaction<TruthSchema>, kind: OwnedKind, id: string): Promise<void> {
  await transaction.deleteFrom('site_owned').where('kind', '=', kind).where('id', '=', id).execute();
}

/** What something of a site (null: something shared) may not refer to: things of other sites. With `ids`, which of those. */
export async function foreignIds(db: Db, kind: OwnedKind, siteId: string | null, ids?: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set([...(await ownersOf(db, kind, ids))].flatMap(([id, owner]) => (owner === siteId ? [] : [id])));
}

/** For a query's `exists`: the thing of a row belongs to another site than these; what is shared belongs to none. */
export function foreignOwner(db: Db, kind: OwnedKind, column: 'items.id' | 'media.id', siteIds: readonly string[]) {
  const owned = db.selectFrom('site_owned as o').select('o.id').where('o.kind', '=', kind).where('o.id', '=', sql.ref<string>(column));
  return siteIds.length === 0 ? owned : owned.where('o.siteId', 'not in', siteIds);
}

/** As it is told: with the site that it belongs to, if it does. */
export function withOwner<T extends object>(told: T, siteId: SiteId | null): T & { readonly siteId?: SiteId } {
  return siteId === null ? told : { ...told, siteId };
}
