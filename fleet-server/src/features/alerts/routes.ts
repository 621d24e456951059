import { alertRoutes, type AuditAction } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { ownerOf } from '../fleet/site-owned.ts';
import { maySee, sitesOf, type Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import { alertGlyphProblem } from '../content/glyph-problem.ts';
import type { Presence } from '../fleet/presence.ts';
import type { AlertLane } from './alert-lane.ts';
import { viewAlerts, type StoredAlertInput } from './alert-view.ts';
import { hasEnded, sealEnded } from './ended-alerts.ts';
import { courseOf } from './course-of.ts';
import { readReach, readReachAt } from './read-reach.ts';
import { readSigned } from './read-signed.ts';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';
import {
  dropWaitingUpdates,
  findAlert,
  findTemplate,
  listAlerts,
  pageOfAlerts,
  templateOf,
  type AlertMessage,
  type AlertRow,
  type AlertTables,
} from './store.ts';

type Raise = {
  readonly siteId: string;
  readonly targets: { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] };
  readonly status: 'actual' | 'exercise';
  readonly durationMs: number;
};

const cursorSchema = z.tuple([z.string()]);
const mostOnPage = 1_000;

type Decided = { readonly set: Partial<AlertTables['alerts']>; readonly action: AuditAction };

/** Raise, request, update, approve, reject, clear. Everything that changes what players show goes through the lane. */
export function registerAlertRoutes(registerRoute: RegisterRoute, context: AppContext, lane: AlertLane, presence: Presence): void {
  const { truth, clock, newId, audit, live } = context;

  async function answerWith(id: string): Promise<Outcome<StoredAlertInput>> {
    const row = await findAlert(truth, id);
    const [alert] = row === null ? [] : await viewAlerts(context, presence, [row]);
    return alert === undefined ? refuse('not-found', 'no such alert') : ok(alert);
  }
  function newRow(message: AlertMessage, raise: Raise, issuedBy: string, updated: AlertRow | null = null): AlertTables['alerts'] {
    const { severity, urgency, style } = message;
    const nowMs = clock.nowMs();
    return {
      id: newId(),
      siteId: raise.siteId,
      templateId: null,
      updatesId: updated?.id ?? null,
      revision: (updated?.revision ?? 0) + 1,
      status: raise.status,
      state: 'requested',
      severity,
      urgency,
      style,
      texts: JSON.stringify(message.texts),
      targets: JSON.stringify(raise.targets),
      durationMs: raise.durationMs,
      effectiveMs: nowMs,
      expiresMs: nowMs + raise.durationMs,
      issuedBy,
      approvedBy: null,
      clearedAtMs: null,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
    };
  }
  /** Of an update that is on from now on: its alert goes in the same act, so that players are told of both in one state. */
  async function replaceUpdated(transaction: Transaction<TruthSchema>, row: AlertRow, actor: string): Promise<Outcome<readonly string[]>> {
    if (row.updatesId === null) return ok([]);
    const nowMs = clock.nowMs();
    const replaced = await transaction
      .updateTable('alerts')
      .set({ state: 'updated', clearedAtMs: nowMs, changedAtMs: nowMs })
      .where('id', '=', row.updatesId)
      .where('state', '=', 'active')
      .where('expiresMs', '>', nowMs)
      .executeTakeFirst();
    if (replaced.numUpdatedRows === 0n) return refuse('wrong-state', 'the alert that this would update is on no more; raise a new one');
    const detail = { updatedBy: row.id };
    await audit(transaction, { actor, action: 'alert-updated', subject: `alert:${row.updatesId}`, siteId: row.siteId, detail });
    return ok([row.updatesId, ...(await dropWaitingUpdates(transaction, row.updatesId, { nowMs, except: row.id }))]);
  }

  /** Decides about an alert by what it is now, in one transaction with the new state of its site. */
  async function decide(
    id: string,
    act: (row: AlertRow) => Refusal | Decided,
    session: Session,
    permission: 'alert.approve' | 'alert.clear' | 'alert.issue',
  ): Promise<Outcome<StoredAlertInput>> {
    const actor = session.userId;
    const before = await findAlert(truth, id);
    if (before === null) return refuse('not-found', 'no such alert');
    const closed = refusalAt(session, { read: 'alert.read', act: permission }, before.siteId, 'alert');
    if (closed !== null) return closed;
    const changed = await lane.change(before.siteId, async (transaction) => {
      const row = await findAlert(transaction, id);
      if (row === null) return refuse('not-found', 'no such alert');
      const decision = act(row);
      if ('kind' in decision) return decision;
      const { state } = decision.set;
      const replaced = state === 'active' ? await replaceUpdated(transaction, row, actor) : ok([]);
      if (replaced.kind === 'problem') return replaced;
      const dropped = state === 'cleared' ? await dropWaitingUpdates(transaction, id, { nowMs: clock.nowMs() }) : [];
      await transaction
        .updateTable('alerts')
        .set({ ...decision.set, changedAtMs: clock.nowMs() })
        .where('id', '=', id)
        .execute();
      await audit(transaction, { actor, action: decision.action, subject: `alert:${id}`, siteId: before.siteId });
      return ok([...replaced.answer, ...dropped]);
    });
    if (changed.kind === 'problem') return changed;
    for (const changedId of [id, ...changed.answer]) live.emit('alert-changed', changedId);
    if (before.updatesId !== null) await sealReplaced(before.updatesId);
    return answerWith(id);
  }
  /** Screens that come or move later were never told of it. */
  async function sealReplaced(id: string): Promise<void> {
    const row = await findAlert(truth, id);
    if (row !== null && hasEnded(row)) await sealEnded(context, row);
  }

  registerRoute(alertRoutes.listAlerts, async ({ query: { limit, after }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    if (limit === undefined && cursor.key === null) {
      const rows = (await listAlerts(truth)).filter(({ siteId }) => maySee(session, 'alert.read', siteId));
      return ok({ alerts: [...(await viewAlerts(context, presence, rows))], next: null });
    }
    const asked = limit ?? mostOnPage;
    const siteIds = sitesOf(session, 'alert.read');
    const page = pageOf(await pageOfAlerts(truth, { siteIds, before: cursor.key?.[0], most: asked + 1 }), asked, ({ id }) => [id]);
    return ok({ alerts: [...(await viewAlerts(context, presence, page.rows))], next: page.next });
  });

  registerRoute(alertRoutes.listAlertReach, async ({ params, query: { only, limit, after, screenIds }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const row = await findAlert(truth, params.alertId);
    if (row === null || !maySee(session, 'alert.read', row.siteId)) return refuse('not-found', 'no such alert');
    const isMissing = only === 'missing';
    if (screenIds !== undefined)
      return ok({ screens: [...(await readReachAt({ context, presence }, row, screenIds.split(','), isMissing))], next: null });
    const asked = { after: cursor.key?.[0], most: limit + 1, isMissing };
    const page = pageOf(await readReach({ context, presence }, row, asked), limit, ({ screenId }) => [screenId]);
    return ok({ screens: [...page.rows], next: page.next });
  });

  registerRoute(alertRoutes.alertCourse, async ({ params, session }) => {
    const row = await findAlert(truth, params.alertId);
    if (row === null || !maySee(session, 'alert.read', row.siteId)) return refuse('not-found', 'no such alert');
    return ok({ points: [...courseOf(row, await readSigned(context.telemetry, row))] });
  });

  registerRoute(alertRoutes.raiseAlert, async ({ body, session }) => {
    const found = await findTemplate(truth, body.templateId);
    const owner = await ownerOf(truth, 'alert-template', body.templateId);
    if (found === undefined || (owner !== null && owner !== body.siteId))
      return refuse('not-found', 'body.templateId: no such pre-staged alert', { field: 'body.templateId' });
    const template = templateOf(found);
    if (template.approverId === null) return refuse('wrong-state', 'a second person has not approved this pre-staged alert yet');
    const refusal = raiseRefusal(context, body, template.texts, 'body.templateId');
    if (refusal !== null) return refusal;
    const row = newRow(template, body, session.userId);
    const raised = await lane.change(body.siteId, async (transaction) => {
      await transaction
        .insertInto('alerts')
        .values({ ...row, state: 'active', templateId: template.id, approvedBy: template.approverId })
        .execute();
      const detail = { templateId: template.id, siteId: body.siteId, targets: body.targets, status: body.status };
      await audit(transaction, { actor: session.userId, action: 'alert-raised', subject: `alert:${row.id}`, siteId: body.siteId, detail });
      return ok(null);
    });
    if (raised.kind === 'problem') return raised;
    live.emit('alert-changed', row.id);
    return answerWith(row.id);
  });

  registerRoute(alertRoutes.requestAlert, async ({ body, session }) => {
    const refusal = raiseRefusal(context, body, body.texts, 'body.texts') ?? alertGlyphProblem(body.texts, 'body.texts');
    if (refusal !== null) return refusal;
    const row = newRow(body, body, session.userId);
    await truth.transaction().execute(async (transaction) => {
      await transaction.insertInto('alerts').values(row).execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'alert-requested',
        subject: `alert:${row.id}`,
        siteId: body.siteId,
        detail: body,
      });
    });
    live.emit('alert-changed', row.id);
    return answerWith(row.id);
  });

  registerRoute(alertRoutes.updateAlert, async ({ params, body, session }) => {
    const updated = await findAlert(truth, params.alertId);
    if (updated === null) return refuse('not-found', 'no such alert');
    const closed = refusalAt(session, { read: 'alert.read', act: 'alert.issue' }, updated.siteId, 'alert');
    if (closed !== null) return closed;
    const raise = { ...body, siteId: updated.siteId, status: updated.status };
    const refusal = raiseRefusal(context, raise, body.texts, 'body.texts') ?? alertGlyphProblem(body.texts, 'body.texts');
    if (refusal !== null) return refusal;
    const row = newRow(body, raise, session.userId, updated);
    const asked = await truth.transaction().execute(async (transaction) => {
      const now = await findAlert(transaction, updated.id);
      if (now?.state !== 'active') return refuse('wrong-state', `the alert is ${now?.state ?? 'gone'}`);
      await transaction.insertInto('alerts').values(row).execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'alert-update-requested',
        subject: `alert:${row.id}`,
        siteId: updated.siteId,
        detail: { ...body, updatesId: updated.id },
      });
      return ok(null);
    });
    if (asked.kind === 'problem') return asked;
    live.emit('alert-changed', row.id);
    return answerWith(row.id);
  });
  registerRoute(alertRoutes.withdrawAlert, async ({ params, session }) =>
    decide(
      params.alertId,
      (row) => {
        if (row.state !== 'requested') return refuse('wrong-state', `the alert is ${row.state}`);
        if (row.issuedBy !== session.userId) return refuse('not-permitted', 'only its issuer takes a request back; others reject it');
        return { set: { state: 'withdrawn' }, action: 'alert-withdrawn' };
      },
      session,
      'alert.issue',
    ),
  );
  registerRoute(alertRoutes.approveAlert, async ({ params, session }) =>
    decide(
      params.alertId,
      (row) => {
        if (row.state !== 'requested') return refuse('wrong-state', `the alert is ${row.state}`);
        if (row.issuedBy === session.userId) return refuse('same-person', 'its issuer cannot approve it');
        const nowMs = clock.nowMs();
        if (row.expiresMs <= nowMs) return refuse('wrong-state', 'the request is too old; ask again');
        const set = { state: 'active', approvedBy: session.userId, effectiveMs: nowMs, expiresMs: nowMs + row.durationMs } as const;
        return { set, action: 'alert-approved' };
      },
      session,
      'alert.approve',
    ),
  );

  registerRoute(alertRoutes.rejectAlert, async ({ params, session }) =>
    decide(
      params.alertId,
      (row) => {
        if (row.state !== 'requested') return refuse('wrong-state', `the alert is ${row.state}`);
        return { set: { state: 'rejected', approvedBy: null }, action: 'alert-rejected' };
      },
      session,
      'alert.approve',
    ),
  );

  registerRoute(alertRoutes.clearAlert, async ({ params, session }) =>
    decide(
      params.alertId,
      (row) => {
        if (row.state !== 'active') return refuse('wrong-state', `the alert is ${row.state}`);
        return { set: { state: 'cleared', clearedAtMs: clock.nowMs() }, action: 'alert-cleared' };
      },
      session,
      'alert.clear',
    ),
  );
}

