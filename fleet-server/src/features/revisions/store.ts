import type { Kysely, Transaction } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** Counts the edits of what has no count in a row of its own, by subject (`downloads:<site>`). No row: never edited. */
export type RevisionTables = { revisions: { subject: string; revision: number } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** 0: never edited. */
export async function revisionOf(db: Db, subject: string): Promise<number> {
  const row = await db.selectFrom('revisions').select('revision').where('subject', '=', subject).executeTakeFirst();
  return row?.revision ?? 0;
}

/** Every count of a kind, by the id behind its colon. */
export async function revisionsOf(db: Db, kind: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('revisions').selectAll().where('subject', '>=', `${kind}:`).where('subject', '<', `${kind};`).execute();
  return new Map(rows.map(({ subject, revision }) => [subject.slice(kind.length + 1), revision]));
}

export type Edited = {
  /** For people, for example `playlist`. */
  readonly what: string;
  /** Its audit rows' subject: they tell who was quicker. */
  readonly audited: string;
  /** Of those rows the actions that count; left out: all. */
  readonly actions?: readonly string[];
  /** As it stands. */
  readonly revision: number;
  /** As its editor read it; undefined: it is being made. */
  readonly read: number | undefined;
  /** Where they said so; left out: `body.revision`. */
  readonly field?: string;
};

/** The refusal of an edit of something that somebody else has changed since it was read, with who did what and when; null: nobody has. */
export async function editedMeanwhile(
  db: Db,
  { what, audited, actions, revision, read, field = 'body.revision' }: Edited,
): Promise<Refusal | null> {
  if (read === undefined || read === revision) return null;
  let rows = db
    .selectFrom('audit')
    .leftJoin('user', 'user.id', 'audit.actor')
    .select(['user.name', 'audit.atMs', 'audit.action'])
    .where('audit.subject', '=', audited);
  if (actions !== undefined) rows = rows.where('audit.action', 'in', actions);
  const last = await rows.orderBy('audit.sequence', 'desc').limit(1).executeTakeFirst();
  return refuse('edited-meanwhile', `somebody changed this ${what} since it was read; read it again`, {
    field,
    limit: revision,
    meanwhile: { by: last?.name ?? null, atMs: last?.atMs ?? null, action: last?.action ?? null, revision },
  });
}

/** Counts an edit under a subject of this table, where nobody was quicker. */
export async function countEdit(
  transaction: Transaction<TruthSchema>,
  subject: string,
  edit: Omit<Edited, 'revision'>,
): Promise<Refusal | { readonly kind: 'counted'; readonly revision: number }> {
  const before = await revisionOf(transaction, subject);
  const stale = await editedMeanwhile(transaction, { ...edit, revision: before });
  if (stale !== null) return stale;
  const revision = before + 1;
  await transaction
    .insertInto('revisions')
    .values({ subject, revision })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ revision }))
    .execute();
  return { kind: 'counted', revision };
}
