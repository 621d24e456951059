import {
  publicationOriginSchema,
  publicationSchema,
  releaseStateSchema,
  type Publication,
  type PublicationCounts,
  type PublicationSummary,
  type RefusalReason,
  type ReleaseState,
} from '@gatecast/protocol';
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

/** A publication with how far it is at each site, so that everybody can be told of their own. */
export type CountedPublication = Omit<PublicationSummary, 'counts' | 'screenCount'> & {
  readonly countsBySite: ReadonlyMap<string, PublicationCounts>;
};

const noScreens: PublicationCounts = { queued: 0, delivered: 0, prepared: 0, active: 0, refused: 0, superseded: 0 };

/** Counts that are added up. */
export function sumOfCounts(counts: Iterable<PublicationCounts>): PublicationCounts {
  const sum = { ...noScreens };
  for (const one of counts) for (const state of releaseStateSchema.options) sum[state] += one[state];
  return sum;
}

async function counted(db: Db, row: PublicationRow): Promise<CountedPublication> {
  const found = await db
    .selectFrom('releases as r')
    .innerJoin('screens as s', 's.id', 'r.screenId')
    .select(['s.siteId', 'r.state'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('r.publicationId', '=', row.id)
    .groupBy(['s.siteId', 'r.state'])
    .execute();
  const countsBySite = new Map<string, PublicationCounts>();
  for (const { siteId, state, count } of found) countsBySite.set(siteId, { ...(countsBySite.get(siteId) ?? noScreens), [state]: count });
  return {
    ...row,
    id: row.id as Publication['id'],
    publishedBy: row.publishedBy as Publication['publishedBy'],
    countsBySite,
    source: publicationOriginSchema.parse(JSON.parse(row.source)),
    withdrawnById: row.withdrawnById as Publication['withdrawnById'],
    refused: publicationSchema.shape.refused.parse(JSON.parse(row.refused)),
  };
}

/** Publications, newest first, whose note holds the search; `before`: only those that stand behind this place. */
export async function listPublications(
  db: Db,
  { search, before, most }: { readonly search: string; readonly before: readonly [number, string] | null; readonly most: number },
): Promise<readonly CountedPublication[]> {
  let rows = db.selectFrom('publications').selectAll();
  if (search.trim() !== '') rows = rows.where((eb) => eb(eb.fn('lower', ['note']), 'like', likeOf(search.trim().toLowerCase())));
  if (before !== null) rows = rows.where((eb) => eb(eb.refTuple('publishedAtMs', 'id'), '<', eb.tuple(before[0], before[1])));
  const publications: CountedPublication[] = [];
  for (const row of await rows.orderBy('publishedAtMs', 'desc').orderBy('id', 'desc').limit(most).execute())
    publications.push(await counted(db, row));
  return publications;
}

export async function findPublication(db: Db, id: string): Promise<CountedPublication | null> {
  const row = await db.selectFrom('publications').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : counted(db, row);
}

/** How far screens of a publication are, by id. `siteIds` null: at all sites; `after`: only those behind this one. */
export async function listPublicationScreens(
  db: Db,
  publicationId: string,
  wanted: {
    readonly siteIds: readonly string[] | null;
    readonly state?: ReleaseState | undefined;
    readonly after: string | null;
    readonly most: number;
  },
): Promise<Publication['screens']> {
  const { siteIds, state, after, most } = wanted;
  const rows = await db
    .selectFrom('releases as r')
    .select(['r.screenId', 'r.number as releaseNumber', 'r.state', 'r.changedAtMs', 'r.reason', 'r.detail'])
    .select(['r.queuedAtMs', 'r.deliveredAtMs', 'r.preparedAtMs', 'r.activeAtMs'])
    .where('r.publicationId', '=', publicationId)
    .$if(siteIds !== null, (some) =>
      some.where('r.screenId', 'in', (eb) =>
        eb
          .selectFrom('screens')
          .select('id')
          .where('siteId', 'in', [...(siteIds ?? [])]),
      ),
    )
    .$if(state !== undefined, (some) => some.where('r.state', '=', state ?? 'queued'))
    .$if(after !== null, (some) => some.where('r.screenId', '>', after ?? ''))
    .orderBy('r.screenId')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, screenId: row.screenId as Publication['screens'][number]['screenId'] }));
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