/** Why an alert cannot be raised at this place; null: it can. The text must hold every language of the site. */
function raiseRefusal(
  { fleet }: AppContext,
  { siteId, targets }: Raise,
  texts: AlertMessage['texts'],
  textsField: 'body.texts' | 'body.templateId',
): Refusal | null {
  const { sites, areas, screens } = fleet.current();
  const site = sites.get(siteId);
  if (site === undefined) return refuse('not-found', 'body.siteId: no such site', { field: 'body.siteId' });
  for (const [index, areaId] of targets.areaIds.entries()) {
    const field = `body.targets.areaIds[${index}]`;
    if (areas.get(areaId)?.siteId !== siteId) return refuse('bad-input', `${field}: no such area in this site`, { field });
  }
  for (const [index, screenId] of targets.screenIds.entries()) {
    const field = `body.targets.screenIds[${index}]`;
    if (screens.get(screenId)?.siteId !== siteId) return refuse('bad-input', `${field}: no such screen in this site`, { field });
  }
  const missing = site.languages.find((language) => language !== 'zxx' && texts[language] === undefined);
  if (missing !== undefined) {
    const field = textsField === 'body.texts' ? `body.texts.${missing}` : textsField;
    return refuse('bad-input', `${field}: the text must be there in every language of the site; ${missing} is missing`, {
      field,
      limit: site.languages.join(', '),
    });
  }
  return null;
}
