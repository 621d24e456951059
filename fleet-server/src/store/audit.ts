import type { AuditAction } from '@gatecast/protocol';
import type { Clock } from '@gatecast/clock';
import type { Generated, Transaction } from 'kysely';
import type { TruthSchema } from './truth-schema.ts';

/** One line of who did what; its row is part of the transaction that it records. */
export type AuditTable = {
  /** Counts up without gaps that mean anything. */
  sequence: Generated<number>;
  atMs: number;
  /** A user's id, `player:` with a player's, or `system`. */
  actor: string;
  /** What was done, in the past, for example `screen-created`. */
  action: string;
  /** What it was done to, for example `screen:0190…`. */
  subject: string;
  /** Where it was done; null: it concerns no single site. */
  siteId: string | null;
  /** JSON; holds no secrets. */
  detail: string;
};

export type AuditRow = {
  readonly actor: string;
  readonly action: AuditAction;
  readonly subject: string;
  /** Left out: what the subject tells, see `siteOfSubject`. */
  readonly siteId?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
};
/** Writes an audit row inside the caller's transaction. */
export type Audit = (transaction: Transaction<TruthSchema>, row: AuditRow) => Promise<void>;

/**
 * `siteOfSubject` tells the site of subjects such as `screen:0190…`; null: of none. `onWritten` hears of every row, before its transaction
 * has ended.
 */
export function createAudit(
  clock: Clock,
  { siteOfSubject, onWritten }: { readonly siteOfSubject: (subject: string) => string | null; readonly onWritten: () => void },
): Audit {
  return async (transaction, { actor, action, subject, siteId = siteOfSubject(subject), detail = {} }) => {
    await transaction
      .insertInto('audit')
      .values({ atMs: clock.nowMs(), actor, action, subject, siteId, detail: JSON.stringify(detail) })
      .execute();
    onWritten();
  };
}
