import { searchedWords, type Condition, type Means, type MeansDraft, type MeansKind, type Provision } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { likeOf } from '../../store/like-of.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type MeansTable = {
  id: string;
  siteId: string;
  areaId: string | null;
  kind: MeansKind;
  name: string;
  owner: string;
  installedYear: number | null;
  /** No reference: a screen that is removed leaves what it hung on. */
  screenId: string | null;
  condition: Condition;
  position: string;
  notes: string;
  /** A JSON list of media ids. */
  photos: string;
  surveyedAtMs: number | null;
  surveyedBy: string | null;
  /** Name, position and owner, folded. */
  searched: string;
  revision: number;
  changedAtMs: number;
};
type SurveyTable = {
  id: string;
  meansId: string;
  atMs: number;
  surveyor: string;
  condition: Condition;
  position: string;
  notes: string;
  photos: string;
};
export type ProvisionTable = {
  id: string;
  siteId: string;
  areaId: string | null;
  kind: MeansKind;
  year: number;
  wanted: number;
  notes: string;
  revision: number;
  changedAtMs: number;
};
export type SurveyTables = { means: MeansTable; surveys: SurveyTable; provisions: ProvisionTable };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** As many sheets of one means as are told. */
const mostSurveys = 20;

export type MeansQuery = {
  readonly siteId?: string | undefined;
  readonly kind?: MeansKind | undefined;
  readonly condition?: Condition | undefined;
  readonly search?: string | undefined;
  /** The sites that may be told; null: every one. */
  readonly siteIds: readonly string[] | null;
};

function selectMeans(db: Db, { siteId, kind, condition, search = '', siteIds }: MeansQuery) {
  let select = db.selectFrom('means');
  for (const word of searchedWords(search)) select = select.where('searched', 'like', likeOf(word));
  if (siteId !== undefined) select = select.where('siteId', '=', siteId);
  if (kind !== undefined) select = select.where('kind', '=', kind);
  if (condition !== undefined) select = select.where('condition', '=', condition);
  // an empty list of an `in` is no SQL
  if (siteIds !== null) select = select.where('siteId', 'in', siteIds.length === 0 ? [''] : [...siteIds]);
  return select;
}

/** Rows in the order in which they were added; all of them where `most` is null. */
export async function listMeansRows(
  db: Db,
  query: MeansQuery,
  { after, most }: { readonly after: string | null; readonly most: number | null } = { after: null, most: null },
): Promise<readonly MeansTable[]> {
  let select = selectMeans(db, query).selectAll().orderBy('id');
  if (after !== null) select = select.where('id', '>', after);
  return (most === null ? select : select.limit(most)).execute();
}

export async function countMeans(db: Db, query: MeansQuery): Promise<number> {
  const { count } = await selectMeans(db, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function findMeansRow(db: Db, id: string): Promise<MeansTable | undefined> {
  return db.selectFrom('means').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Rows with their photos, as they are told. */
export async function meansOf(db: Db, rows: readonly MeansTable[]): Promise<Means[]> {
  const photosOf = await readPhotos(db, rows);
  return rows.map((row) => {
    const { id, siteId, surveyedAtMs, surveyedBy, revision } = row;
    const { photoIds: _, ...draft } = draftOfMeans(row);
    return { ...draft, id, siteId, photos: photosOf(row.photos), surveyedAtMs, surveyedBy, revision } as Means;
  });
}

/** The last sheets of one means, the newest first. */
export async function surveysOf(db: Db, meansId: string) {
  const rows = await db
    .selectFrom('surveys')
    .selectAll()
    .where('meansId', '=', meansId)
    .orderBy('atMs', 'desc')
    .limit(mostSurveys)
    .execute();
  const photosOf = await readPhotos(db, rows);
  return rows.map(({ atMs, surveyor, condition, position, notes, photos }) => ({
    ...{ atMs, by: surveyor, condition, position, notes, photos: photosOf(photos) },
  }));
}

const idsSchema = z.array(z.string());
/** The ids of a row's photos. */
export function photoIdsOf(photos: string): readonly string[] {
  return idsSchema.parse(JSON.parse(photos));
}

async function readPhotos(db: Db, rows: readonly { readonly photos: string }[]): Promise<(photos: string) => Means['photos']> {
  const ids = [...new Set(rows.flatMap(({ photos }) => photoIdsOf(photos)))];
  const media =
    ids.length === 0 ? [] : await db.selectFrom('media').select(['id', 'thumbnailHash', 'renditionHash']).where('id', 'in', ids).execute();
  const byId = new Map(media.map((one) => [one.id, one]));
  return (photos) =>
    photoIdsOf(photos).map((id) => {
      const found = byId.get(id);
      return { mediaId: id, thumbnail: found?.thumbnailHash ?? null, picture: found?.renditionHash ?? null } as Means['photos'][number];
    });
}

/** Lines of the plan of means by site, kind and year. */
export async function listProvisionRows(
  db: Db,
  { siteId, siteIds }: Pick<MeansQuery, 'siteId' | 'siteIds'>,
): Promise<readonly ProvisionTable[]> {
  let select = db.selectFrom('provisions').selectAll();
  if (siteId !== undefined) select = select.where('siteId', '=', siteId);
  if (siteIds !== null) select = select.where('siteId', 'in', siteIds.length === 0 ? [''] : [...siteIds]);
  return select.orderBy('siteId').orderBy('year').orderBy('id').execute();
}

export function provisionOf({ id, siteId, areaId, kind, year, wanted, notes, revision }: ProvisionTable): Provision {
  return { id, siteId, areaId, kind, year, wanted, notes, revision } as Provision;
}

/** A row as its editor would write it back. */
export function draftOfMeans(row: MeansTable): MeansDraft {
  const { areaId, kind, name, owner, installedYear, screenId, condition, position, notes, photos } = row;
  return {
    areaId,
    kind,
    name,
    owner,
    installedYear,
    screenId,
    condition,
    position,
    notes,
    photoIds: [...photoIdsOf(photos)],
  } as MeansDraft;
}
