import { foldedText, type contentRoutes, type Item, type RouteAnswer } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { disown, ownerOf, withOwner } from '../fleet/site-owned.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { findItem } from './store.ts';
import { validityProblem } from './variant-rules.ts';

type Context = Pick<AppContext, 'truth' | 'clock' | 'audit' | 'live'>;
type Details = z.output<typeof contentRoutes.putItem.body>;
/** Acts on an item that change its count of edits; those on its variants and tags do not. */
const ownActs = ['item-created', 'item-changed'];

/** What an item's row is searched by. */
export function searchedOf(item: Pick<Item, 'title' | 'category' | 'kind'>, supplierName: string): string {
  return foldedText(`${item.title} ${item.category} ${item.kind} ${supplierName}`);
}

/** Changes what an item says of itself, where nobody was quicker. */
export async function changeItem(
  { truth, clock, audit, live }: Context,
  id: Item['id'],
  { edits: read, ...details }: Details,
  actor: string,
): Promise<Outcome<Item>> {
  const { title, category, supplierId, missing, validity } = details;
  const wrongValidity = validityProblem(validity);
  if (wrongValidity !== null) return wrongValidity;
  const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<Item>> => {
    const before = await transaction.selectFrom('items').select(['kind', 'edits']).where('id', '=', id).executeTakeFirst();
    if (before === undefined) return refuse('not-found', 'no such item');
    const stale = await staleEdit(transaction, id, before.edits, { read, field: 'body.edits' });
    if (stale !== null) return stale;
    const supplier = await transaction.selectFrom('suppliers').select('name').where('id', '=', supplierId).executeTakeFirst();
    if (supplier === undefined) return refuse('bad-input', 'body.supplierId: no such supplier', { field: 'body.supplierId' });
    const row = {
      ...{ title, category, supplierId, missing, changedAtMs: clock.nowMs(), edits: before.edits + 1 },
      ...{ validFromMs: validity.fromMs, validUntilMs: validity.untilMs },
      searched: searchedOf({ title, category, kind: before.kind }, supplier.name),
    };
    await transaction.updateTable('items').set(row).where('id', '=', id).execute();
    const siteId = await ownerOf(transaction, 'item', id);
    await audit(transaction, { actor, action: 'item-changed', subject: `item:${id}`, siteId, detail: { ...details, edits: row.edits } });
    const item = await findItem(transaction, id);
    if (item === null) throw new Error('an item that was just changed is gone');
    return ok(withOwner(item, siteId));
  });
  if (outcome.kind === 'ok') live.emit('changed', ['items']);
  return outcome;
}

/**
 * Removes an item that nothing uses. One of which something was approved was, or may have been, on a glass or the web site: records name it
 * for as long as they are kept, so it stays, and ends by its validity.
 */
export async function removeItem(
  { truth, audit, live }: Context,
  id: Item['id'],
  read: number | undefined,
  actor: string,
): Promise<Outcome<RouteAnswer<typeof contentRoutes.deleteItem>>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const item = await transaction.selectFrom('items').select(['title', 'edits']).where('id', '=', id).executeTakeFirst();
    if (item === undefined) return refuse('not-found', 'no such item');
    const refusal =
      (await staleEdit(transaction, id, item.edits, { read, field: 'query.edits' })) ??
      (await usedByPlaylists(transaction, id)) ??
      (await everApproved(transaction, id));
    if (refusal !== null) return refusal;
    const siteId = await ownerOf(transaction, 'item', id);
    await transaction.deleteFrom('item_tags').where('itemId', '=', id).execute();
    await transaction.deleteFrom('variant_revisions').where('itemId', '=', id).execute();
    await transaction.deleteFrom('items').where('id', '=', id).execute();
    await disown(transaction, 'item', id);
    await audit(transaction, { actor, action: 'item-removed', subject: `item:${id}`, siteId, detail: { title: item.title } });
    return ok({});
  });
  if (outcome.kind === 'ok') live.emit('changed', ['items']);
  return outcome;
}

async function staleEdit(
  transaction: Transaction<TruthSchema>,
  id: string,
  edits: number,
  { read, field }: { readonly read: number | undefined; readonly field: string },
): Promise<Refusal | null> {
  const stale = await editedMeanwhile(transaction, { what: 'item', audited: `item:${id}`, actions: ownActs, revision: edits, read });
  return stale === null ? null : { kind: 'problem', problem: { ...stale.problem, field } };
}

async function usedByPlaylists(transaction: Transaction<TruthSchema>, itemId: string): Promise<Refusal | null> {
  const users = await transaction
    .selectFrom('playlist_items as p')
    .innerJoin('playlists', 'playlists.id', 'p.playlistId')
    .select(['playlists.id', 'playlists.name'])
    .where('p.itemId', '=', itemId)
    .orderBy('playlists.name')
    .limit(50)
    .execute();
  if (users.length === 0) return null;
  const faults = users.map(({ id, name }) => ({ path: `playlists[${id}]`, code: 'in-use', message: name }));
  return refuse('in-use', `this item is used by ${users.map(({ name }) => name).join(', ')}`, { faults });
}

async function everApproved(transaction: Transaction<TruthSchema>, itemId: string): Promise<Refusal | null> {
  const approved = await transaction
    .selectFrom('variant_revisions')
    .select('revision')
    .where('itemId', '=', itemId)
    .where('review', '=', 'approved')
    .executeTakeFirst();
  if (approved === undefined) return null;
  return refuse('wrong-state', 'something of this item was approved, and records may name it; end its validity instead');
}
