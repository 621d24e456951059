import { commandReportSchema, signedDocumentSchema, type CommandReport, type SignedDocument } from '@gatecast/protocol';
import { jsonOf } from './json-of.ts';
import type { Store } from './open-store.ts';

/** Orders are remembered for two days: a command lives for one at most. */
const memoryMs = 2 * 86_400_000;

export type AcceptedOrder = {
  readonly document: SignedDocument;
  readonly acceptedMs: number;
  /** How often it was begun; one that takes the agent down with it must not be begun for ever. */
  readonly attempts: number;
  /** What the life that accepted it was: its shell's life, the boot of the machine. */
  readonly life: string;
};
export type CommandStore = ReturnType<typeof commandStore>;

type Row = { id: string; document: string; accepted_ms: number; attempts: number; life: string; report: string | null };

/** Orders from their acceptance on, and what came of them. */
export function commandStore(store: Store) {
  const one = store.prepare<[string], Row>('SELECT * FROM commands WHERE id = ?');
  const parsedReport = (text: string | null): CommandReport | null => {
    const parsed = commandReportSchema.safeParse(text === null ? undefined : jsonOf(text));
    return parsed.success ? parsed.data : null;
  };
  return {
    /** null: it was never accepted here. */
    of(id: string): { readonly report: CommandReport | null } | null {
      const row = one.get(id);
      return row === undefined ? null : { report: parsedReport(row.report) };
    },
    accept(id: string, document: SignedDocument, life: string, atMs: number): void {
      store.prepare('DELETE FROM commands WHERE accepted_ms < ?').run(atMs - memoryMs);
      store
        .prepare('INSERT INTO commands (id, document, accepted_ms, attempts, life) VALUES (?, ?, ?, 0, ?)')
        .run(id, JSON.stringify(document), atMs, life);
    },
    begin: (id: string): void => void store.prepare('UPDATE commands SET attempts = attempts + 1 WHERE id = ?').run(id),
    end(report: CommandReport): void {
      store.prepare('UPDATE commands SET report = ? WHERE id = ?').run(JSON.stringify(report), report.commandId);
    },
    /** Accepted by a life before this one and not ended; those that cannot be read are forgotten. */
    unended(): readonly AcceptedOrder[] {
      const rows = store.prepare<[], Row>('SELECT * FROM commands WHERE report IS NULL ORDER BY accepted_ms, id').all();
      return rows.flatMap((row) => {
        const document = signedDocumentSchema.safeParse(jsonOf(row.document));
        if (document.success) return [{ document: document.data, acceptedMs: row.accepted_ms, attempts: row.attempts, life: row.life }];
        store.prepare('DELETE FROM commands WHERE id = ?').run(row.id);
        return [];
      });
    },
    /** Reports that the server has not stored yet; what a flipped bit spoilt is forgotten. */
    unreported(): readonly CommandReport[] {
      const rows = store.prepare<[], Row>(
        'SELECT * FROM commands WHERE report IS NOT NULL AND reported_ms IS NULL ORDER BY accepted_ms LIMIT 50',
      );
      return rows.all().flatMap(({ id, report }) => {
        const parsed = parsedReport(report);
        if (parsed?.commandId === id) return [parsed];
        store.prepare('DELETE FROM commands WHERE id = ?').run(id);
        return [];
      });
    },
    /** false: it cannot be found, and would come back for ever. */
    reported: (id: string, atMs: number): boolean =>
      store.prepare('UPDATE commands SET reported_ms = ? WHERE id = ?').run(atMs, id).changes > 0,
  };
}
