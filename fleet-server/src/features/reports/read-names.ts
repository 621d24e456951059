import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type NamedItem = { readonly title: string; readonly category: string; readonly supplier: string };

/** What people call items, with category and supplier, by id. */
export async function readItemNames(truth: Kysely<TruthSchema>): Promise<ReadonlyMap<string, NamedItem>> {
  const rows = await truth
    .selectFrom('items')
    .leftJoin('suppliers', 'suppliers.id', 'items.supplierId')
    .select(['items.id', 'items.title', 'items.category', 'suppliers.name as supplier'])
    .execute();
  return new Map(rows.map(({ id, title, category, supplier }) => [id, { title, category, supplier: supplier ?? '' }]));
}

/** What people call entries, by id. */
export async function readEntryNames(truth: Kysely<TruthSchema>): Promise<ReadonlyMap<string, string>> {
  const rows = await truth.selectFrom('entries').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
