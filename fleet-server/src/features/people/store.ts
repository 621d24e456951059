import type { Role } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

// The tables `user`, `session`, `account` and `verification` belong to better-auth, which names the columns and
// keeps its dates as ISO 8601 text.

export type PeopleTables = {
  user: {
    id: string;
    name: string;
    email: string;
    emailVerified: number;
    image: string | null;
    createdAt: string;
    updatedAt: string;
  };
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: string;
    updatedAt: string;
  };
  session: { id: string; userId: string; token: string; expiresAt: string };
  role_grants: { userId: string; role: Role; grantedBy: string; grantedAtMs: number };
  /** At most one row: the hash of the token that makes the first administrator. */
  setup_token: { hash: string; expiresAtMs: number };
};

export type PersonRow = { readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly Role[] };

/** Everybody with an account, by name. */
export async function listPeople(db: Kysely<TruthSchema>): Promise<readonly PersonRow[]> {
  const users = await db.selectFrom('user').select(['id', 'name', 'email']).orderBy('name').orderBy('id').execute();
  const grants = await db.selectFrom('role_grants').select(['userId', 'role']).orderBy('role').execute();
  return users.map((user) => ({ ...user, roles: grants.filter((grant) => grant.userId === user.id).map((grant) => grant.role) }));
}

export async function rolesOf(db: Kysely<TruthSchema>, userId: string): Promise<readonly Role[]> {
  const rows = await db.selectFrom('role_grants').select('role').where('userId', '=', userId).orderBy('role').execute();
  return rows.map((row) => row.role);
}

export async function hasAnybody(db: Kysely<TruthSchema>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export type NewPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly grantedBy: string;
  readonly atMs: number;
};

/** Adds a person with a password and roles. Gives false where the address is taken. */
export async function insertPerson(transaction: Transaction<TruthSchema>, person: NewPerson): Promise<boolean> {
  const email = person.email.toLowerCase();
  const taken = await transaction.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  if (taken !== undefined) return false;
  const at = new Date(person.atMs).toISOString();
  await transaction
    .insertInto('user')
    .values({ id: person.id, name: person.name, email, emailVerified: 1, image: null, createdAt: at, updatedAt: at })
    .execute();
  await transaction
    .insertInto('account')
    .values({
      id: person.id,
      accountId: person.id,
      providerId: 'credential',
      userId: person.id,
      password: person.passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  const roles = [...new Set(person.roles)];
  if (roles.length > 0) {
    await transaction
      .insertInto('role_grants')
      .values(roles.map((role) => ({ userId: person.id, role, grantedBy: person.grantedBy, grantedAtMs: person.atMs })))
      .execute();
  }
  return true;
}
