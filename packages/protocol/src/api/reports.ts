import { z } from 'zod';
import { reportScheduleIdSchema, siteIdSchema } from '../ids.ts';
import { instantSchema, queryInstantSchema } from '../primitives.ts';
import { interfaceLanguageSchema } from './people.ts';
import { nextPage, wholeOrPageQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
import { route } from './route.ts';

export const reportKindSchema = z.enum(['air-time', 'expected', 'uptime', 'reach', 'languages', 'suppliers']);
export type ReportKind = z.infer<typeof reportKindSchema>;

/** The longest span that is reported of at once, in days. Expected against played runs the engine over all of it. */
export const longestReportDays: Readonly<Record<ReportKind, number>> = {
  'air-time': 366,
  expected: 31,
  uptime: 366,
  reach: 366,
  languages: 366,
  suppliers: 366,
};
/** Expected against played takes so many days of one screen at once: thirty screens for ten days, or three hundred for one. */
export const mostScreenDays = 300;
/** As many rows of a section as are told. */
export const mostReportRows = 5_000;

/**
 * A column's name in the language that was asked for, and what its cells are: `duration` is milliseconds, `share` basis points, `instant` UTC
 * milliseconds.
 */
export const reportColumnSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  unit: z.enum(['text', 'count', 'duration', 'share', 'instant']),
});
export type ReportColumn = z.infer<typeof reportColumnSchema>;

export const reportSectionSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  columns: z.array(reportColumnSchema).min(1),
  /** Cells in the order of the columns; null: not known, or none. The most important rows first. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  /** Which columns a chart of the first rows draws; null: it is no picture. */
  chart: z.strictObject({ label: z.int(), series: z.array(z.int()).min(1), isStacked: z.boolean() }).nullable(),
  /** Whether there were more rows than are told. */
  isCut: z.boolean(),
});
export type ReportSection = z.infer<typeof reportSectionSchema>;

export const reportSchema = z.strictObject({
  kind: reportKindSchema,
  title: z.string(),
  language: interfaceLanguageSchema,
  fromMs: instantSchema,
  untilMs: instantSchema,
  madeAtMs: instantSchema,
  /** The zone in which its instants are to be read. */
  timeZone: z.string(),
  /** What whoever reads it must know. */
  notes: z.array(z.string()),
  sections: z.array(reportSectionSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** What is asked of a report: a span, perhaps one site, and the language of its words. */
export const reportQuery = {
  fromMs: queryInstantSchema,
  untilMs: queryInstantSchema,
  siteId: siteIdSchema.optional(),
  language: interfaceLanguageSchema.default('en'),
};

/**
 * A report that goes out by mail by itself, at an hour of its zone: each day of the day before, each Monday of the week before, or each first of a month
 * of the month before.
 */
export const reportScheduleDraftSchema = z.strictObject({
  kind: reportKindSchema,
  every: z.enum(['day', 'week', 'month']),
  /** Before people come to work, unless said. */
  atHour: z.int().min(0).max(23).default(6),
  /** null: of every site. */
  siteId: siteIdSchema.nullable().default(null),
  language: interfaceLanguageSchema,
  recipients: z.array(z.email().max(254)).min(1).max(20),
  isOn: z.boolean().default(true),
});
export type ReportScheduleDraft = z.infer<typeof reportScheduleDraftSchema>;
export const reportScheduleSchema = reportScheduleDraftSchema.extend({
  id: reportScheduleIdSchema,
  ...revision,
  nextAtMs: instantSchema,
  /** How the last sending went; null: none has been. `problem` null: it went out. */
  last: z.strictObject({ atMs: instantSchema, problem: z.string().nullable() }).nullable(),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;
const scheduleParams = z.strictObject({ scheduleId: reportScheduleIdSchema });

export const reportRoutes = {
  listReportSchedules: route({
    method: 'GET',
    path: '/api/report-schedules',
    summary: 'Reports that go out by mail, and how the last sending of each went',
    tag: 'reports',
    access: 'report-schedules.read',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ schedules: z.array(reportScheduleSchema), isMailSet: z.boolean(), ...nextPage }),
  }),
  createReportSchedule: route({
    method: 'POST',
    path: '/api/report-schedules',
    summary: 'Have a report go out by mail each week or month',
    tag: 'reports',
    access: 'report.schedule',
    body: reportScheduleDraftSchema,
    answer: reportScheduleSchema,
  }),
  putReportSchedule: route({
    method: 'PUT',
    path: '/api/report-schedules/:scheduleId',
    summary: 'Change a report that goes out by mail; `revision` is the one that was read',
    tag: 'reports',
    access: 'report.schedule',
    params: scheduleParams,
    body: reportScheduleDraftSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: reportScheduleSchema,
  }),
  deleteReportSchedule: route({
    method: 'DELETE',
    path: '/api/report-schedules/:scheduleId',
    summary: 'Have a report go out no more',
    tag: 'reports',
    access: 'report.schedule',
    params: scheduleParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  sendReport: route({
    method: 'POST',
    path: '/api/report-schedules/:scheduleId/send',
    summary: 'Send a scheduled report now, of the span of its last due date',
    tag: 'reports',
    access: 'report.schedule',
    params: scheduleParams,
    answer: reportScheduleSchema,
  }),
  getReport: route({
    method: 'GET',
    path: '/api/reports/:kind',
    summary: 'A report of the caller’s sites over a span: air time, expected against played, uptime, emergency reach, languages, suppliers',
    tag: 'reports',
    access: 'report.read',
    scope: 'handler',
    params: z.strictObject({ kind: reportKindSchema }),
    query: z.strictObject(reportQuery),
    answer: reportSchema,
  }),
} as const;

/** Where a report is had as a file; takes the same query. */
export function reportExportPath(kind: string, format: string): string {
  return `/api/reports/${kind}/export.${format}`;
}
