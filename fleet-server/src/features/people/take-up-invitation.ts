import { grantSchema, type Invitation } from '@gatecast/protocol';
import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { onlySite } from './only-site.ts';
import { insertPerson, type PeopleTables } from './store.ts';

const grantsSchema = z.array(grantSchema.required());

export type InvitationRow = Selectable<PeopleTables['invitations']>;

/** What a row of the table says, without the hash of its link. */
export function invitationOf({ hash: _hash, grants, ...row }: InvitationRow): Invitation {
  return { ...row, grants: grantsSchema.parse(JSON.parse(grants)) } as Invitation;
}

/**
 * Makes the account that an invitation names, with its roles, and the invitation is gone. `passwordHash` is null for whoever enters by the
 * organisation's sign-in service. `dead`: somebody was quicker; `taken`: its address has an account, and then nothing may be written.
 */
export async function takeUpInvitation(
  transaction: Transaction<TruthSchema>,
  { clock, audit }: Pick<AppContext, 'clock' | 'audit'>,
  row: InvitationRow,
  { id, name, passwordHash }: { readonly id: string; readonly name: string; readonly passwordHash: string | null },
): Promise<'made' | 'dead' | 'taken'> {
  const { email, invitedBy } = row;
  const { grants } = invitationOf(row);
  const gone = await transaction.deleteFrom('invitations').where('id', '=', row.id).executeTakeFirst();
  if (gone.numDeletedRows === 0n) return 'dead';
  const person = { id, name, email, passwordHash, grants, grantedBy: invitedBy, atMs: clock.nowMs() };
  if (!(await insertPerson(transaction, person))) return 'taken';
  const detail = { email, grants, invitedBy };
  await audit(transaction, { actor: id, action: 'invitation-accepted', subject: `user:${id}`, siteId: onlySite(grants), detail });
  return 'made';
}
