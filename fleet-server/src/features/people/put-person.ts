import { problemOf, type KeptPerson, type PersonGrant } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { findKeptPerson, hasAdministrator, mayKeep, seenPerson } from './kept-people.ts';
import { onlySite } from './only-site.ts';
import { mayAt, type Session } from './session.ts';
import { insertGrants } from './store.ts';

/** Why a keeper may not give these grants; null: they may. */
export async function refusalOfGrants(
  { truth, fleet }: Pick<AppContext, 'truth' | 'fleet'>,
  session: Session,
  grants: readonly PersonGrant[],
  userId: string | null,
): Promise<Refusal | null> {
  const everybody = new Set((await truth.selectFrom('user').select('id').execute()).map(({ id }) => id));
  for (const [index, { siteId, deputyFor }] of grants.entries()) {
    const siteField = `body.grants[${index}].siteId`;
    if (!mayAt(session, 'people.edit', siteId) && (siteId === null || mayAt(session, 'fleet.read', siteId)))
      return refuse('not-permitted', `${siteField}: needs the permission people.edit there`, { field: siteField });
    if (siteId !== null && (!fleet.current().sites.has(siteId) || !mayAt(session, 'people.edit', siteId)))
      return refuse('bad-input', `${siteField}: no such site`, { field: siteField });
    const deputyField = `body.grants[${index}].deputyFor`;
    if (deputyFor !== null && (!everybody.has(deputyFor) || deputyFor === userId))
      return refuse('bad-input', `${deputyField}: must be another person`, { field: deputyField });
  }
  return null;
}

type Edit = {
  readonly name: string;
  readonly grants: readonly PersonGrant[];
  readonly isDisabled: boolean;
  readonly revision: number;
};

/**
 * Changes a person. Whoever keeps the accounts of some sites replaces the grants there and leaves the others as they are; name and
 * standing they change of people who belong to their sites alone. Whoever is disabled is signed out everywhere.
 */
export async function putPerson(context: AppContext, session: Session, userId: string, edit: Edit): Promise<Outcome<KeptPerson>> {
  const { truth, clock, audit, live } = context;
  const refusal = await refusalOfGrants(context, session, edit.grants, userId);
  if (refusal !== null) return refusal;
  const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<KeptPerson>> => {
    const before = await findKeptPerson(transaction, userId);
    if (before === null || seenPerson(session, before) === null) return refuse('not-found', 'no such person');
    const stale = await editedMeanwhile(transaction, {
      what: 'person',
      audited: `user:${userId}`,
      actions: ['person-created', 'person-changed'],
      revision: before.revision,
      read: edit.revision,
    });
    if (stale !== null) return stale;
    const isRenamed = before.name !== edit.name || before.isDisabled !== edit.isDisabled;
    if (isRenamed && !mayKeep(session, before)) return refuse('not-permitted', 'this person has roles beyond your sites');
    const nowMs = clock.nowMs();
    const kept = before.grants.filter(({ siteId }) => !mayAt(session, 'people.edit', siteId));
    await transaction.deleteFrom('grants').where('userId', '=', userId).execute();
    await insertGrants(transaction, userId, [...kept, ...edit.grants], { grantedBy: session.userId, atMs: nowMs });
    const revision = before.revision + 1;
    const disabledAtMs = edit.isDisabled ? nowMs : null;
    await transaction.updateTable('people').set({ revision, disabledAtMs }).where('userId', '=', userId).execute();
    await transaction.updateTable('user').set({ name: edit.name }).where('id', '=', userId).execute();
    if (edit.isDisabled) await transaction.deleteFrom('session').where('userId', '=', userId).execute();
    // thrown, so that the transaction rolls back
    if (!(await hasAdministrator(transaction)))
      throw new ProblemError(problemOf('wrong-state', 'somebody must stay an administrator of everything, for good'));
    const after = await findKeptPerson(transaction, userId);
    if (after === null) throw new Error('a person who was just changed is gone');
    const { name, grants, isDisabled } = after;
    await audit(transaction, {
      actor: session.userId,
      action: 'person-changed',
      subject: `user:${userId}`,
      siteId: onlySite([...before.grants, ...grants]),
      detail: { name, grants, isDisabled, revision, before: { name: before.name, grants: before.grants, isDisabled: before.isDisabled } },
    });
    return ok(seenPerson(session, after) ?? { ...after, grants: [], roles: [] });
  });
  if (outcome.kind === 'ok') {
    live.emit('access-changed', userId);
    live.emit('changed', ['people']);
  }
  return outcome;
}
