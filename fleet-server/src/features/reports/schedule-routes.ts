import { reportRoutes, type ReportSchedule, type ReportScheduleDraft } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { scheduleOf, type ReportScheduleTable } from './schedule-store.ts';
import type { ScheduledReports } from './send-scheduled.ts';

const missing = refuse('not-found', 'no such scheduled report');
const noMail = refuse('wrong-state', 'this server cannot send mail: GATECAST_SMTP is not set');
/** Audit actions that change what is scheduled. */
const actions = ['report-schedule-created', 'report-schedule-changed'];

/** Reports that go out by mail: list, add, change, remove, send at once. */
export function registerReportScheduleRoutes(registerRoute: RegisterRoute, context: AppContext, scheduled: ScheduledReports): void {
  const { truth, clock, newId, audit, live, fleet, config } = context;
  const rowOf = (id: string) => truth.selectFrom('report_schedules').selectAll().where('id', '=', id).executeTakeFirst();
  const siteRefusal = ({ siteId }: ReportScheduleDraft) =>
    siteId === null || fleet.current().sites.has(siteId)
      ? null
      : refuse('not-found', 'body.siteId: no such site', { field: 'body.siteId' });

  registerRoute(reportRoutes.listReportSchedules, async ({ query }) => {
    const rows = await truth.selectFrom('report_schedules').selectAll().orderBy('createdAtMs').orderBy('id').execute();
    const page = wholeOrPage(rows, query);
    return page.kind === 'problem' ? page : ok({ schedules: page.rows.map(scheduleOf), isMailSet: config.mail !== null, next: page.next });
  });
  registerRoute(reportRoutes.createReportSchedule, async ({ body, session }) => {
    const wrong = siteRefusal(body);
    if (wrong !== null) return wrong;
    const row = { id: newId(), ...columnsOf(body), revision: 1, lastAtMs: null, lastProblem: null, createdAtMs: clock.nowMs() };
    return write(async () => ok({ ...row, nextAtMs: scheduled.nextMs(body) }), session.userId);
  });
  registerRoute(reportRoutes.putReportSchedule, async ({ params: { scheduleId }, body: { revision, ...draft }, session }) => {
    const wrong = siteRefusal(draft);
    if (wrong !== null) return wrong;
    return write(async (transaction) => {
      const before = await read(transaction, scheduleId, { read: revision, field: 'body.revision' });
      if (before.kind === 'problem') return before;
      const own = { ...columnsOf(draft), revision: before.answer.revision + 1, nextAtMs: scheduled.nextMs(draft) };
      return ok({ ...before.answer, ...own });
    }, session.userId);
  });
  registerRoute(reportRoutes.deleteReportSchedule, async ({ params: { scheduleId }, query, session }) => {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<{}>> => {
      const before = await read(transaction, scheduleId, { read: query.revision, field: 'query.revision' });
      if (before.kind === 'problem') return before;
      await transaction.deleteFrom('report_schedules').where('id', '=', scheduleId).execute();
      await audit(transaction, { actor: session.userId, action: 'report-schedule-removed', subject: `report-schedule:${scheduleId}` });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['report-schedules']);
    return outcome;
  });
  registerRoute(
    reportRoutes.sendReport,
    async ({ params: { scheduleId }, session }) => {
      const row = await rowOf(scheduleId);
      if (row === undefined) return missing;
      if (config.mail === null) return noMail;
      await scheduled.send(row, session.userId);
      const sent = await rowOf(scheduleId);
      return sent === undefined ? missing : ok(scheduleOf(sent));
    },
    { limitPerMinute: 10 },
  );

  /** The schedule as it stands, where nobody was quicker. */
  async function read(
    transaction: Transaction<TruthSchema>,
    id: string,
    edit: { readonly read: number; readonly field: string },
  ): Promise<Outcome<ReportScheduleTable>> {
    const row = await transaction.selectFrom('report_schedules').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return missing;
    const edited = { what: 'scheduled report', audited: `report-schedule:${id}`, actions, revision: row.revision, ...edit };
    return (await editedMeanwhile(transaction, edited)) ?? ok(row);
  }
  async function write(
    rowToWrite: (transaction: Transaction<TruthSchema>) => Promise<Outcome<ReportScheduleTable>>,
    actor: string,
  ): Promise<Outcome<ReportSchedule>> {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<ReportSchedule>> => {
      const wanted = await rowToWrite(transaction);
      if (wanted.kind === 'problem') return wanted;
      const row = wanted.answer;
      const subject = `report-schedule:${row.id}`;
      await transaction
        .insertInto('report_schedules')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      const { kind, every, atHour, siteId, recipients, isOn, revision } = row;
      const detail = { kind, every, atHour, recipients: JSON.parse(recipients) as unknown, isOn: isOn === 1, revision };
      await audit(transaction, {
        actor,
        action: revision === 1 ? 'report-schedule-created' : 'report-schedule-changed',
        subject,
        siteId,
        detail,
      });
      return ok(scheduleOf(row));
    });
    if (outcome.kind === 'ok') live.emit('changed', ['report-schedules']);
    return outcome;
  }
}

function columnsOf({ kind, every, atHour, siteId, language, recipients, isOn }: ReportScheduleDraft) {
  return { kind, every, atHour, siteId, language, recipients: JSON.stringify([...new Set(recipients)]), isOn: isOn ? 1 : 0 };
}
