import type { KeptPerson, PersonGrant } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { mayAt, maySee, type Session } from './session.ts';
import { rolesOfGrants } from './store.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** A person with all grants, in force or not; what a reader may see of it is cut by `seenPerson`. */
export async function findKeptPerson(db: Db, userId: string): Promise<KeptPerson | null> {
  const [person] = await keptPeople(db, [userId]);
  return person ?? null;
}

/** People by their ids, in the order of name and id. */
export async function keptPeople(db: Db, ids: readonly string[]): Promise<readonly KeptPerson[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('user')
    .innerJoin('people', 'people.userId', 'user.id')
    .select(['user.id', 'name', 'email', 'revision', 'disabledAtMs'])
    .where('user.id', 'in', ids)
    .orderBy('name')
    .orderBy('user.id')
    .execute();
  const grants = await db
    .selectFrom('grants')
    .select(['userId', 'role', 'siteId', 'fromMs', 'untilMs', 'deputyFor'])
    .where('userId', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, email, revision, disabledAtMs }) => {
    const own = grants.flatMap(({ userId, ...grant }) => (userId === id ? [grant as Required<PersonGrant>] : []));
    return { id: id as KeptPerson['id'], name, email, roles: rolesOfGrants(own), grants: own, isDisabled: disabledAtMs !== null, revision };
  });
}

/** A person with the grants that a reader may see, at their sites and everywhere; null: they have none of these. */
export function seenPerson(session: Session, person: KeptPerson): KeptPerson | null {
  if (mayAt(session, 'people.read', null)) return person;
  const grants = person.grants.filter(({ siteId }) => maySee(session, 'people.read', siteId));
  return grants.length === 0 ? null : { ...person, grants, roles: rolesOfGrants(grants) };
}

/** Whether a keeper may do everything with an account: nobody has power over a person who has more reach than they. */
export function mayKeep(session: Session, { grants }: Pick<KeptPerson, 'grants'>): boolean {
  if (mayAt(session, 'people.edit', null)) return true;
  return grants.length > 0 && grants.every(({ siteId }) => mayAt(session, 'people.edit', siteId));
}

/** Whether somebody could still keep all accounts if the grants were these: an administrator everywhere, for good, who may sign in. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('grants')
    .innerJoin('people', 'people.userId', 'grants.userId')
    .select('grants.id')
    .where('role', '=', 'administrator')
    .where('siteId', 'is', null)
    .where('fromMs', 'is', null)
    .where('untilMs', 'is', null)
    .where('deputyFor', 'is', null)
    .where('disabledAtMs', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
