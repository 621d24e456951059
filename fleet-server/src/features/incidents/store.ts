import { incidentSchema, type Incident, type IncidentKind, type IncidentState } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

export type IncidentTables = {
  /** At most one of a kind that is not resolved for each screen, and for the server itself. */
  incidents: {
    id: string;
    /** null, as `siteId` is then too: of the server itself. */
    screenId: string | null;
    siteId: string | null;
    kind: IncidentKind;
    state: IncidentState;
    openedAtMs: number;
    /** Words of incidents from before facts; newer ones have none. */
    detail: string;
    /** JSON; null: the kind says all, or the incident is older than facts. */
    fact: string | null;
    acknowledgedAtMs: number | null;
    acknowledgedBy: string | null;
    note: string;
    resolvedAtMs: number | null;
  };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
type Row = IncidentTables['incidents'];

function incidentOf(row: Row): Incident {
  return incidentSchema.parse({ ...row, fact: row.fact === null ? null : JSON.parse(row.fact) });
}

/** Everything that is not resolved, the oldest first. */
export async function listUnresolved(db: Db): Promise<readonly Incident[]> {
  const rows = await db.selectFrom('incidents').selectAll().where('resolvedAtMs', 'is', null).orderBy('openedAtMs').orderBy('id').execute();
  return rows.map(incidentOf);
}

export type IncidentFilter = {
  /** Whose incidents may be told, beside those of the server; null: those of every site. */
  readonly siteIds?: readonly string[] | null;
  readonly siteId?: string | undefined;
  readonly screenId?: string | undefined;
  readonly of?: 'screens' | 'server' | undefined;
  readonly kind?: IncidentKind | undefined;
  readonly state: 'unresolved' | IncidentState | 'any';
  readonly before?: string | undefined;
};

/** The newest first; ids of incidents count up with time, so that a page ends where the next begins. */
export async function listIncidents(db: Db, filter: IncidentFilter, most: number): Promise<readonly Incident[]> {
  const { siteIds = null, siteId, screenId, of, kind, state, before } = filter;
  if (siteIds?.length === 0) return [];
  let query = db.selectFrom('incidents').selectAll();
  if (siteIds !== null) query = query.where((is) => is.or([is('siteId', 'in', siteIds), is('siteId', 'is', null)]));
  if (siteId !== undefined) query = query.where('siteId', '=', siteId);
  if (screenId !== undefined) query = query.where('screenId', '=', screenId);
  if (of !== undefined) query = query.where('screenId', of === 'server' ? 'is' : 'is not', null);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (state === 'unresolved') query = query.where('resolvedAtMs', 'is', null);
  else if (state !== 'any') query = query.where('state', '=', state);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(incidentOf);
}

export async function findIncident(db: Db, id: string): Promise<Incident | null> {
  const row = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : incidentOf(row);
}

/** Null: one of this kind is open there already, and stays the one. */
export async function insertIncident(transaction: Transaction<TruthSchema>, row: Row): Promise<Incident | null> {
  const inserted = await transaction
    .insertInto('incidents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? incidentOf(row) : null;
}

/** The one of a kind that is not over for a screen, or (null) for the server; null: there is none. */
export async function findUnresolved(db: Db, screenId: string | null, kind: IncidentKind): Promise<Incident | null> {
  const row = await db
    .selectFrom('incidents')
    .selectAll()
    .where('screenId', screenId === null ? 'is' : '=', screenId)
    .where('kind', '=', kind)
    .where('resolvedAtMs', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : incidentOf(row);
}

/** Null: it was not open. */
export async function resolveIncident(transaction: Transaction<TruthSchema>, id: string, resolvedAtMs: number): Promise<Incident | null> {
  const changed = await transaction
    .updateTable('incidents')
    .set({ state: 'resolved', resolvedAtMs })
    .where('id', '=', id)
    .where('resolvedAtMs', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n ? findIncident(transaction, id) : null;
}

/** What the audit says that an incident is of. */
export function subjectOf({ screenId }: Pick<Incident, 'screenId'>): string {
  return screenId === null ? 'server:self' : `screen:${screenId}`;
}
