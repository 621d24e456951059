import { contentRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { findItem, listItems } from './store.ts';
import { validityProblem } from './variant-rules.ts';
import { reviewVariant, submitVariant, writeVariant } from './write-variant.ts';

export function registerContentRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live } = context;

  registerRoute(contentRoutes.listSuppliers, async () =>
    ok({ suppliers: await truth.selectFrom('suppliers').selectAll().orderBy('name').execute() }),
  );

  registerRoute(contentRoutes.createSupplier, async ({ body, session }) => {
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

  registerRoute(contentRoutes.listItems, async () => ok({ items: [...(await listItems(truth))] }));

  registerRoute(contentRoutes.getItem, async ({ params }) => {
    const item = await findItem(truth, params.itemId);
    return item === null ? refuse('not-found', 'no such item') : ok(item);
  });

  registerRoute(contentRoutes.createItem, async ({ body, session }) => {
    const wrongValidity = validityProblem(body.validity);
    if (wrongValidity !== null) return wrongValidity;
    const { kind, title, category, supplierId, missing, validity } = body;
    const id = newId();
    const changedAtMs = clock.nowMs();
    const outcome = await truth.transaction().execute(async (transaction) => {
      const supplier = await transaction.selectFrom('suppliers').select('id').where('id', '=', supplierId).executeTakeFirst();
      if (supplier === undefined) return refuse('bad-input', 'body.supplierId: no such supplier', { field: 'body.supplierId' });
      const row = { id, kind, title, category, supplierId, missing, leadLanguage: null, changedAtMs };
      await transaction
        .insertInto('items')
        .values({ ...row, validFromMs: validity.fromMs, validUntilMs: validity.untilMs })
        .execute();
      await audit(transaction, { actor: session.userId, action: 'item-created', subject: `item:${id}`, detail: { kind, title } });
      return ok({ id, kind, title, category, supplierId, missing, validity, variants: [], changedAtMs });
    });
    if (outcome.kind === 'ok') live.emit('changed', ['items']);
    return outcome;
  });

  registerRoute(contentRoutes.putVariant, async ({ params, body, session }) => writeVariant(context, params, body, session.userId));
  registerRoute(contentRoutes.submitVariant, async ({ params, session }) => submitVariant(context, params, session.userId));
  registerRoute(contentRoutes.reviewVariant, async ({ params, body, session }) => reviewVariant(context, params, body, session.userId));
}
