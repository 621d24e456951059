import { layoutRoutes, type LayoutDraft, type StoredLayout } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { disown, giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { checkLayout } from './check-layout.ts';
import { seenEntry } from './entry-access.ts';
import { layoutInUse } from './in-use.ts';
import type { Save } from './schedule-edit.ts';
import { staleEdit } from './stale-edit.ts';
import { layoutOf, listEntries, listLayouts } from './store.ts';

const layoutEdit = { read: 'schedule.read', act: 'layout.edit' } as const;

export function registerLayoutRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live, fleet } = context;

  registerRoute(layoutRoutes.listLayouts, async ({ query, session }) => {
    const used = (await listEntries(truth)).flatMap((entry) => seenEntry(session, fleet.current(), entry)?.layoutId ?? []);
    const counted = (await listLayouts(truth)).map((layout) => ({ ...layout, entryCount: used.filter((id) => id === layout.id).length }));
    const page = wholeOrPage(seenWithOwner(session, 'schedule.read', counted, await ownersOf(truth, 'layout')), query);
    return page.kind === 'problem' ? page : ok({ layouts: page.rows, next: page.next });
  });
  registerRoute(layoutRoutes.createLayout, async ({ body: { siteId, ...draft }, session }) => {
    const owner = siteOfNew(session, layoutEdit.act, siteId);
    if (owner.kind === 'problem') return owner;
    return saveLayout(context, newId(), draft, { readRevision: null, actor: session.userId, siteId: owner.siteId });
  });
  registerRoute(layoutRoutes.putLayout, async ({ params, body, session }) => {
    const { revision, ...draft } = body;
    const siteId = await ownerOf(truth, 'layout', params.layoutId);
    const refusal = refusalAt(session, layoutEdit, siteId, 'layout');
    if (refusal !== null) return refusal;
    return saveLayout(context, params.layoutId, draft, { readRevision: revision, actor: session.userId, siteId });
  });
  registerRoute(layoutRoutes.deleteLayout, async ({ params: { layoutId }, query, session }) => {
    const foreign = refusalAt(session, layoutEdit, await ownerOf(truth, 'layout', layoutId), 'layout');
    if (foreign !== null) return foreign;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await transaction.selectFrom('layouts').selectAll().where('id', '=', layoutId).executeTakeFirst();
      if (row === undefined) return refuse('not-found', 'no such layout');
      const refusal =
        (await staleEdit(transaction, { what: 'layout', id: layoutId }, row, query.revision, 'query.revision')) ??
        refusalOfBuiltIn(layoutOf(row)) ??
        (await layoutInUse(transaction, layoutId));
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('layouts').where('id', '=', layoutId).execute();
      await disown(transaction, 'layout', layoutId);
      await audit(transaction, {
        actor: session.userId,
        action: 'layout-removed',
        subject: `layout:${layoutId}`,
        detail: { name: row.name, revision: row.revision },
      });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['layouts']);
    return outcome;
  });
}

async function saveLayout(
  { truth, clock, audit, live }: AppContext,
  id: string,
  draft: LayoutDraft,
  { readRevision, actor, siteId }: Save,
): Promise<Outcome<StoredLayout>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('layouts').selectAll().where('id', '=', id).executeTakeFirst();
    const refusal =
      (await staleEdit(transaction, { what: 'layout', id }, before, readRevision)) ??
      (before === undefined ? null : refusalOfBuiltIn(layoutOf(before))) ??
      (await checkLayout(transaction, draft, siteId)) ??
      (before === undefined ? null : await tickerInUse(transaction, layoutOf(before), draft));
    if (refusal !== null) return refusal;
    const { name, aspect, regions } = draft;
    const revision = (before?.revision ?? 0) + 1;
    const row = { id, key: id, name, aspect, regions: JSON.stringify(regions), revision, changedAtMs: clock.nowMs() };
    await transaction
      .insertInto('layouts')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    if (before === undefined) await giveToSite(transaction, 'layout', id, siteId);
    const entryCount = (await transaction.selectFrom('entries').select('id').where('layoutId', '=', id).execute()).length;
    const action = before === undefined ? 'layout-created' : 'layout-changed';
    await audit(transaction, { actor, action, subject: `layout:${id}`, siteId, detail: { ...draft, revision, entryCount } });
    return ok({ ...withOwner(layoutOf(row), siteId), entryCount });
  });
  if (outcome.kind === 'ok') live.emit('changed', ['layouts']);
  return outcome;
}

function refusalOfBuiltIn({ isBuiltIn }: { readonly isBuiltIn: boolean }): Refusal | null {
  return isBuiltIn ? refuse('wrong-state', 'this layout came with the house; copy it to have it otherwise') : null;
}

/** A running line may neither come nor go under entries: those that use the layout name a playlist for it, or do not. */
async function tickerInUse(
  transaction: Transaction<TruthSchema>,
  before: Pick<StoredLayout, 'id' | 'regions'>,
  draft: LayoutDraft,
): Promise<Refusal | null> {
  const hasTicker = ({ regions }: Pick<LayoutDraft, 'regions'>) => regions.some(({ content }) => content.kind === 'ticker');
  if (hasTicker(before) === hasTicker(draft)) return null;
  return layoutInUse(transaction, before.id, `this layout ${hasTicker(draft) ? 'without' : 'with'} a running line`);
}
