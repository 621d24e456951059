import { knownGoodListSchema, knownGoodSchema, signedDocumentSchema, type KnownGood, type KnownGoodProposal } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { addObjects } from '../content/object-store.ts';

export type KnownGoodTables = {
  known_good: {
    screenId: string;
    siteId: string;
    number: number;
    /** The name of the signed envelope, which is an object from the pin on. */
    document: string;
    proposedBy: string;
    approvedBy: string;
    pinnedAtMs: number;
  };
  /** `releases` is JSON. */
  known_good_proposals: { id: string; siteId: string; act: 'pin' | 'unpin'; releases: string; proposedBy: string; proposedAtMs: number };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** All pins and all proposals that wait. */
export async function listKnownGood(db: Db): Promise<KnownGood> {
  const pins = await db
    .selectFrom('known_good')
    .select(['screenId', 'siteId', 'number', 'proposedBy', 'approvedBy', 'pinnedAtMs'])
    .orderBy('screenId')
    .execute();
  const rows = await db.selectFrom('known_good_proposals').selectAll().orderBy('proposedAtMs').orderBy('id').execute();
  return knownGoodSchema.parse({ pins, proposals: rows.map((row) => ({ ...row, releases: JSON.parse(row.releases) as unknown })) });
}

/** The releases that are active now at screens of a site, of some or (empty) of all. */
export async function activeReleases(db: Db, siteId: string, screenIds: readonly string[]): Promise<KnownGoodProposal['releases']> {
  const rows = await db
    .selectFrom('releases as r')
    .innerJoin('screens as s', 's.id', 'r.screenId')
    .select((eb) => ['r.screenId', eb.fn.max<number>('r.number').as('number')])
    .where('s.siteId', '=', siteId)
    .where('r.state', '=', 'active')
    .groupBy('r.screenId')
    .orderBy('r.screenId')
    .execute();
  const wanted = rows.filter(({ screenId }) => screenIds.length === 0 || screenIds.includes(screenId));
  // ids in the store are those that the protocol's schemas once took
  return wanted as KnownGoodProposal['releases'];
}

/** The releases that are pinned at screens of a site, of some or (empty) of all. */
export async function pinnedReleases(db: Db, siteId: string, screenIds: readonly string[]): Promise<KnownGoodProposal['releases']> {
  const rows = await db.selectFrom('known_good').select(['screenId', 'number']).where('siteId', '=', siteId).orderBy('screenId').execute();
  const wanted = rows.filter(({ screenId }) => screenIds.length === 0 || screenIds.includes(screenId));
  // ids in the store are those that the protocol's schemas once took
  return wanted as KnownGoodProposal['releases'];
}

/** Takes back the pin of a release; false: it is not the one that is pinned. */
export async function unpinRelease(db: Db, { screenId, number }: { readonly screenId: string; readonly number: number }): Promise<boolean> {
  const gone = await db.deleteFrom('known_good').where('screenId', '=', screenId).where('number', '=', number).executeTakeFirst();
  return Number(gone.numDeletedRows) === 1;
}

/** Pins a release: its envelope becomes an object, so that players can fetch it by its name. False: there is no such release. */
export async function pinRelease(db: Db, pin: Omit<KnownGoodTables['known_good'], 'document'>): Promise<boolean> {
  const { screenId, number } = pin;
  const row = await db
    .selectFrom('releases')
    .select('document')
    .where('screenId', '=', screenId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined) return false;
  const bytes = canonicalBytes(signedDocumentSchema.parse(JSON.parse(row.document)));
  const document = nameOfBytes(bytes);
  await addObjects(db, [{ name: document, bytes }]);
  const pinned = { ...pin, document };
  await db
    .insertInto('known_good')
    .values(pinned)
    .onConflict((conflict) => conflict.column('screenId').doUpdateSet(pinned))
    .execute();
  return true;
}

/** The name of the object that lists a site's pins, which is stored; undefined: nothing is pinned there. */
export async function knownGoodList(db: Db, siteId: string): Promise<string | undefined> {
  const releases = await db
    .selectFrom('known_good')
    .select(['screenId', 'number', 'document'])
    .where('siteId', '=', siteId)
    .orderBy('screenId')
    .execute();
  if (releases.length === 0) return undefined;
  const bytes = canonicalBytes(knownGoodListSchema.parse({ version: 1, kind: 'known-good', releases }));
  const name = nameOfBytes(bytes);
  await addObjects(db, [{ name, bytes }]);
  return name;
}
