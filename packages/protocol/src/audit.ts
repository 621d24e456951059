import { z } from 'zod';
import { hashSchema, instantSchema } from './primitives.ts';
import { signedDocumentSchema } from './signed-document.ts';

/** One line of who did what. */
export const auditRowSchema = z.strictObject({
  /** Counts up; a gap means nothing. */
  sequence: z.int().min(1),
  atMs: instantSchema,
  /** A user's id, also of what their token did, or `system`. */
  actor: z.string(),
  /** What was done, in the past, for example `screen-created`. */
  action: z.string(),
  /** What it was done to, for example `screen:0190…`. */
  subject: z.string(),
  /** null: it concerns no single site. */
  siteId: z.string().nullable(),
  /** JSON, as it was written: the bytes are what is sealed. */
  detail: z.string(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** Where a row stands in the chain, without gaps, and the hash over it and all before it. */
export const auditSealSchema = z.strictObject({ position: z.int().min(1), hash: hashSchema });
export type AuditSeal = z.infer<typeof auditSealSchema>;

/** What the assembly key signs of the audit: that so many rows were there at an instant, and which. */
export const auditHeadSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('audit-head'),
  ...auditSealSchema.shape,
  /** Of the row at this position. */
  sequence: z.int().min(1),
  sealedAtMs: instantSchema,
  rootNumber: z.int().min(1),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** An export is JSON lines: one `audit`, then rows and seals in the order of the chain, then heads and what carried some away. */
export const auditLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('audit'), version: z.literal(1), root: signedDocumentSchema, exportedAtMs: instantSchema }),
  /** `seal` null: not sealed yet. */
  z.strictObject({ kind: z.literal('row'), ...auditRowSchema.shape, seal: auditSealSchema.nullable() }),
  /** A seal whose row is gone. */
  z.strictObject({ kind: z.literal('seal'), sequence: z.int(), ...auditSealSchema.shape }),
  z.strictObject({ kind: z.literal('head'), document: signedDocumentSchema }),
  /** The signed envelope of a release: it tells which head stood when it was made. */
  z.strictObject({ kind: z.literal('release'), document: signedDocumentSchema }),
]);
export type AuditLine = z.infer<typeof auditLineSchema>;
