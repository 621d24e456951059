import {
  alertSeveritySchema,
  alertTargetsSchema,
  alertTextsSchema,
  alertUrgencySchema,
  signedDocumentSchema,
  type AlertSeverity,
  type AlertText,
  type AlertUrgency,
  type SignedDocument,
  type StoredAlert,
} from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** JSON columns hold text; `texts` and `targets` are parsed on the way out. */
type MessageColumns = { severity: AlertSeverity; urgency: AlertUrgency; style: 'full-screen' | 'banner'; texts: string };
export type AlertTables = {
  alert_templates: MessageColumns & {
    id: string;
    name: string;
    authorId: string;
    approverId: string | null;
    createdAtMs: number;
    revision: number;
    /** JSON of its next wording, which waits for another person than its author. */
    draft: string | null;
    draftAuthorId: string | null;
    withdrawnAtMs: number | null;
  };
  alerts: MessageColumns & {
    id: string;
    siteId: string;
    templateId: string | null;
    /** The alert in whose place this one comes. */
    updatesId: string | null;
    revision: number;
    status: 'actual' | 'exercise';
    state: StoredAlert['state'];
    targets: string;
    durationMs: number;
    effectiveMs: number;
    expiresMs: number;
    issuedBy: string;
    approvedBy: string | null;
    clearedAtMs: number | null;
    createdAtMs: number;
    changedAtMs: number;
  };
  alert_states: { siteId: string; revision: number; document: string };
};

/** What an alert says, without where and when. */
export type AlertMessage = {
  readonly severity: AlertSeverity;
  readonly urgency: AlertUrgency;
  readonly style: 'full-screen' | 'banner';
  readonly texts: Readonly<Record<string, AlertText>>;
};

export type AlertRow = Omit<AlertTables['alerts'], 'texts' | 'targets'> & {
  readonly texts: Record<string, AlertText>;
  readonly targets: { areaIds: string[]; screenIds: string[] };
};
export type TemplateRow = Omit<AlertTables['alert_templates'], 'texts' | 'draft' | 'draftAuthorId'> & {
  readonly texts: Record<string, AlertText>;
  readonly draft: (TemplateDraft & { readonly authorId: string }) | null;
};

const templateDraftSchema = z.strictObject({
  name: z.string(),
  severity: alertSeveritySchema,
  urgency: alertUrgencySchema,
  style: z.enum(['full-screen', 'banner']),
  texts: alertTextsSchema,
});
type TemplateDraft = z.infer<typeof templateDraftSchema>;

export function alertOf(row: AlertTables['alerts']): AlertRow {
  return { ...row, texts: alertTextsSchema.parse(JSON.parse(row.texts)), targets: alertTargetsSchema.parse(JSON.parse(row.targets)) };
}
export function templateOf({ draft, draftAuthorId, ...row }: AlertTables['alert_templates']): TemplateRow {
  return {
    ...row,
    texts: alertTextsSchema.parse(JSON.parse(row.texts)),
    draft: draft === null || draftAuthorId === null ? null : { ...templateDraftSchema.parse(JSON.parse(draft)), authorId: draftAuthorId },
  };
}

/** One that nobody has withdrawn; undefined: there is none. */
export async function findTemplate(db: Kysely<TruthSchema>, id: string): Promise<AlertTables['alert_templates'] | undefined> {
  return db.selectFrom('alert_templates').selectAll().where('id', '=', id).where('withdrawnAtMs', 'is', null).executeTakeFirst();
}

export async function findAlert(db: Kysely<TruthSchema>, id: string): Promise<AlertRow | null> {
  const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : alertOf(row);
}

/**
 * Ends the updates that wait for the second person, of an alert that is no more: there is nothing left that they could take the place of. Gives
 * their ids, of which operators are to be told.
 */
export async function dropWaitingUpdates(
  transaction: Kysely<TruthSchema>,
  alertId: string,
  { nowMs, except = null }: { readonly nowMs: number; readonly except?: string | null },
): Promise<readonly string[]> {
  let query = transaction.selectFrom('alerts').select('id').where('updatesId', '=', alertId).where('state', '=', 'requested');
  if (except !== null) query = query.where('id', '!=', except);
  const ids = (await query.execute()).map(({ id }) => id);
  if (ids.length > 0)
    await transaction.updateTable('alerts').set({ state: 'expired', changedAtMs: nowMs }).where('id', 'in', ids).execute();
  return ids;
}

/** Active and requested alerts, newest first, then the last 50 ended ones. */
export async function listAlerts(db: Kysely<TruthSchema>): Promise<readonly AlertRow[]> {
  const open = await db
    .selectFrom('alerts')
    .selectAll()
    .where('state', 'in', ['active', 'requested'])
    .orderBy('state')
    .orderBy('createdAtMs', 'desc')
    .execute();
  const ended = await db
    .selectFrom('alerts')
    .selectAll()
    .where('state', 'not in', ['active', 'requested'])
    .orderBy('changedAtMs', 'desc')
    .limit(50)
    .execute();
  return [...open, ...ended].map(alertOf);
}

/** All alerts that may be told, whatever became of them, the newest first; ids count up with time. `siteIds` null: of every site. */
export async function pageOfAlerts(
  db: Kysely<TruthSchema>,
  { siteIds, before, most }: { readonly siteIds: readonly string[] | null; readonly before?: string | undefined; readonly most: number },
): Promise<readonly AlertRow[]> {
  if (siteIds?.length === 0) return [];
  let query = db.selectFrom('alerts').selectAll();
  if (siteIds !== null) query = query.where('siteId', 'in', siteIds);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(alertOf);
}

export async function activeAlerts(db: Kysely<TruthSchema>, siteId: string): Promise<readonly AlertRow[]> {
  const rows = await db.selectFrom('alerts').selectAll().where('siteId', '=', siteId).where('state', '=', 'active').orderBy('id').execute();
  return rows.map(alertOf);
}

export type SiteState = { readonly revision: number; readonly document: SignedDocument };

export async function readSiteState(db: Kysely<TruthSchema>, siteId: string): Promise<SiteState | null> {
  const row = await db.selectFrom('alert_states').selectAll().where('siteId', '=', siteId).executeTakeFirst();
  return row === undefined ? null : { revision: row.revision, document: signedDocumentSchema.parse(JSON.parse(row.document)) };
}

export async function readSiteStates(db: Kysely<TruthSchema>): Promise<ReadonlyMap<string, SiteState>> {
  const rows = await db.selectFrom('alert_states').selectAll().execute();
  return new Map(
    rows.map((row) => [row.siteId, { revision: row.revision, document: signedDocumentSchema.parse(JSON.parse(row.document)) }]),
  );
}

export async function listStateRevisions(db: Kysely<TruthSchema>): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('alert_states').select(['siteId', 'revision']).execute();
  return new Map(rows.map(({ siteId, revision }) => [siteId, revision]));
}
