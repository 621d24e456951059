import { scheduleRoutes, type StoredDaypart } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { disown, foreignIds, giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { checkDaypartByEngine } from './check-by-engine.ts';
import { calendarIds, refusalOfFault, unknown } from './check-entry.ts';
import { daypartInUse } from './in-use.ts';
import { scheduleEdit, type Save } from './schedule-edit.ts';
import { staleEdit } from './stale-edit.ts';
import { daypartOf, listDayparts } from './store.ts';

type Draft = Pick<StoredDaypart, 'name' | 'spans' | 'exceptions'>;

export function registerDaypartRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live } = context;

  registerRoute(scheduleRoutes.listDayparts, async ({ query, session }) => {
    const seen = seenWithOwner(session, 'schedule.read', await listDayparts(truth), await ownersOf(truth, 'daypart'));
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ dayparts: page.rows, next: page.next });
  });
  registerRoute(scheduleRoutes.createDaypart, async ({ body: { siteId, ...draft }, session }) => {
    const owner = siteOfNew(session, 'schedule.edit', siteId);
    if (owner.kind === 'problem') return owner;
    return saveDaypart(context, newId(), draft, { readRevision: null, actor: session.userId, siteId: owner.siteId });
  });
  registerRoute(scheduleRoutes.putDaypart, async ({ params, body, session }) => {
    const { revision, ...draft } = body;
    const siteId = await ownerOf(truth, 'daypart', params.daypartId);
    const refusal = refusalAt(session, scheduleEdit, siteId, 'daypart');
    if (refusal !== null) return refusal;
    return saveDaypart(context, params.daypartId, draft, { readRevision: revision, actor: session.userId, siteId });
  });
  registerRoute(scheduleRoutes.deleteDaypart, async ({ params: { daypartId }, query, session }) => {
    const foreign = refusalAt(session, scheduleEdit, await ownerOf(truth, 'daypart', daypartId), 'daypart');
    if (foreign !== null) return foreign;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const before = await transaction.selectFrom('dayparts').select('revision').where('id', '=', daypartId).executeTakeFirst();
      const refusal =
        (await staleEdit(transaction, { what: 'daypart', id: daypartId }, before, query.revision, 'query.revision')) ??
        (await daypartInUse(transaction, daypartId));
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('dayparts').where('id', '=', daypartId).execute();
      await disown(transaction, 'daypart', daypartId);
      await audit(transaction, { actor: session.userId, action: 'daypart-removed', subject: `daypart:${daypartId}` });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['dayparts']);
    return outcome;
  });
}

async function saveDaypart(
  { truth, audit, live }: AppContext,
  id: string,
  draft: Draft,
  { readRevision, actor, siteId }: Save,
): Promise<Outcome<StoredDaypart>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('dayparts').select('revision').where('id', '=', id).executeTakeFirst();
    const stale = await staleEdit(transaction, { what: 'daypart', id }, before, readRevision);
    if (stale !== null) return stale;
    const calendars = await calendarIds(transaction);
    const foreign = await foreignIds(transaction, 'calendar', siteId);
    const at = draft.exceptions.findIndex(
      ({ on }) => on.kind === 'calendar' && (!calendars.has(on.calendarId) || foreign.has(on.calendarId)),
    );
    if (at >= 0) return unknown(`body.exceptions[${at}].on.calendarId`, 'calendar');
    const twiceAt = draft.spans.findIndex(({ days }) => new Set(days).size < days.length);
    const field = `body.spans[${twiceAt}].days`;
    if (twiceAt >= 0) return refuse('bad-input', `${field}: a day stands there twice`, { field });
    const refusal = refusalOfFault(checkDaypartByEngine(draft)[0]);
    if (refusal !== null) return refusal;
    const { name } = draft;
    const lists = { spans: JSON.stringify(draft.spans), exceptions: JSON.stringify(draft.exceptions) };
    const row = { id, name, ...lists, revision: (before?.revision ?? 0) + 1 };
    await transaction
      .insertInto('dayparts')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    if (before === undefined) await giveToSite(transaction, 'daypart', id, siteId);
    const action = before === undefined ? 'daypart-created' : 'daypart-changed';
    await audit(transaction, { actor, action, subject: `daypart:${id}`, siteId, detail: { ...draft, revision: row.revision } });
    return ok(withOwner(daypartOf(row), siteId));
  });
  if (outcome.kind === 'ok') live.emit('changed', ['dayparts']);
  return outcome;
}
