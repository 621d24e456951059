import { storedPreEnrolmentSchema, type StoredPreEnrolment } from '@gatecast/protocol';
import type { Kysely, Selectable } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** `ticket`: the public half of the key that the file's token gives; `servers` is JSON; `replaces` is 0 or 1. */
export type PreEnrolmentTables = {
  pre_enrolments: {
    id: string;
    screenId: string;
    ticket: string;
    servers: string;
    replaces: number;
    madeBy: string;
    madeAtMs: number;
    expiresAtMs: number;
    usedAtMs: number | null;
    playerId: string | null;
    revokedAtMs: number | null;
  };
};
type Db = Kysely<TruthSchema>;
export type PreEnrolmentRow = Selectable<PreEnrolmentTables['pre_enrolments']>;

/** Files that the list of a screen shows. */
const shown = 20;

export function stateOf(row: PreEnrolmentRow, nowMs: number): StoredPreEnrolment['state'] {
  if (row.usedAtMs !== null) return 'used';
  if (row.revokedAtMs !== null) return 'revoked';
  return row.expiresAtMs <= nowMs ? 'expired' : 'open';
}

export function preEnrolmentOf(row: PreEnrolmentRow, nowMs: number): StoredPreEnrolment {
  const { id, screenId, madeBy, madeAtMs, expiresAtMs, playerId } = row;
  return storedPreEnrolmentSchema.parse({
    ...{ id, screenId, madeBy, madeAtMs, expiresAtMs, playerId },
    servers: JSON.parse(row.servers) as unknown,
    replace: row.replaces === 1,
    state: stateOf(row, nowMs),
    endedAtMs: row.usedAtMs ?? row.revokedAtMs,
  });
}

/** The last files of a screen, the newest first. */
export async function listPreEnrolments(
  db: Db,
  screenId: string,
  nowMs: number,
  { before, most = shown }: { readonly before?: string | undefined; readonly most?: number } = {},
): Promise<StoredPreEnrolment[]> {
  const newest = db
    .selectFrom('pre_enrolments')
    .selectAll()
    .where('screenId', '=', screenId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    // ids count up with time
    .orderBy('id', 'desc');
  return (await newest.limit(most).execute()).map((row) => preEnrolmentOf(row, nowMs));
}

export async function countOpen(db: Db, screenId: string, nowMs: number): Promise<number> {
  const open = db.selectFrom('pre_enrolments').select('id').where('screenId', '=', screenId).where('expiresAtMs', '>', nowMs);
  return (await open.where('usedAtMs', 'is', null).where('revokedAtMs', 'is', null).execute()).length;
}

export function findByTicket(db: Db, ticket: string): Promise<PreEnrolmentRow | undefined> {
  return db.selectFrom('pre_enrolments').selectAll().where('ticket', '=', ticket).executeTakeFirst();
}

/** Uses a file up; false where somebody else did meanwhile, or where it is over. */
export async function spend(db: Db, id: string, playerId: string, nowMs: number): Promise<boolean> {
  const open = db.updateTable('pre_enrolments').set({ usedAtMs: nowMs, playerId }).where('id', '=', id).where('usedAtMs', 'is', null);
  const spent = await open.where('revokedAtMs', 'is', null).where('expiresAtMs', '>', nowMs).executeTakeFirst();
  return Number(spent.numUpdatedRows) === 1;
}

/** Revokes a file of a screen that was not used; false: there is none. */
export async function revokeOpen(db: Db, screenId: string, id: string, nowMs: number): Promise<boolean> {
  const open = db.updateTable('pre_enrolments').set({ revokedAtMs: nowMs }).where('id', '=', id).where('screenId', '=', screenId);
  const revoked = await open.where('usedAtMs', 'is', null).where('revokedAtMs', 'is', null).executeTakeFirst();
  return Number(revoked.numUpdatedRows) === 1;
}
