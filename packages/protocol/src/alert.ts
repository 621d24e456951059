import { z } from 'zod';
import { hashSchema, instantSchema, languageSchema, numberSchema, textSchema } from './primitives.ts';

// The alert lane: per site one small signed document, state and not events.

export const alertLimits = { perSite: 32, stateBytes: 64 * 1024 } as const;

/** CAP 1.2 (OASIS) severities, urgencies. */
export const alertSeveritySchema = z.enum(['extreme', 'severe', 'moderate', 'minor']);
export const alertUrgencySchema = z.enum(['immediate', 'expected', 'future']);
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;
export type AlertUrgency = z.infer<typeof alertUrgencySchema>;

export const alertTextSchema = z.strictObject({
  headline: textSchema(1, 160),
  instruction: textSchema(0, 600),
});
export type AlertText = z.infer<typeof alertTextSchema>;

export const alertTextsSchema = z
  .record(languageSchema, alertTextSchema)
  .refine((texts) => Object.keys(texts).length >= 1 && Object.keys(texts).length <= 24, 'must hold 1 to 24 languages');

/** Empty lists mean the whole site. */
export const alertTargetsSchema = z.strictObject({
  areaIds: z.array(z.string().min(1).max(64)).max(200),
  screenIds: z.array(z.string().min(1).max(64)).max(1_000),
});

export const alertSchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** 1; an alert that updates another has an id of its own, as CAP's messages do, and one more than that. Receipts name both. */
  revision: z.int().min(1),
  status: z.enum(['actual', 'exercise']),
  severity: alertSeveritySchema,
  urgency: alertUrgencySchema,
  style: z.enum(['full-screen', 'banner']),
  targets: alertTargetsSchema,
  effectiveMs: instantSchema,
  expiresMs: instantSchema,
  /** Every language of the site, the lead language first in `languages`. */
  languages: z.array(languageSchema).min(1).max(24),
  texts: alertTextsSchema,
  approvals: z
    .array(z.strictObject({ role: z.enum(['issuer', 'approver']), keyid: z.string().max(64), sig: z.base64().max(1_024) }))
    .max(4),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertStateSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('alert-state'),
  siteId: z.string().min(1).max(64),
  revision: numberSchema,
  issuedAtMs: instantSchema,
  alerts: z.array(alertSchema).max(alertLimits.perSite),
  /** Names of variant documents that must no longer be shown, whatever release holds them. */
  withdrawn: z.array(z.string().length(64)).max(200),
  /** The object that lists which release of each screen is pinned as known good. */
  knownGood: hashSchema.exactOptional(),
});
export type AlertState = z.infer<typeof alertStateSchema>;

/**
 * An object: the releases of a site's screens that two persons pinned as known good. `document` names the signed envelope, which is an
 * object too. A list of its own, so that the alert state does not grow with the site.
 */
export const knownGoodListSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('known-good'),
  releases: z.array(z.strictObject({ screenId: z.string().min(1).max(64), number: numberSchema, document: hashSchema })).max(4_000),
});
export type KnownGoodList = z.infer<typeof knownGoodListSchema>;

export const receiptKindSchema = z.enum(['received', 'painted', 'cleared']);
export const receiptSchema = z.strictObject({
  alertId: z.string().min(1).max(64),
  alertRevision: z.int().min(1),
  stateRevision: numberSchema,
  kind: receiptKindSchema,
  atMs: instantSchema,
  /** What the device knows of its display at that moment. */
  display: z.enum(['connected', 'powered', 'unknown']),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Signed by the device key. */
export const receiptsSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('receipts'),
  playerId: z.string().min(1).max(64),
  receipts: z.array(receiptSchema).min(1).max(200),
});
export type Receipts = z.infer<typeof receiptsSchema>;
