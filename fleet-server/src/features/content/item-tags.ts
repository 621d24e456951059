import { itemTagLimits, type Item } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { foreignOwner, ownersOf } from '../fleet/site-owned.ts';
import type { Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';

export type ItemTagTables = { item_tags: { itemId: string; tag: string } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** The tags of items, in the order of their letters' codes. */
export async function tagsOf(db: Db, itemIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db.selectFrom('item_tags').selectAll().where('itemId', 'in', itemIds).orderBy('itemId').orderBy('tag').execute();
  const tags = new Map<string, string[]>();
  for (const { itemId, tag } of rows) tags.set(itemId, [...(tags.get(itemId) ?? []), tag]);
  return tags;
}

/** Every tag in use, with how many items have it; `siteIds`: whose items may be told beside the shared ones; null: of every site. */
export async function listTags(db: Db, siteIds: readonly string[] | null): Promise<{ tag: string; items: number }[]> {
  let select = db.selectFrom('item_tags').innerJoin('items', 'items.id', 'item_tags.itemId').select('item_tags.tag');
  if (siteIds !== null) select = select.where((eb) => eb.not(eb.exists(foreignOwner(db, 'item', 'items.id', siteIds))));
  return select
    .select((is) => is.fn.countAll<number>().as('items'))
    .groupBy('item_tags.tag')
    .orderBy('item_tags.tag')
    .execute();
}

type Change = { readonly itemIds: readonly Item['id'][]; readonly add: readonly string[]; readonly remove: readonly string[] };

/**
 * Gives tags to items and takes some away: of all of them or, where one may not be changed or would have too many, of none. Two people who
 * do this at once do not overwrite each other. Tells how many items it changed.
 */
export async function tagItems(
  { truth, audit }: Pick<AppContext, 'truth' | 'audit'>,
  { itemIds, add, remove }: Change,
  session: Session,
): Promise<Outcome<{ changed: number }>> {
  return truth.transaction().execute(async (transaction) => {
    const owners = await ownersOf(transaction, 'item', itemIds);
    const known = new Set((await transaction.selectFrom('items').select('id').where('id', 'in', itemIds).execute()).map(({ id }) => id));
    const before = await tagsOf(transaction, itemIds);
    const changes: { itemId: string; siteId: string | null; added: readonly string[]; removed: readonly string[] }[] = [];
    // all are judged before anything is written, as what was written before a refusal would stay
    for (const [index, itemId] of itemIds.entries()) {
      const field = `body.itemIds[${index}]`;
      const siteId = owners.get(itemId) ?? null;
      if (!known.has(itemId)) return refuse('not-found', `${field}: no such item`, { field });
      const closed = refusalAt(session, { read: 'content.read', act: 'content.edit' }, siteId, 'item');
      if (closed !== null) return closed;
      const own = before.get(itemId) ?? [];
      const added = add.filter((tag) => !own.includes(tag));
      const removed = own.filter((tag) => remove.includes(tag));
      if (own.length + added.length - removed.length > itemTagLimits.ofItem)
        return refuse('too-large', `${field}: an item has ${itemTagLimits.ofItem} tags at most`, { field, limit: itemTagLimits.ofItem });
      if (added.length + removed.length > 0) changes.push({ itemId, siteId, added, removed });
    }
    for (const { itemId, siteId, added, removed } of changes) {
      if (removed.length > 0) await transaction.deleteFrom('item_tags').where('itemId', '=', itemId).where('tag', 'in', removed).execute();
      if (added.length > 0)
        await transaction
          .insertInto('item_tags')
          .values(added.map((tag) => ({ itemId, tag })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      const detail = { added: [...added], removed: [...removed] };
      await audit(transaction, { actor: session.userId, action: 'item-tagged', subject: `item:${itemId}`, siteId, detail });
    }
    return ok({ changed: changes.length });
  });
}
