import { alertRoutes, type AuditAction } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { alertGlyphProblem } from '../content/glyph-problem.ts';
import { disown, giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import type { Session } from '../people/session.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { findTemplate, templateOf, type AlertTables, type TemplateRow } from './store.ts';

/** Pre-staged alerts: one person writes, another approves, then one may raise them in an emergency. */
export function registerAlertTemplateRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live } = context;

  registerRoute(alertRoutes.listAlertTemplates, async ({ query, session }) => {
    const rows = await truth.selectFrom('alert_templates').selectAll().where('withdrawnAtMs', 'is', null).orderBy('name').execute();
    const templates = rows.map((row) => told(templateOf(row)));
    const seen = seenWithOwner(session, 'alert.read', templates, await ownersOf(truth, 'alert-template'));
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ templates: page.rows, next: page.next });
  });

  registerRoute(alertRoutes.createAlertTemplate, async ({ body: { siteId: wanted, ...body }, session }) => {
    const owner = siteOfNew(session, 'alert.prepare', wanted);
    if (owner.kind === 'problem') return owner;
    const undrawable = alertGlyphProblem(body.texts, 'body.texts');
    if (undrawable !== null) return undrawable;
    const { siteId } = owner;
    const row = {
      id: newId(),
      ...body,
      texts: JSON.stringify(body.texts),
      authorId: session.userId,
      approverId: null,
      createdAtMs: clock.nowMs(),
      ...{ revision: 1, draft: null, draftAuthorId: null, withdrawnAtMs: null },
    };
    const isAdded = await truth.transaction().execute(async (transaction) => {
      if (await isTaken(transaction, body.name, row.id)) return false;
      await transaction.insertInto('alert_templates').values(row).execute();
      await giveToSite(transaction, 'alert-template', row.id, siteId);
      await audit(transaction, {
        actor: session.userId,
        action: 'alert-template-written',
        subject: `alert-template:${row.id}`,
        siteId,
        detail: body,
      });
      return true;
    });
    if (!isAdded) return nameTaken();
    live.emit('changed', ['alert-templates']);
    return ok(withOwner(told(templateOf(row)), siteId));
  });

  registerRoute(alertRoutes.putAlertTemplate, async ({ params, body: { revision: read, ...body }, session }) => {
    const { userId } = session;
    const undrawable = alertGlyphProblem(body.texts, 'body.texts');
    return edit(params.templateId, { session, permission: 'alert.prepare' }, async (transaction, row) => {
      const stale = await staleTemplate(transaction, row, read);
      if (stale !== null) return stale;
      if (undrawable !== null) return undrawable;
      if (await isTaken(transaction, body.name, row.id)) return nameTaken();
      const set =
        row.approverId === null
          ? { ...body, texts: JSON.stringify(body.texts), authorId: userId }
          : { draft: JSON.stringify(body), draftAuthorId: userId };
      return { set, action: 'alert-template-rewritten', detail: body };
    });
  });
  registerRoute(alertRoutes.dropAlertTemplateDraft, async ({ params, query, session }) =>
    edit(params.templateId, { session, permission: 'alert.prepare' }, async (transaction, row) => {
      if (row.draft === null) return refuse('wrong-state', 'it has no new wording');
      const stale = await staleTemplate(transaction, row, query.revision, 'query.revision');
      return stale ?? { set: { draft: null, draftAuthorId: null }, action: 'alert-template-draft-dropped' };
    }),
  );
  registerRoute(alertRoutes.withdrawAlertTemplate, async ({ params, query, session }) => {
    const withdrawn = await edit(params.templateId, { session, permission: 'alert.prepare' }, async (transaction, row) => {
      const stale = await staleTemplate(transaction, row, query.revision, 'query.revision');
      if (stale !== null) return stale;
      // alerts were raised from it: the row stays, and its name is free
      const set = { withdrawnAtMs: clock.nowMs(), name: `${row.name} ${row.id}` };
      return { set, action: 'alert-template-withdrawn', isGone: true };
    });
    return withdrawn.kind === 'problem' ? withdrawn : ok({});
  });
  registerRoute(alertRoutes.approveAlertTemplate, async ({ params, body, session }) =>
    edit(params.templateId, { session, permission: 'alert.approve' }, async (transaction, row) => {
      const { draft, texts, authorId } = templateOf(row);
      if (row.approverId !== null && draft === null) return refuse('wrong-state', 'it is approved already');
      const stale = await staleTemplate(transaction, row, body.revision);
      if (stale !== null) return stale;
      // one that was written before its characters were looked at
      const undrawable = alertGlyphProblem(draft?.texts ?? texts, 'texts');
      if (undrawable !== null) return undrawable;
      if ((draft?.authorId ?? authorId) === session.userId) return refuse('same-person', 'its author cannot approve it');
      if (draft !== null && (await isTaken(transaction, draft.name, row.id))) return nameTaken();
      const { authorId: draftAuthorId, ...said } = draft ?? {};
      const next = draft === null ? {} : { ...said, texts: JSON.stringify(draft.texts), authorId: draftAuthorId };
      return {
        set: { ...next, approverId: session.userId, draft: null, draftAuthorId: null },
        action: 'alert-template-approved',
      };
    }),
  );

  type Edit = {
    readonly set: Partial<AlertTables['alert_templates']>;
    readonly action: AuditAction;
    readonly detail?: Readonly<Record<string, unknown>>;
    readonly isGone?: true;
  };
  /** Changes one as it stands, where the caller may, counts that, and tells everybody. */
  async function edit(
    id: string,
    { session, permission }: { readonly session: Session; readonly permission: 'alert.prepare' | 'alert.approve' },
    act: (transaction: Transaction<TruthSchema>, row: AlertTables['alert_templates']) => Promise<Refusal | Edit>,
  ) {
    const siteId = await ownerOf(truth, 'alert-template', id);
    const refusal = refusalAt(session, { read: 'alert.read', act: permission }, siteId, 'pre-staged alert');
    if (refusal !== null) return refusal;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await findTemplate(transaction, id);
      if (row === undefined) return refuse('not-found', 'no such pre-staged alert');
      const decided = await act(transaction, row);
      if ('kind' in decided) return decided;
      const set = { ...decided.set, revision: row.revision + 1 };
      await transaction.updateTable('alert_templates').set(set).where('id', '=', id).execute();
      if (decided.isGone) await disown(transaction, 'alert-template', id);
      const { action, detail = {} } = decided;
      await audit(transaction, { actor: session.userId, action, subject: `alert-template:${id}`, siteId, detail });
      return ok(withOwner(told(templateOf({ ...row, ...set })), siteId));
    });
    if (outcome.kind === 'ok') live.emit('changed', ['alert-templates']);
    return outcome;
  }
}

function staleTemplate(
  transaction: Transaction<TruthSchema>,
  { id, revision }: { readonly id: string; readonly revision: number },
  read: number,
  field = 'body.revision',
) {
  return editedMeanwhile(transaction, { what: 'pre-staged alert', audited: `alert-template:${id}`, revision, read, field });
}

function nameTaken(): Refusal {
  return refuse('already-exists', 'a pre-staged alert has this name', { field: 'body.name' });
}

/** Whether another one has this name. */
async function isTaken(transaction: Transaction<TruthSchema>, name: string, id: string): Promise<boolean> {
  const taken = await transaction
    .selectFrom('alert_templates')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', id)
    .executeTakeFirst();
  return taken !== undefined;
}

function told({ createdAtMs: _createdAtMs, withdrawnAtMs: _withdrawnAtMs, ...template }: TemplateRow) {
  return template;
}
