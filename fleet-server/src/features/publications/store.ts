import { publicationSchema, publicationSourceSchema, type Publication, type RefusalReason, type ReleaseState } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import { likeOf } from '../../store/like-of.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type PublicationTables = {
  publications: {
    id: string;
    note: string;
    publishedBy: string;
    publishedAtMs: number;
    unchangedCount: number;
    /** JSON. */
    refused: string;
    /** JSON. */
    source: string;
    activateAtMs: number | null;
    withdrawnById: string | null;
  };
  releases: {
    screenId: string;
    number: number;
    publicationId: string;
    tree: string;
    /** Hash of everything in the envelope that makes a new release needed. */
    basis: string;
    /** The signed document, as JSON. */
    document: string;
    state: ReleaseState;
    reason: RefusalReason | null;
    detail: string | null;
    /** Stands in the document too: the instant at which players activate it; null: at once. */
    activateAtMs: number | null;
    queuedAtMs: number;
    /** From here on as the player tells it, in server time. */
    deliveredAtMs: number | null;
    preparedAtMs: number | null;
    activeAtMs: number | null;
    /** When the server learned of the present state. */
    changedAtMs: number;
  };
  /** `servedFromMs` null: it was withdrawn before. */
  portal_releases: { number: number; publicationId: string; basis: string; document: string; servedFromMs: number | null };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export type NewestRelease = Pick<
  PublicationTables['releases'],
  'screenId' | 'number' | 'publicationId' | 'tree' | 'basis' | 'state' | 'changedAtMs' | 'reason' | 'activateAtMs'
>;

/** The newest release of every screen (null), or of some. */
export async function listNewestReleases(db: Db, screenIds: readonly string[] | null = null): Promise<readonly NewestRelease[]> {
  const newest = db
    .selectFrom('releases')
    .select('screenId')
    .select((eb) => eb.fn.max('number').as('number'))
    .$if(screenIds !== null, (some) => some.where('screenId', 'in', screenIds ?? []))
    .groupBy('screenId');
  return db
    .selectFrom('releases as r')
    .innerJoin(newest.as('n'), (join) => join.onRef('n.screenId', '=', 'r.screenId').onRef('n.number', '=', 'r.number'))
    .select(['r.screenId', 'r.number', 'r.publicationId', 'r.tree', 'r.basis', 'r.state', 'r.changedAtMs', 'r.reason', 'r.activateAtMs'])
    .execute();
}

type PublicationRow = PublicationTables['publications'];

async function withScreens(db: Db, rows: readonly PublicationRow[]): Promise<readonly Publication[]> {
  if (rows.length === 0) return [];
  const releases = await db
    .selectFrom('releases')
    .select(['publicationId', 'screenId', 'number as releaseNumber', 'state', 'changedAtMs', 'reason', 'detail'])
    .select(['queuedAtMs', 'deliveredAtMs', 'preparedAtMs', 'activeAtMs'])
    .where(
      'publicationId',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('screenId')
    .execute();
  const screens = new Map<string, Publication['screens']>(rows.map((row) => [row.id, []]));
  for (const { publicationId, ...told } of releases)
    screens.get(publicationId)?.push({ ...told, screenId: told.screenId as Publication['screens'][number]['screenId'] });
  return rows.map((row) => ({
    ...row,
    id: row.id as Publication['id'],
    publishedBy: row.publishedBy as Publication['publishedBy'],
    screens: screens.get(row.id) ?? [],
    source: publicationSourceSchema.parse(JSON.parse(row.source)),
    withdrawnById: row.withdrawnById as Publication['withdrawnById'],
    refused: publicationSchema.shape.refused.parse(JSON.parse(row.refused)),
  }));
}

/** Publications, newest first, whose note holds the search; `before`: only those that stand behind this place. */
export async function listPublications(
  db: Db,
  { search, before, most }: { readonly search: string; readonly before: readonly [number, string] | null; readonly most: number },
): Promise<readonly Publication[]> {
  let rows = db.selectFrom('publications').selectAll();
  if (search.trim() !== '') rows = rows.where((eb) => eb(eb.fn('lower', ['note']), 'like', likeOf(search.trim().toLowerCase())));
  if (before !== null) rows = rows.where((eb) => eb(eb.refTuple('publishedAtMs', 'id'), '<', eb.tuple(before[0], before[1])));
  return withScreens(db, await rows.orderBy('publishedAtMs', 'desc').orderBy('id', 'desc').limit(most).execute());
}

export async function findPublication(db: Db, id: string): Promise<Publication | null> {
  const rows = await db.selectFrom('publications').selectAll().where('id', '=', id).execute();
  return (await withScreens(db, rows))[0] ?? null;
}

/** The screens that a publication made releases for. */
export async function screensOfPublication(db: Db, id: string): Promise<readonly string[]> {
  return (await db.selectFrom('releases').select('screenId').where('publicationId', '=', id).execute()).map(({ screenId }) => screenId);
}

/** How many publications there are: what tells that another node has published in between. */
export async function countPublications(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('publications')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
