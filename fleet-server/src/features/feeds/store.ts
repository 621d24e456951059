import {
  feedDefinitionSchema,
  feedSourceSchema,
  signedDocumentSchema,
  type FeedCell,
  type FeedDefinition,
  type FeedProblemCode,
  type FeedSource,
  type FeedTable,
  type SignedDocument,
} from '@gatecast/protocol';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** JSON columns hold text and are parsed on the way out. */
export type FeedTables = {
  feed_sources: {
    id: string;
    /** null: of every site. */
    siteId: string | null;
    name: string;
    /** JSON of a `FeedIntake`, and of its columns. */
    intake: string;
    columns: string;
    /** SHA-256 of the token that pushes values; null: nothing is pushed. */
    tokenHash: string | null;
    /** JSON of the last good rows; null: none came yet. */
    rows: string | null;
    asOfMs: number | null;
    receivedAtMs: number | null;
    triedAtMs: number | null;
    /** When it is due; null: it is pushed to. */
    nextTryMs: number | null;
    /** JSON of why the last values were not taken; null: they were. */
    problem: string | null;
    etag: string | null;
    lastModified: string | null;
    changedAtMs: number;
  };
  feed_states: { siteId: string; revision: number; document: string };
};

export type FeedRow = Selectable<FeedTables['feed_sources']>;
type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export type FeedProblem = { readonly code: FeedProblemCode; readonly detail: string; readonly atMs: number; readonly failures: number };

const rowsSchema = feedSourceSchema.shape.values.unwrap().shape.rows;
const problemSchema = feedSourceSchema.shape.problem;

export function definitionOf({ name, siteId, intake, columns }: FeedRow): FeedDefinition {
  return feedDefinitionSchema.parse({ name, siteId, intake: JSON.parse(intake), columns: JSON.parse(columns) });
}

export function problemOfRow({ problem }: FeedRow): FeedProblem | null {
  return problemSchema.parse(JSON.parse(problem ?? 'null'));
}

/** A source as people see it, with its count of edits. */
export function sourceOf(row: FeedRow, revision: number): FeedSource {
  const { intake, columns } = definitionOf(row);
  const values = valuesOf(row);
  return {
    id: row.id as FeedSource['id'],
    name: row.name,
    siteId: row.siteId as FeedSource['siteId'],
    kind: intake.kind,
    host: intake.kind === 'push' ? null : new URL(intake.url).host,
    everyS: intake.kind === 'push' ? null : intake.everyS,
    columns: columns.map(({ key, type }) => ({ key, type })),
    values: values === null ? null : { ...values, rows: values.rows.map((cells) => [...cells]) },
    triedAtMs: row.triedAtMs,
    nextTryMs: row.nextTryMs,
    problem: problemOfRow(row),
    changedAtMs: row.changedAtMs,
    revision,
  };
}

/** The values as players get them; null: none came yet. */
export function tableOfRow(row: FeedRow): FeedTable | null {
  const values = valuesOf(row);
  if (values === null) return null;
  const columns = definitionOf(row).columns.map(({ key, type }) => ({ key, type }));
  return { sourceId: row.id, asOfMs: values.asOfMs, columns, rows: values.rows.map((cells) => [...cells]) };
}

function valuesOf({ rows, asOfMs, receivedAtMs }: FeedRow) {
  if (rows === null || asOfMs === null || receivedAtMs === null) return null;
  return { asOfMs, receivedAtMs, rows: rowsSchema.parse(JSON.parse(rows)) as readonly (readonly FeedCell[])[] };
}

export async function listFeedRows(db: Db): Promise<readonly FeedRow[]> {
  return db.selectFrom('feed_sources').selectAll().orderBy('name').orderBy('id').execute();
}

export async function findFeedRow(db: Db, id: string): Promise<FeedRow | null> {
  return (await db.selectFrom('feed_sources').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The sources of a site, those of the whole organisation among them, in an order that does not depend on time. */
export async function feedRowsOfSite(db: Db, siteId: string): Promise<readonly FeedRow[]> {
  return db
    .selectFrom('feed_sources')
    .selectAll()
    .where((eb) => eb.or([eb('siteId', '=', siteId), eb('siteId', 'is', null)]))
    .orderBy('id')
    .execute();
}

export type FeedStateRow = { readonly revision: number; readonly document: SignedDocument };

export async function readFeedState(db: Db, siteId: string): Promise<FeedStateRow | null> {
  const row = await db.selectFrom('feed_states').selectAll().where('siteId', '=', siteId).executeTakeFirst();
  return row === undefined ? null : stateOf(row);
}

export async function readFeedStates(db: Db): Promise<ReadonlyMap<string, FeedStateRow>> {
  const rows = await db.selectFrom('feed_states').selectAll().execute();
  return new Map(rows.map((row) => [row.siteId, stateOf(row)]));
}

function stateOf({ revision, document }: FeedTables['feed_states']): FeedStateRow {
  return { revision, document: signedDocumentSchema.parse(JSON.parse(document)) };
}

export async function writeFeedState(db: Db, siteId: string, { revision, document }: FeedStateRow): Promise<void> {
  const row = { revision, document: JSON.stringify(document) };
  await db
    .insertInto('feed_states')
    .values({ siteId, ...row })
    .onConflict((conflict) => conflict.column('siteId').doUpdateSet(row))
    .execute();
}
