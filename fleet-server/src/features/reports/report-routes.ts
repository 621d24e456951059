import {
  fileRoutes,
  longestReportDays,
  mostScreenDays,
  reportExportPath,
  reportKindSchema,
  reportQuery,
  reportRoutes,
  type InterfaceLanguage,
  type Report,
  type ReportKind,
} from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { badInputOf } from '../../http/bad-input.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { serveSheet } from '../../sheets/serve-sheet.ts';
import { mayAt, sitesOf, type Session } from '../people/session.ts';
import type { Fleet } from '../fleet/store.ts';
import { siteText } from '../survey/means-sheet.ts';
import type { Reports } from './create-reports.ts';
import { pdfInWorker } from './pdf-in-worker.ts';
import { pdfWords } from './report-words.ts';
import { sheetsOfReport } from './report-sheet.ts';

const dayMs = 86_400_000;
const querySchema = z.strictObject(reportQuery);
type Query = z.output<typeof querySchema>;
const limits = { limitPerMinute: 60 };

/** Reports as JSON, CSV and XLSX, of the sites that the caller may read. */
export function registerReportRoutes(
  http: FastifyInstance,
  guard: Guard,
  registerRoute: RegisterRoute,
  { context, reports }: { readonly context: AppContext; readonly reports: Reports },
): void {
  const { clock, fleet } = context;

  async function make(kind: ReportKind, query: Query, session: Session): Promise<Outcome<Report>> {
    const { fromMs, untilMs, siteId, language } = query;
    const wrong = spanRefusal(kind, query);
    if (wrong !== null) return wrong;
    if (siteId !== undefined && (!fleet.current().sites.has(siteId) || !mayAt(session, 'report.read', siteId)))
      return refuse('not-found', 'query.siteId: no such site', { field: 'query.siteId' });
    const siteIds = siteId === undefined ? sitesOf(session, 'report.read') : [siteId];
    const days = Math.ceil((untilMs - fromMs) / dayMs);
    const screens = [...fleet.current().screens.values()].filter((screen) => siteIds === null || siteIds.includes(screen.siteId)).length;
    if (kind === 'expected' && screens * days > mostScreenDays)
      return refuse(
        'bad-input',
        `query.untilMs: ${screens} screens for ${days} days are more than ${mostScreenDays} days of a screen; choose a site or a shorter span`,
        {
          field: 'query.untilMs',
          limit: mostScreenDays,
        },
      );
    const made = await reports.make({ kind, fromMs, untilMs, nowMs: clock.nowMs(), siteIds, language });
    switch (made.kind) {
      case 'made':
        return ok(made.report);
      case 'busy':
        return refuse('overloaded', 'other reports are being made; try again in a moment', { retryAfterMs: 10_000 });
      case 'too-long':
        return refuse('timed-out', `the report took longer than ${made.limitMs} ms; choose a site or a shorter span`, {
          field: 'query.untilMs',
          limit: made.limitMs,
        });
    }
  }

  registerRoute(reportRoutes.getReport, async ({ params: { kind }, query, session }) => make(kind, query, session), limits);
  for (const kind of reportKindSchema.options) {
    http.get(reportExportPath(kind, 'pdf'), { onRequest: guard.onRequest('report.read', 'handler') }, async (request, reply) => {
      const session = guard.sessionOf(request);
      if (session === null) throw new Error('a guarded route has a session');
      const query = querySchema.safeParse(request.query);
      if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
      const made = await make(kind, query.data, session);
      if (made.kind === 'problem') return sendProblem(reply, made.problem);
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="gatecast-${kind}.pdf"`)
        .type('application/pdf')
        .send(await pdfInWorker(made.answer, placeOf(fleet.current(), query.data), clock));
    });
    serveSheet(
      { http, guard, clock },
      {
        pathOf: (format) => reportExportPath(kind, format),
        fileName: kind,
        permission: 'report.read',
        query: fileRoutes.exportReportAsCsv.query,
        tables: async ({ section, ...query }, session) => {
          const made = await make(kind, query, session);
          if (made.kind === 'problem') return made;
          const at = section === undefined ? 0 : made.answer.sections.findIndex(({ key }) => key === section);
          const sheets = sheetsOfReport(made.answer);
          const first = sheets[at];
          if (first === undefined) return refuse('not-found', 'query.section: no such section', { field: 'query.section' });
          return ok([first, ...sheets.filter((sheet) => sheet !== first)]);
        },
      },
    );
  }
}

/** What a report is of, for people. */
export function placeOf(
  fleet: Fleet,
  { siteId, language }: { readonly siteId?: string | undefined; readonly language: InterfaceLanguage },
): string {
  return siteId === undefined ? pdfWords.everySite[language] : siteText(fleet, siteId, language);
}

/** Why a span cannot be reported of; null: it can. */
export function spanRefusal(kind: ReportKind, { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }): Refusal | null {
  const days = longestReportDays[kind];
  if (untilMs > fromMs && untilMs - fromMs <= days * dayMs) return null;
  return refuse('bad-input', `query.untilMs: must be after fromMs, by ${days} days at most`, {
    field: 'query.untilMs',
    limit: fromMs + days * dayMs,
  });
}
