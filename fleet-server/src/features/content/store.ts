import {
  searchedWords,
  variantContentSchema,
  type ApprovedVariant,
  type Item,
  type Variant,
  type VariantDocument,
} from '@gatecast/protocol';
import type { Generated, Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { likeOf } from '../../store/like-of.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { foreignOwner } from '../fleet/site-owned.ts';
import type { ObjectTable } from './object-store.ts';
import { tagsOf, type ItemTagTables } from './item-tags.ts';
import { playlistsWith, tagged } from './item-conditions.ts';
import { isStale, type ReviewState, type RevisionUnderReview } from './review.ts';

export type ItemTable = {
  id: string;
  kind: Item['kind'];
  title: string;
  category: string;
  supplierId: string;
  validFromMs: number | null;
  validUntilMs: number | null;
  missing: Item['missing'];
  /** Of the first variant that was written; the others translate it. */
  leadLanguage: string | null;
  changedAtMs: number;
  /** How often what it says of itself was changed. */
  edits: Generated<number>;
  /** Title, category, kind and supplier, folded. */
  searched: Generated<string>;
  /** How its variants stand (their newest revisions, and `stale`), and in which languages they are: words with a space around each. */
  states: Generated<string>;
  languages: Generated<string>;
};

/** One revision of one variant. From `submitted` on only its review changes. */
export type VariantRevisionTable = {
  itemId: string;
  language: string;
  revision: number;
  leadRevision: number;
  review: ReviewState;
  document: string;
  /** JSON of the variant's content. */
  content: string;
  durationMs: number;
  validFromMs: number | null;
  validUntilMs: number | null;
  /** Whoever wrote it last. */
  authorId: string;
  /** JSON list of everybody who wrote in it or submitted it. */
  contributorIds: string;
  reviewerId: string | null;
  reviewNote: string;
  changedAtMs: number;
  /** JSON of a `TextMeasure`; null: it says nothing in words, or was written before these were taken. */
  textMeasure: string | null;
};

export type ContentTables = {
  objects: ObjectTable;
  suppliers: { id: string; name: string };
  items: ItemTable;
  variant_revisions: VariantRevisionTable;
} & ItemTagTables;

export type RevisionRow = Selectable<VariantRevisionTable>;
type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

const contributorsSchema = z.array(z.string());

export function contributorsOf(row: RevisionRow): readonly string[] {
  return contributorsSchema.parse(JSON.parse(row.contributorIds));
}

/** What the rules of review look at. */
export function underReview(row: RevisionRow): RevisionUnderReview {
  return { revision: row.revision, review: row.review, document: row.document, contributorIds: contributorsOf(row) };
}

export function documentOf(row: Pick<RevisionRow, 'itemId' | 'language' | 'revision' | 'leadRevision' | 'content'>): VariantDocument {
  const content = variantContentSchema.parse(JSON.parse(row.content));
  const { itemId, language, revision, leadRevision } = row;
  return { version: 1, kind: 'variant', itemId, language, revision, leadRevision, content };
}

/** The newest revision of each language, and the newest approved one: all that anything but evidence asks for. */
export async function listCurrentRevisions(db: Db, itemIds?: readonly string[]): Promise<readonly RevisionRow[]> {
  const newest = db
    .selectFrom('variant_revisions')
    .select(['itemId', 'language'])
    .select((eb) => [eb.fn.max('revision').as('newest'), eb.fn.max('revision').filterWhere('review', '=', 'approved').as('approved')])
    .$if(itemIds !== undefined, (query) => query.where('itemId', 'in', itemIds ?? []))
    .groupBy(['itemId', 'language']);
  return db
    .selectFrom('variant_revisions as v')
    .innerJoin(newest.as('n'), (join) => join.onRef('n.itemId', '=', 'v.itemId').onRef('n.language', '=', 'v.language'))
    .where((eb) => eb.or([eb('v.revision', '=', eb.ref('n.newest')), eb('v.revision', '=', eb.ref('n.approved'))]))
    .selectAll('v')
    .$if(itemIds !== undefined, (query) => query.where('v.itemId', 'in', itemIds ?? []))
    .orderBy('v.itemId')
    .orderBy('v.language')
    .orderBy('v.revision')
    .execute();
}

/** The newest and the newest approved revision of one variant. */
export type CurrentRevisions = { readonly newest: RevisionRow; readonly approved: RevisionRow | null };

/** Revisions by item, then by language in the order of tags. */
export function groupRevisions(rows: readonly RevisionRow[]): ReadonlyMap<string, ReadonlyMap<string, CurrentRevisions>> {
  const items = new Map<string, Map<string, CurrentRevisions>>();
  // rows come with the older first, so the last one of a language is its newest
  for (const row of rows) {
    const languages = items.get(row.itemId) ?? new Map<string, CurrentRevisions>();
    items.set(row.itemId, languages);
    const before = languages.get(row.language);
    languages.set(row.language, { newest: row, approved: row.review === 'approved' ? row : (before?.approved ?? null) });
  }
  return items;
}

/** A variant as people see it: its newest revision, and which one players show. */
export function variantOf(
  { newest, approved }: CurrentRevisions,
  lead: { readonly language: string; readonly approvedRevision: number | null },
): Variant {
  return {
    language: newest.language,
    revision: newest.revision,
    leadRevision: newest.leadRevision,
    review: newest.review,
    isStale: isStale(newest, lead),
    document: newest.document,
    content: variantContentSchema.parse(JSON.parse(newest.content)),
    durationMs: newest.durationMs,
    validity: { fromMs: newest.validFromMs, untilMs: newest.validUntilMs },
    authorId: newest.authorId as Variant['authorId'],
    reviewerId: newest.reviewerId as Variant['reviewerId'],
    reviewNote: newest.reviewNote,
    changedAtMs: newest.changedAtMs,
    approvedRevision: approved?.revision ?? null,
  };
}

/** A revision that was approved, as those see it who are to approve the next. */
export function approvedOf(row: RevisionRow): ApprovedVariant {
  return {
    revision: row.revision,
    content: variantContentSchema.parse(JSON.parse(row.content)),
    durationMs: row.durationMs,
    validity: { fromMs: row.validFromMs, untilMs: row.validUntilMs },
    authorId: row.authorId as ApprovedVariant['authorId'],
    reviewerId: row.reviewerId as ApprovedVariant['reviewerId'],
    changedAtMs: row.changedAtMs,
  };
}

type ItemRow = Omit<Selectable<ItemTable>, 'searched' | 'states' | 'languages'>;

/** An item with its variants, the lead language first. */
export function itemOf(row: ItemRow, revisions: ReadonlyMap<string, CurrentRevisions>, tags: readonly string[]): Item {
  const lead = { language: row.leadLanguage ?? '', approvedRevision: revisions.get(row.leadLanguage ?? '')?.approved?.revision ?? null };
  const variants = [...revisions.values()].map((current) => variantOf(current, lead));
  return {
    id: row.id as Item['id'],
    kind: row.kind,
    title: row.title,
    category: row.category,
    supplierId: row.supplierId as Item['supplierId'],
    validity: { fromMs: row.validFromMs, untilMs: row.validUntilMs },
    missing: row.missing,
    tags: [...tags],
    edits: row.edits,
    variants: variants.sort((a, b) => Number(b.language === lead.language) - Number(a.language === lead.language)),
    changedAtMs: row.changedAtMs,
  };
}

export type ItemFilter = {
  readonly search?: string | undefined;
  readonly kind?: Item['kind'] | undefined;
  readonly category?: string | undefined;
  readonly supplierId?: string | undefined;
  readonly state?: ReviewState | 'stale' | undefined;
  /** A language that they do not speak. */
  readonly missing?: string | undefined;
  readonly usage?: 'used' | 'unused' | undefined;
  readonly tag?: string | undefined;
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
  /** `made`: the oldest first; `changed`: what was made last first. */
  readonly sort: 'made' | 'title' | 'changed';
  /** Whose items may be told beside the shared ones; null: of every site. */
  readonly siteIds: readonly string[] | null;
  /** Only those behind this place: what they are sorted by, and the id. */
  readonly after: readonly [string | number, string] | null;
  readonly most: number;
};

/** Writes into an item's row what lists are filtered by; after each change of its variants, in the same transaction. */
export async function noteStanding(transaction: Transaction<TruthSchema>, { id, variants }: Item): Promise<void> {
  const states = variants.flatMap(({ review, isStale: stale }) => [review, ...(review === 'approved' && stale ? ['stale'] : [])]);
  const spaced = (words: readonly string[]) => ` ${[...new Set(words)].map((word) => `${word} `).join('')}`;
  const standing = { states: spaced(states), languages: spaced(variants.map(({ language }) => language)) };
  await transaction.updateTable('items').set(standing).where('id', '=', id).execute();
}

/** A page of items, each with its variants. */
export async function listItems(db: Db, filter: ItemFilter): Promise<readonly Item[]> {
  const ids = await listItemIds(db, filter);
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('items').selectAll().where('id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const revisions = groupRevisions(await listCurrentRevisions(db, ids));
  const tags = await tagsOf(db, ids);
  return ids.flatMap((id) => {
    const row = found.get(id);
    return row === undefined ? [] : [itemOf(row, revisions.get(id) ?? new Map<string, CurrentRevisions>(), tags.get(id) ?? [])];
  });
}

const fewItems = 500;

/** All that is asked for here stands in each of SQLite's indexes by which it can be sorted; rows are read for one page only. */
async function listItemIds(db: Db, filter: ItemFilter): Promise<readonly string[]> {
  const { search = '', kind, category, supplierId, state, missing, usage, tag, ids, sort, siteIds, after, most } = filter;
  let select = db.selectFrom('items').select('items.id');
  for (const word of searchedWords(search)) select = select.where('items.searched', 'like', likeOf(word));
  if (ids !== undefined) select = select.where('items.id', 'in', ids);
  if (kind !== undefined) select = select.where('items.kind', '=', kind);
  if (category !== undefined) select = select.where('items.category', '=', category);
  if (supplierId !== undefined) select = select.where('items.supplierId', '=', supplierId);
  if (state !== undefined) select = select.where('items.states', 'like', `% ${state} %`);
  if (missing !== undefined)
    for (const language of [missing, 'zxx']) select = select.where('items.languages', 'not like', `% ${likeOf(language).slice(1, -1)} %`);
  if (usage !== undefined)
    select = select.where((eb) => (usage === 'used' ? eb.exists(playlistsWith(db)) : eb.not(eb.exists(playlistsWith(db)))));
  if (tag !== undefined) {
    const few = await db.selectFrom('item_tags').select('itemId').where('tag', '=', tag).limit(fewItems).execute();
    const rare = few.map(({ itemId }) => itemId);
    // of a rare tag it is quicker to look at its items, of a common one at items until there are enough
    select = select.where((eb) => (rare.length < fewItems ? eb('items.id', 'in', rare) : eb.exists(tagged(db, tag))));
    if (rare.length === 0) return [];
  }
  if (siteIds !== null) select = select.where((eb) => eb.not(eb.exists(foreignOwner(db, 'item', 'items.id', siteIds))));
  const column = ({ made: null, title: 'items.title', changed: 'items.changedAtMs' } as const)[sort];
  const direction = sort === 'changed' ? 'desc' : 'asc';
  const behind = direction === 'desc' ? '<' : '>';
  if (after !== null)
    select = select.where((eb) =>
      column === null ? eb('items.id', '>', after[1]) : eb(eb.refTuple(column, 'items.id'), behind, eb.tuple(after[0], after[1])),
    );
  // sorted twice by the same, SQLite would not see that an index has that order
  if (column !== null) select = select.orderBy(column, direction);
  const rows = await select.orderBy('items.id', direction).limit(most).execute();
  return rows.map(({ id }) => id);
}

export async function findItem(db: Db, id: string): Promise<Item | null> {
  const row = await db.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const revisions = groupRevisions(await listCurrentRevisions(db, [id]));
  return itemOf(row, revisions.get(id) ?? new Map<string, CurrentRevisions>(), (await tagsOf(db, [id])).get(id) ?? []);
}
