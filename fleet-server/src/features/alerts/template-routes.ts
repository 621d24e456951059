import { alertRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { alertGlyphProblem } from '../content/glyph-problem.ts';
import { giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { templateOf, type TemplateRow } from './store.ts';

/** Pre-staged alerts: one person writes, another approves, then one may raise them in an emergency. */
export function registerAlertTemplateRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live } = context;

  registerRoute(alertRoutes.listAlertTemplates, async ({ query, session }) => {
    const rows = await truth.selectFrom('alert_templates').selectAll().orderBy('name').execute();
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
    };
    const isAdded = await truth.transaction().execute(async (transaction) => {
      const taken = await transaction.selectFrom('alert_templates').select('id').where('name', '=', body.name).executeTakeFirst();
      if (taken !== undefined) return false;
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
    if (!isAdded) return refuse('already-exists', 'a pre-staged alert has this name', { field: 'body.name' });
    live.emit('changed', ['alert-templates']);
    return ok(withOwner(told(templateOf(row)), siteId));
  });

  registerRoute(alertRoutes.approveAlertTemplate, async ({ params, session }) => {
    const siteId = await ownerOf(truth, 'alert-template', params.templateId);
    const refusal = refusalAt(session, { read: 'alert.read', act: 'alert.approve' }, siteId, 'pre-staged alert');
    if (refusal !== null) return refusal;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await transaction.selectFrom('alert_templates').selectAll().where('id', '=', params.templateId).executeTakeFirst();
      if (row === undefined) return refuse('not-found', 'no such pre-staged alert');
      if (row.approverId !== null) return refuse('wrong-state', 'it is approved already');
      // one that was written before its characters were looked at
      const undrawable = alertGlyphProblem(templateOf(row).texts, 'texts');
      if (undrawable !== null) return undrawable;
      if (row.authorId === session.userId) return refuse('same-person', 'its author cannot approve it');
      await transaction.updateTable('alert_templates').set({ approverId: session.userId }).where('id', '=', row.id).execute();
      await audit(transaction, { actor: session.userId, action: 'alert-template-approved', subject: `alert-template:${row.id}`, siteId });
      return ok(withOwner(told(templateOf({ ...row, approverId: session.userId })), siteId));
    });
    if (outcome.kind === 'ok') live.emit('changed', ['alert-templates']);
    return outcome;
  });
}

function told({ createdAtMs: _createdAtMs, ...template }: TemplateRow) {
  return template;
}
