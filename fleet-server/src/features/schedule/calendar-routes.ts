import { calendarRoutes, type PublicHoliday, type StoredCalendar } from '@gatecast/protocol';
import { vietnameseHolidays } from '@gatecast/holidays';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { disown, giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { checkCalendarByEngine } from './check-by-engine.ts';
import { refusalOfFault } from './check-entry.ts';
import { calendarInUse } from './in-use.ts';
import { scheduleEdit, type Save } from './schedule-edit.ts';
import { staleEdit } from './stale-edit.ts';
import { calendarOf, listCalendars } from './store.ts';

/** A year is a few milliseconds of astronomy on the main thread. */
const mostYears = 30;

export function registerCalendarRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live } = context;

  registerRoute(calendarRoutes.listCalendars, async ({ query, session }) => {
    const seen = seenWithOwner(session, 'schedule.read', await listCalendars(truth), await ownersOf(truth, 'calendar'));
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ calendars: page.rows, next: page.next });
  });
  registerRoute(calendarRoutes.createCalendar, async ({ body: { siteId, ...draft }, session }) => {
    const owner = siteOfNew(session, 'schedule.edit', siteId);
    if (owner.kind === 'problem') return owner;
    return saveCalendar(context, newId(), draft, { readRevision: null, actor: session.userId, siteId: owner.siteId });
  });
  registerRoute(calendarRoutes.putCalendar, async ({ params, body, session }) => {
    const { revision, ...draft } = body;
    const siteId = await ownerOf(truth, 'calendar', params.calendarId);
    const refusal = refusalAt(session, scheduleEdit, siteId, 'calendar');
    if (refusal !== null) return refusal;
    return saveCalendar(context, params.calendarId, draft, { readRevision: revision, actor: session.userId, siteId });
  });
  registerRoute(calendarRoutes.deleteCalendar, async ({ params: { calendarId }, query, session }) => {
    const foreign = refusalAt(session, scheduleEdit, await ownerOf(truth, 'calendar', calendarId), 'calendar');
    if (foreign !== null) return foreign;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const before = await transaction.selectFrom('calendars').select('revision').where('id', '=', calendarId).executeTakeFirst();
      const refusal =
        (await staleEdit(transaction, { what: 'calendar', id: calendarId }, before, query.revision, 'query.revision')) ??
        (await calendarInUse(transaction, calendarId));
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('calendars').where('id', '=', calendarId).execute();
      await disown(transaction, 'calendar', calendarId);
      await audit(transaction, { actor: session.userId, action: 'calendar-removed', subject: `calendar:${calendarId}` });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['calendars']);
    return outcome;
  });

  registerRoute(calendarRoutes.listHolidays, async ({ query: { fromYear, toYear } }) => {
    const years = toYear - fromYear + 1;
    const field = 'query.toYear';
    if (years < 1) return refuse('bad-input', `${field}: comes before query.fromYear`, { field, limit: fromYear });
    if (years > mostYears)
      return refuse('bad-input', `${field}: at most ${mostYears} years at once`, { field, limit: fromYear + mostYears - 1 });
    return ok({ holidays: Array.from({ length: years }, (_, index) => holidaysOf(fromYear + index)).flat() });
  });
}

function holidaysOf(year: number): readonly PublicHoliday[] {
  return (vietnameseHolidays(year) ?? []).map(({ date, kind, names, basis }) => ({
    date,
    kind,
    names: { vi: names.vi, en: names.en },
    basis,
  }));
}

async function saveCalendar(
  { truth, clock, audit, live }: AppContext,
  id: string,
  draft: Pick<StoredCalendar, 'name' | 'dates'>,
  { readRevision, actor, siteId }: Save,
): Promise<Outcome<StoredCalendar>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('calendars').select('revision').where('id', '=', id).executeTakeFirst();
    const stale = await staleEdit(transaction, { what: 'calendar', id }, before, readRevision);
    const refusal = stale ?? refusalOfFault(checkCalendarByEngine(draft)[0]);
    if (refusal !== null) return refusal;
    const revision = (before?.revision ?? 0) + 1;
    const row = { id, name: draft.name, dates: JSON.stringify(draft.dates), revision, changedAtMs: clock.nowMs() };
    await transaction
      .insertInto('calendars')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    if (before === undefined) await giveToSite(transaction, 'calendar', id, siteId);
    const action = before === undefined ? 'calendar-created' : 'calendar-changed';
    await audit(transaction, { actor, action, subject: `calendar:${id}`, siteId, detail: { ...draft, revision } });
    return ok(withOwner(calendarOf(row), siteId));
  });
  if (outcome.kind === 'ok') live.emit('changed', ['calendars']);
  return outcome;
}
