import { auditExportPath, auditRoutes, releaseEnvelopeSchema, signedDocumentSchema, type AuditLine } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { Guard } from '../../http/guard.ts';
import { ok } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { auditColumns, headsAfter, lastSeal, rowsAfter, sealsAfter } from './store.ts';

const portion = 500;
const cursorSchema = z.tuple([z.int()]);

/** The audit to look through, newest first. */
export function registerAuditRoutes(registerRoute: RegisterRoute, { truth }: AppContext): void {
  registerRoute(auditRoutes.listAudit, async ({ query, session }) => {
    const { actor, action, subject, siteId, fromMs, untilMs, after, limit } = query;
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const reach = session.reach.get('audit.read') ?? new Set<string>();
    let select = truth
      .selectFrom('audit')
      .select(auditColumns)
      .orderBy('sequence', 'desc')
      .limit(limit + 1);
    if (reach !== 'everywhere') select = select.where('siteId', 'in', [...reach]);
    if (siteId !== undefined) select = select.where('siteId', '=', siteId);
    if (actor !== undefined) select = select.where('actor', '=', actor);
    if (action !== undefined) select = select.where('action', '>=', action).where('action', '<', `${action}\u{10FFFF}`);
    if (subject !== undefined)
      select = subject.endsWith(':')
        ? select.where('subject', '>=', subject).where('subject', '<', `${subject}\u{10FFFF}`)
        : select.where('subject', '=', subject);
    if (fromMs !== undefined) select = select.where('atMs', '>=', fromMs);
    if (untilMs !== undefined) select = select.where('atMs', '<', untilMs);
    if (cursor.key !== null) select = select.where('sequence', '<', cursor.key[0]);
    const rows = await select.execute();
    const sealedUntil = (await lastSeal(truth))?.sequence ?? 0;
    const page = pageOf(rows, limit, ({ sequence }) => [sequence]);
    return ok({ rows: page.rows.map((row) => ({ ...row, isSealed: row.sequence <= sealedUntil })), next: page.next });
  });
}

/** `GET /api/audit/export.jsonl`: the whole audit as JSON lines, so it stands beside the route table. Only for who may read all of it. */
export function serveAuditExport(http: FastifyInstance, guard: Guard, context: AppContext): void {
  http.get(auditExportPath, { onRequest: guard.onRequest('audit.read', undefined) }, async (_request, reply) =>
    reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment; filename="gatecast-audit.jsonl"')
      .type('application/jsonl; charset=utf-8')
      .send(Readable.from(linesOf(context), { objectMode: false })),
  );
}

async function* linesOf({ truth, keys, clock }: AppContext): AsyncGenerator<string> {
  yield lineOf({ kind: 'audit', version: 1, root: keys.root.signed, exportedAtMs: clock.nowMs() });
  // what is written meanwhile is left for the next export, so that rows, seals and heads end together
  const until = (await lastSeal(truth))?.position ?? 0;
  let after = 0;
  for (;;) {
    const rows = await rowsAfter(truth, after, portion);
    const isLast = rows.length < portion;
    const last = isLast ? Number.MAX_SAFE_INTEGER : (rows.at(-1)?.sequence ?? after);
    const bySequence = new Map(rows.map((row) => [row.sequence, row]));
    // a seal without a row stands where the row stood
    const seals = new Map<number, { readonly position: number; readonly hash: string }>();
    for (let from = after, isMore = true; isMore;) {
      const piece = await sealsAfter(truth, from, portion);
      for (const { sequence, position, hash } of piece) if (sequence <= last && position <= until) seals.set(sequence, { position, hash });
      from = piece.at(-1)?.sequence ?? last;
      isMore = piece.length === portion && from < last;
    }
    for (const sequence of [...new Set([...bySequence.keys(), ...seals.keys()])].sort((a, b) => a - b)) {
      const row = bySequence.get(sequence);
      const seal = seals.get(sequence) ?? null;
      if (row !== undefined) yield lineOf({ kind: 'row', ...row, seal });
      else if (seal !== null) yield lineOf({ kind: 'seal', sequence, ...seal });
    }
    if (isLast) break;
    after = last;
  }
  for (let position = 0; ;) {
    const heads = await headsAfter(truth, position, portion);
    for (const head of heads) if (head.position <= until) yield lineOf({ kind: 'head', document: head.document });
    const next = heads.at(-1);
    if (next === undefined || heads.length < portion) break;
    position = next.position;
  }
  yield* releasesWithHeads(truth, until);
}

/** One envelope of each publication that carries a head. */
async function* releasesWithHeads(truth: AppContext['truth'], until: number): AsyncGenerator<string> {
  const publications = await truth.selectFrom('publications').select('id').orderBy('publishedAtMs').orderBy('id').execute();
  for (const { id } of publications) {
    const row = await truth.selectFrom('releases').select('document').where('publicationId', '=', id).limit(1).executeTakeFirst();
    if (row === undefined) continue;
    const document = signedDocumentSchema.parse(JSON.parse(row.document));
    const envelope = releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(document.payload, 'base64').toString('utf8')));
    if (envelope.auditHead !== undefined && envelope.auditHead.position <= until) yield lineOf({ kind: 'release', document });
  }
}

function lineOf(line: AuditLine): string {
  return `${JSON.stringify(line)}\n`;
}
