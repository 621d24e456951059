import type { AppContext } from '../../app-context.ts';
import { xlsxOf } from '../../sheets/workbook-in-worker.ts';
import { zoneOfSite } from '../health/zone-of-site.ts';
import type { Reports } from './create-reports.ts';
import { nextDueMs, spanDueAt } from './due-span.ts';
import { createReportMailer } from './mail-report.ts';
import { pdfInWorker } from './pdf-in-worker.ts';
import { placeOf } from './report-routes.ts';
import { sheetsOfReport } from './report-sheet.ts';
import type { ReportScheduleTable } from './schedule-store.ts';

const lookEveryMs = 30_000;
const yearMs = 366 * 86_400_000;

export type ScheduledReports = {
  /** When a report that is scheduled so goes out next. */
  readonly nextMs: (schedule: Pick<ReportScheduleTable, 'every' | 'atHour' | 'siteId'>) => number;
  /** Makes and mails one now; how it went stands in its row and in the audit. */
  readonly send: (row: ReportScheduleTable, actor: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Sends what is due. Of several nodes the one that moves a schedule on sends it; a sending that failed is told and not tried again until it is due. */
export function sendScheduled(context: AppContext, reports: Reports): ScheduledReports {
  const { truth, clock, log, live, audit, config, fleet, newId } = context;
  const mailer = config.mail === null ? null : createReportMailer(config.mail);
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();

  const zoneAt = (siteId: string | null) => {
    const { sites } = fleet.current();
    const site = (siteId === null ? undefined : sites.get(siteId)) ?? [...sites.values()][0] ?? { timeZone: 'UTC' };
    return zoneOfSite(site, clock.nowMs() - yearMs, clock.nowMs() + yearMs);
  };
  const nextMs: ScheduledReports['nextMs'] = ({ every, atHour, siteId }) => nextDueMs({ every, atHour }, clock.nowMs(), zoneAt(siteId));

  async function problemOf(row: ReportScheduleTable): Promise<string | null> {
    if (mailer === null) return 'mail not-set';
    const { id, kind, every, siteId, language, recipients } = row;
    const span = spanDueAt(every, clock.nowMs(), zoneAt(siteId));
    const made = await reports.make({ kind, ...span, nowMs: clock.nowMs(), siteIds: siteId === null ? null : [siteId], language });
    if (made.kind !== 'made') return `report ${made.kind}`;
    const { report } = made;
    const place = placeOf(fleet.current(), { language, siteId: siteId ?? undefined });
    return mailer.send({
      ...{ id: `${newId()}.${id}`, to: JSON.parse(recipients) as string[], report, place },
      pdf: await pdfInWorker(report, place, clock),
      xlsx: await xlsxOf(sheetsOfReport(report), clock),
      link: config.publicUrl === null ? null : `${config.publicUrl.replace(/\/$/, '')}/reports?report=${kind}`,
    });
  }

  async function send(row: ReportScheduleTable, actor: string): Promise<void> {
    let problem: string | null;
    try {
      problem = await problemOf(row);
    } catch (error) {
      log.error({ err: error }, 'a scheduled report could not be made');
      problem = 'report failed';
    }
    await truth.transaction().execute(async (transaction) => {
      const result = { lastAtMs: clock.nowMs(), lastProblem: problem };
      await transaction.updateTable('report_schedules').set(result).where('id', '=', row.id).execute();
      const detail = { kind: row.kind, recipients: (JSON.parse(row.recipients) as string[]).length, problem };
      const action = problem === null ? 'report-sent' : 'report-not-sent';
      await audit(transaction, { actor, action, subject: `report-schedule:${row.id}`, siteId: row.siteId, detail });
    });
    live.emit('changed', ['report-schedules']);
  }

  async function look(): Promise<void> {
    const due = await truth
      .selectFrom('report_schedules')
      .selectAll()
      .where('isOn', '=', 1)
      .where('nextAtMs', '<=', clock.nowMs())
      .execute();
    for (const row of due) {
      if (isClosed) return;
      const moved = await truth
        .updateTable('report_schedules')
        .set({ nextAtMs: nextMs(row) })
        .where('id', '=', row.id)
        .where('nextAtMs', '=', row.nextAtMs)
        .executeTakeFirst();
      if (moved.numUpdatedRows > 0n) await send(row, 'system');
    }
  }
  async function lookAndGoOn(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.error({ err: error }, 'scheduled reports could not be looked at');
    }
    if (!isClosed) stop = lookSoon();
  }
  function lookSoon(): () => void {
    return clock.after(lookEveryMs, () => {
      looking = lookAndGoOn();
    });
  }
  let stop = lookSoon();

  return {
    nextMs,
    send,
    async close() {
      isClosed = true;
      stop();
      await looking;
      mailer?.close();
    },
  };
}
