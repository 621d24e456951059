import { reportScheduleSchema, type ReportSchedule } from '@gatecast/protocol';

export type ReportScheduleTable = {
  id: string;
  kind: ReportSchedule['kind'];
  every: ReportSchedule['every'];
  atHour: number;
  siteId: string | null;
  language: ReportSchedule['language'];
  /** A JSON list of addresses. */
  recipients: string;
  isOn: number;
  revision: number;
  /** When it goes out next; whoever sends it moves it on first, so that of several nodes one does. */
  nextAtMs: number;
  lastAtMs: number | null;
  lastProblem: string | null;
  createdAtMs: number;
};
export type ReportScheduleTables = { report_schedules: ReportScheduleTable };

export function scheduleOf(row: ReportScheduleTable): ReportSchedule {
  const { id, kind, every, atHour, siteId, language, recipients, isOn, revision, nextAtMs, lastAtMs, lastProblem } = row;
  return reportScheduleSchema.parse({
    ...{ id, kind, every, atHour, siteId, language, recipients: JSON.parse(recipients), isOn: isOn === 1, revision, nextAtMs },
    last: lastAtMs === null ? null : { atMs: lastAtMs, problem: lastProblem },
  });
}
