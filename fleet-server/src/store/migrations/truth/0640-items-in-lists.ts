import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../../dialect-of.ts';

type Revision = { itemId: string; language: string; revision: number; leadRevision: number; review: string; leadLanguage: string | null };

/** What lists of items are filtered by, in the row of the item, and in SQLite indexes that hold all of it: a list of 100,000 looks at nothing else. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table items add column states text not null default ''`.execute(db);
  await sql`alter table items add column languages text not null default ''`.execute(db);
  const { rows } = await sql<Revision>`select v.itemId as "itemId", v.language as language, v.revision as revision,
    v.leadRevision as "leadRevision", v.review as review, items.leadLanguage as "leadLanguage"
    from variant_revisions as v join items on items.id = v.itemId order by v.itemId, v.language, v.revision`.execute(db);
  for (const [id, revisions] of Map.groupBy(rows, ({ itemId }) => itemId)) {
    const { states, languages } = standingOf(revisions);
    await sql`update items set states = ${states}, languages = ${languages} where id = ${id}`.execute(db);
  }
  await sql`drop index items_changed`.execute(db);
  // PostgreSQL bounds a row of an index, and reads such a table whole in about the same time
  const held = dialectOf(db) === 'sqlite' ? sql`, kind, category, supplierId, states, languages, searched` : sql``;
  await sql`create index items_made on items (id${held})`.execute(db);
  await sql`create index items_titled on items (title, id${held})`.execute(db);
  await sql`create index items_changed on items (changedAtMs, id${held})`.execute(db);
}

function standingOf(revisions: readonly Revision[]): { readonly states: string; readonly languages: string } {
  // the last of a language is its newest
  const newest = new Map(revisions.map((revision) => [revision.language, revision]));
  const approvedLead = Math.max(
    0,
    ...revisions.flatMap(({ language, leadLanguage, review, revision }) =>
      language === leadLanguage && review === 'approved' ? [revision] : [],
    ),
  );
  const isStale = ({ language, leadLanguage, leadRevision, review }: Revision) =>
    review === 'approved' && language !== 'zxx' && language !== leadLanguage && leadRevision < approvedLead;
  const states = new Set([...newest.values()].flatMap((revision) => [revision.review, ...(isStale(revision) ? ['stale'] : [])]));
  return { states: spaced(states), languages: spaced(newest.keys()) };
}

function spaced(words: Iterable<string>): string {
  return [' ', ...[...words].map((word) => `${word} `)].join('');
}
