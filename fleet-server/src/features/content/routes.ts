import { contentRoutes } from '@gatecast/protocol';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { maySee, sitesOf, type Session } from '../people/session.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { nameGlyphProblem } from './glyph-problem.ts';
import { listTags, tagItems } from './item-tags.ts';
import { changeItem, removeItem, searchedOf } from './keep-items.ts';
import { approvedOf, findItem, groupRevisions, listCurrentRevisions, listItems } from './store.ts';
import { validityProblem } from './variant-rules.ts';
import { reviewVariant, submitVariant, writeVariant } from './write-variant.ts';

const namedSchema = z.tuple([z.string(), z.string()]);
const newestSchema = z.tuple([z.int(), z.string()]);

export function registerContentRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live } = context;

  registerRoute(contentRoutes.listSuppliers, async ({ query }) => {
    const page = wholeOrPage(await truth.selectFrom('suppliers').selectAll().orderBy('name').execute(), query);
    return page.kind === 'problem' ? page : ok({ suppliers: page.rows, next: page.next });
  });

  registerRoute(contentRoutes.createSupplier, async ({ body, session }) => {
    const undrawable = nameGlyphProblem({ 'body.name': body.name });
    if (undrawable !== null) return undrawable;
    const supplier = { id: newId(), name: body.name };
    return truth.transaction().execute(async (transaction) => {
      const taken = await transaction.selectFrom('suppliers').select('id').where('name', '=', body.name).executeTakeFirst();
      if (taken !== undefined) return refuse('already-exists', 'there is a supplier with this name', { field: 'body.name' });
      await transaction.insertInto('suppliers').values(supplier).execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'supplier-created',
        subject: `supplier:${supplier.id}`,
        detail: { name: body.name },
      });
      return ok(supplier);
    });
  });

  registerRoute(contentRoutes.listItems, async ({ query: { after, limit, ...filter }, session }) => {
    const cursor = readCursor(after, filter.sort === 'changed' ? newestSchema : namedSchema);
    if (cursor.kind === 'problem') return cursor;
    const siteIds = sitesOf(session, 'content.read');
    const rows = await listItems(truth, { ...filter, siteIds, after: cursor.key, most: limit + 1 });
    const keys = { made: 'id', title: 'title', changed: 'changedAtMs' } as const;
    const page = pageOf(rows, limit, (item) => [item[keys[filter.sort]], item.id]);
    const owners = await ownersOf(
      truth,
      'item',
      page.rows.map(({ id }) => id),
    );
    return ok({ items: seenWithOwner(session, 'content.read', page.rows, owners), next: page.next });
  });

  registerRoute(contentRoutes.getItem, async ({ params, session }) => {
    const siteId = await ownerOf(truth, 'item', params.itemId);
    const item = maySee(session, 'content.read', siteId) ? await findItem(truth, params.itemId) : null;
    return item === null ? refuse('not-found', 'no such item') : ok(withOwner(item, siteId));
  });

  registerRoute(contentRoutes.approvedVariant, async ({ params: { itemId, language }, session }) => {
    if (!maySee(session, 'content.read', await ownerOf(truth, 'item', itemId))) return refuse('not-found', 'no such item');
    const revisions = groupRevisions(await listCurrentRevisions(truth, [itemId]))
      .get(itemId)
      ?.get(language);
    if (revisions === undefined) return refuse('not-found', 'no such variant');
    return ok({ approved: revisions.approved === null ? null : approvedOf(revisions.approved) });
  });

  registerRoute(contentRoutes.createItem, async ({ body, session }) => {
    const wrongValidity = validityProblem(body.validity);
    if (wrongValidity !== null) return wrongValidity;
    const owner = siteOfNew(session, 'content.edit', body.siteId);
    if (owner.kind === 'problem') return owner;
    const { siteId } = owner;
    const { kind, title, category, supplierId, missing, validity, tags } = body;
    const id = newId();
    const changedAtMs = clock.nowMs();
    const outcome = await truth.transaction().execute(async (transaction) => {
      const supplier = await transaction.selectFrom('suppliers').select(['id', 'name']).where('id', '=', supplierId).executeTakeFirst();
      if (supplier === undefined) return refuse('bad-input', 'body.supplierId: no such supplier', { field: 'body.supplierId' });
      const row = { id, kind, title, category, supplierId, missing, leadLanguage: null, changedAtMs };
      await transaction
        .insertInto('items')
        .values({
          ...row,
          validFromMs: validity.fromMs,
          validUntilMs: validity.untilMs,
          searched: searchedOf({ title, category, kind }, supplier.name),
        })
        .execute();
      await giveToSite(transaction, 'item', id, siteId);
      if (tags.length > 0)
        await transaction
          .insertInto('item_tags')
          .values(tags.map((tag) => ({ itemId: id, tag })))
          .execute();
      await audit(transaction, { actor: session.userId, action: 'item-created', subject: `item:${id}`, siteId, detail: { kind, title } });
      return ok(
        withOwner(
          { id, kind, title, category, supplierId, missing, validity, tags: [...tags].sort(), edits: 0, variants: [], changedAtMs },
          siteId,
        ),
      );
    });
    if (outcome.kind === 'ok') live.emit('changed', ['items']);
    return outcome;
  });

  registerRoute(contentRoutes.listItemTags, async ({ session }) => ok({ tags: await listTags(truth, sitesOf(session, 'content.read')) }));

  registerRoute(contentRoutes.tagItems, async ({ body, session }) => {
    const outcome = await tagItems(context, body, session);
    if (outcome.kind === 'ok' && outcome.answer.changed > 0) live.emit('changed', ['items']);
    return outcome;
  });

  async function closed(session: Session, itemId: string, act: 'content.edit' | 'content.approve'): Promise<Refusal | null> {
    return refusalAt(session, { read: 'content.read', act }, await ownerOf(truth, 'item', itemId), 'item');
  }
  registerRoute(
    contentRoutes.putItem,
    async ({ params, body, session }) =>
      (await closed(session, params.itemId, 'content.edit')) ?? changeItem(context, params.itemId, body, session.userId),
  );
  registerRoute(
    contentRoutes.deleteItem,
    async ({ params, query, session }) =>
      (await closed(session, params.itemId, 'content.edit')) ?? removeItem(context, params.itemId, query.edits, session.userId),
  );
  registerRoute(
    contentRoutes.putVariant,
    async ({ params, body, session }) =>
      (await closed(session, params.itemId, 'content.edit')) ?? writeVariant(context, params, body, session.userId),
  );
  registerRoute(
    contentRoutes.submitVariant,
    async ({ params, body, session }) =>
      (await closed(session, params.itemId, 'content.edit')) ?? submitVariant(context, params, body.document, session.userId),
  );
  registerRoute(
    contentRoutes.reviewVariant,
    async ({ params, body, session }) =>
      (await closed(session, params.itemId, 'content.approve')) ?? reviewVariant(context, params, body, session.userId),
  );
}
