import { sheetFormatSchema, type Permission } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { AppContext } from '../app-context.ts';
import type { Session } from '../features/people/session.ts';
import { badInputOf } from '../http/bad-input.ts';
import type { Guard } from '../http/guard.ts';
import type { Outcome } from '../http/outcome.ts';
import { sendProblem } from '../http/send-problem.ts';
import { csvOf } from './csv-of.ts';
import type { SheetTable } from './sheet-table.ts';
import { xlsxOf } from './workbook-in-worker.ts';

const xlsxMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Served<Q extends z.ZodType> = {
  readonly pathOf: (format: string) => string;
  /** Of the file that a browser saves, without its ending. */
  readonly fileName: string;
  readonly permission: Permission;
  readonly query: Q;
  /** The tables; of CSV the first one leaves. */
  readonly tables: (query: z.output<Q>, session: Session) => Promise<Outcome<readonly SheetTable[]>>;
};

/** Serves a table as CSV and as XLSX. Files and not JSON, so they stand beside the route table. */
export function serveSheet<Q extends z.ZodType>(
  { http, guard, clock }: { readonly http: FastifyInstance; readonly guard: Guard } & Pick<AppContext, 'clock'>,
  { pathOf, fileName, permission, query: schema, tables }: Served<Q>,
): void {
  for (const format of sheetFormatSchema.options) {
    http.get(pathOf(format), { onRequest: guard.onRequest(permission, 'handler') }, async (request, reply) => {
      const session = guard.sessionOf(request);
      if (session === null) throw new Error('a guarded route has a session');
      const query = schema.safeParse(request.query);
      if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
      const made = await tables(query.data, session);
      if (made.kind === 'problem') return sendProblem(reply, made.problem);
      const [first] = made.answer;
      reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="gatecast-${fileName}.${format}"`);
      if (format === 'xlsx') return reply.type(xlsxMime).send(await xlsxOf(made.answer, clock));
      return reply.type('text/csv; charset=utf-8').send(first === undefined ? '' : csvOf([first.head, ...first.rows], { isFirst: true }));
    });
  }
}
