import { signedDocumentSchema, type AuditRow, type AuditSeal, type SignedDocument } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type AuditSealTables = {
  /** One for each row that the sealer has seen, without gaps. */
  audit_seals: AuditSeal & { sequence: number };
  /** The signed head after each pass of the sealer; JSON. */
  audit_heads: { position: number; document: string };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export const auditColumns = ['sequence', 'atMs', 'actor', 'action', 'subject', 'siteId', 'detail'] as const;

export async function lastSeal(db: Db): Promise<(AuditSeal & { readonly sequence: number }) | null> {
  const row = await db.selectFrom('audit_seals').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst();
  return row ?? null;
}

/** Rows that came after a sequence, the oldest first. */
export async function rowsAfter(db: Db, sequence: number, limit: number): Promise<readonly AuditRow[]> {
  return db.selectFrom('audit').select(auditColumns).where('sequence', '>', sequence).orderBy('sequence').limit(limit).execute();
}

export async function sealsAfter(db: Db, sequence: number, limit: number): Promise<readonly (AuditSeal & { readonly sequence: number })[]> {
  return db.selectFrom('audit_seals').selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(limit).execute();
}

/** Signed heads beyond a position, in order. */
export async function headsAfter(
  db: Db,
  position: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly document: SignedDocument }[]> {
  const rows = await db.selectFrom('audit_heads').selectAll().where('position', '>', position).orderBy('position').limit(limit).execute();
  return rows.map((row) => ({ position: row.position, document: signedDocumentSchema.parse(JSON.parse(row.document)) }));
}
