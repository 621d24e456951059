import {
  fileRoutes,
  gapExportPath,
  meansExportPath,
  meansRoutes,
  mostSheetLines,
  provisionRoutes,
  provisionsExportPath,
  type SheetFile,
  type SheetImportAnswer,
} from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { namedLines, type NamedLine } from '../../sheets/named-lines.ts';
import { serveSheet } from '../../sheets/serve-sheet.ts';
import { rowsOfCsv } from '../../sheets/sheet-rows.ts';
import { rowsOfXlsx } from '../../sheets/workbook-in-worker.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { mayAt, sitesOf } from '../people/session.ts';
import { calledOff, nameInUse } from '../../works/works.ts';
import { previewToken } from '../screens/preview-token.ts';
import { gapOf } from './gap.ts';
import { planMeans, sheetOfMeans } from './means-sheet.ts';
import type { PlannedLine, SheetPlan } from './plan-sheet.ts';
import { planProvisions, sheetOfGap, sheetOfProvisions } from './provision-sheet.ts';
import { knownColumns, meansColumnNames, provisionColumnNames } from './sheet-words.ts';
import { listMeansRows, listProvisionRows } from './store.ts';
import { writeMeans } from './write-means.ts';
import { writeProvision } from './write-provision.ts';

/** Two million characters of CSV, of which Vietnamese ones have three bytes. */
const importOptions = { bodyLimitBytes: 8 * 1024 * 1024, limitPerMinute: 60 };
/** After so many rows others get a turn. */
const portion = 200;
const meanwhile = refuse('edited-meanwhile', 'something of this was changed since the preview; look at a new one', { field: 'body.token' });

type Revised = { readonly id: string; readonly revision: number };

/** Inventory, plan and gap as CSV and XLSX: out, and but for the gap in, with a preview, all lines or none. */
export function registerSheetRoutes(http: FastifyInstance, guard: Guard, registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, fleet, live, newId, clock, works } = context;
  const served = { http, guard, clock };
  const everySite = { siteIds: null };

  serveSheet(served, {
    pathOf: meansExportPath,
    fileName: 'means',
    permission: 'survey.read',
    query: fileRoutes.exportMeansAsCsv.query,
    tables: async ({ language: words, ...filter }, session) => {
      const rows = await listMeansRows(truth, { ...filter, siteIds: sitesOf(session, 'survey.read') });
      return ok([sheetOfMeans(rows, fleet.current(), words)]);
    },
  });
  serveSheet(served, {
    pathOf: provisionsExportPath,
    fileName: 'plan',
    permission: 'survey.read',
    query: fileRoutes.exportPlanAsCsv.query,
    tables: async ({ language: words, siteId }, session) => {
      const rows = await listProvisionRows(truth, { siteId, siteIds: sitesOf(session, 'survey.read') });
      return ok([sheetOfProvisions(rows, fleet.current(), words)]);
    },
  });
  serveSheet(served, {
    pathOf: gapExportPath,
    fileName: 'gap',
    permission: 'survey.read',
    query: fileRoutes.exportGapAsCsv.query,
    tables: async ({ language: words, siteId, year }, session) => {
      const where = { siteId, siteIds: sitesOf(session, 'survey.read') };
      const found = { means: await listMeansRows(truth, where), provisions: await listProvisionRows(truth, where) };
      return ok([sheetOfGap(gapOf(found, fleet.current(), year).rows, fleet.current(), words)]);
    },
  });

  registerRoute(
    meansRoutes.importMeans,
    async ({ body: { file, token, workId }, session }) => {
      const lines = await linesOf(file, knownColumns(meansColumnNames));
      const rows = await listMeansRows(truth, everySite);
      const plan = planMeans(lines.lines, fleet.current(), rows, (siteId) => mayAt(session, 'survey.edit', siteId));
      return carryOut(
        { ...plan, faults: [...lines.faults, ...plan.faults] },
        { file, token, workId, list: 'means' },
        (transaction, line) => {
          const write = { id: line.before?.id ?? newId(), ...line };
          return writeMeans(transaction, context, write, { actor: session.userId, via: 'sheet' });
        },
      );
    },
    importOptions,
  );
  registerRoute(
    provisionRoutes.importProvisions,
    async ({ body: { file, token, workId }, session }) => {
      const lines = await linesOf(file, knownColumns(provisionColumnNames));
      const rows = await listProvisionRows(truth, everySite);
      const plan = planProvisions(lines.lines, fleet.current(), rows, (siteId) => mayAt(session, 'survey.plan', siteId));
      return carryOut(
        { ...plan, faults: [...lines.faults, ...plan.faults] },
        { file, token, workId, list: 'provisions' },
        (transaction, line) => {
          const write = { id: line.before?.id ?? newId(), ...line };
          return writeProvision(transaction, context, write, { actor: session.userId, via: 'sheet' });
        },
      );
    },
    importOptions,
  );

  async function linesOf<C extends string>(file: SheetFile, columns: Readonly<Record<C, readonly string[]>>) {
    const read =
      file.format === 'csv'
        ? rowsOfCsv(file.text, mostSheetLines)
        : await rowsOfXlsx(Buffer.from(file.base64, 'base64'), mostSheetLines, clock);
    return read.kind === 'rows' ? namedLines(read.rows, columns) : { lines: [] as readonly NamedLine<C>[], faults: [read.fault] };
  }

  type Asked = {
    readonly file: SheetFile;
    readonly token: string | null;
    readonly workId: string | undefined;
    readonly list: 'means' | 'provisions';
  };
  /** Tells what a plan would change, or, with the token of that, does exactly that. */
  async function carryOut<Row extends Revised, Draft>(
    plan: SheetPlan<Row, Draft>,
    { file, token, workId, list }: Asked,
    write: (transaction: Transaction<TruthSchema>, line: PlannedLine<Row, Draft>) => Promise<boolean>,
  ): Promise<Outcome<SheetImportAnswer>> {
    const fresh = previewToken(
      list,
      file,
      plan.lines.map(({ before, siteId, after }) => [before?.id ?? null, before?.revision ?? null, siteId, after]),
    );
    const answer = {
      token: fresh,
      isDone: false,
      sameCount: plan.sameCount,
      lines: plan.lines.map(({ line, before, name, changes }) => ({
        ...{ line, name, changes: [...changes] },
        act: before === null ? ('adds' as const) : ('changes' as const),
      })),
      faults: [...plan.faults],
    };
    if (token === null) return ok(answer);
    const [fault] = plan.faults;
    if (fault !== undefined)
      return refuse('bad-input', `body.file: line ${fault.line}, ${fault.field}: ${fault.message}`, {
        field: 'body.file',
        limit: fault.line,
      });
    if (token !== fresh) return meanwhile;
    const work = works.begin(workId);
    if (work === null) return nameInUse;
    try {
      await truth.transaction().execute(async (transaction) => {
        for (const [at, line] of plan.lines.entries()) {
          if (!(await write(transaction, line))) throw new ProblemError(meanwhile.problem);
          if (at % portion !== portion - 1) continue;
          work.reaches('writes', at + 1, plan.lines.length);
          await letOthersRun();
          if (work.isCalledOff()) throw new ProblemError(calledOff.problem);
        }
        if (!work.commits()) throw new ProblemError(calledOff.problem);
      });
    } catch (error) {
      if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
      throw error;
    } finally {
      work.ends();
    }
    live.emit('changed', [list]);
    return ok({ ...answer, isDone: true });
  }
}
