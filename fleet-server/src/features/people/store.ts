import type { Passkey, PasskeyId, Role } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ApiTokenTable } from './api-tokens.ts';
import type { ChallengeTable } from './challenges.ts';
import { grantsInForce, type Grant } from './grants.ts';
import type { GuideTable } from './guide-routes.ts';

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
    twoFactorEnabled?: number | null;
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
  session: {
    id: string;
    userId: string;
    token: string;
    createdAt: string;
    expiresAt: string;
    ipAddress: string | null;
    userAgent: string | null;
  };
  grants: Grant & { id: string; grantedBy: string; grantedAtMs: number };
  /** Of everybody with an account: counts edits of name, grants and standing. */
  people: { userId: string; revision: number; disabledAtMs: number | null };
  guides: GuideTable;
  api_tokens: ApiTokenTable;
  /** `grants` is JSON. */
  invitations: {
    id: string;
    hash: string;
    email: string;
    name: string;
    grants: string;
    invitedBy: string;
    createdAtMs: number;
    expiresAtMs: number;
  };
  /** `publicKey` as base64url of COSE, `transports` as JSON. */
  passkeys: {
    id: string;
    userId: string;
    credentialId: string;
    publicKey: string;
    counter: number;
    transports: string;
    isSynced: number;
    name: string;
    createdAtMs: number;
    lastUsedAtMs: number | null;
  };
  sign_in_challenges: ChallengeTable;
  password_resets: { hash: string; userId: string; expiresAtMs: number; madeBy: string };
  /** `lockedUntil`: no code is taken before it, as ten were wrong. */
  twoFactor: { id: string; userId: string; verified: number | null; lockedUntil: string | null };
  /** At most one row: the hash of the token that makes the first administrator. */
  setup_token: { hash: string; expiresAtMs: number };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

const grantColumns = ['userId', 'role', 'siteId', 'fromMs', 'untilMs', 'deputyFor'] as const;

/** The grants of a person that count at an instant; none for somebody who is disabled. */
export async function grantsOf(db: Db, userId: string, nowMs: number): Promise<readonly Grant[]> {
  const standing = await db.selectFrom('people').select('disabledAtMs').where('userId', '=', userId).executeTakeFirst();
  if (standing === undefined || standing.disabledAtMs !== null) return [];
  const mine = await db.selectFrom('grants').select(grantColumns).where('userId', '=', userId).orderBy('role').execute();
  const principalIds = [...new Set(mine.flatMap(({ deputyFor }) => deputyFor ?? []))];
  const principals =
    principalIds.length === 0
      ? []
      : await db
          .selectFrom('grants')
          .innerJoin('people', 'people.userId', 'grants.userId')
          .select(['grants.userId', 'role', 'siteId', 'fromMs', 'untilMs', 'deputyFor'])
          .where('grants.userId', 'in', principalIds)
          .where('people.disabledAtMs', 'is', null)
          .execute();
  return grantsInForce(mine, principals, nowMs);
}

export async function hasAnybody(db: Db): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export type NewGrant = Pick<Grant, 'role'> & Partial<Pick<Grant, 'siteId' | 'fromMs' | 'untilMs' | 'deputyFor'>>;
export type NewPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** null: no password; they sign in by another way. */
  readonly passwordHash: string | null;
  readonly grants: readonly NewGrant[];
  readonly grantedBy: string;
  readonly atMs: number;
};

/** Adds a person with grants. Gives false where the address is taken. */
export async function insertPerson(transaction: Transaction<TruthSchema>, person: NewPerson): Promise<boolean> {
  const email = person.email.toLowerCase();
  const taken = await transaction.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  if (taken !== undefined) return false;
  const at = new Date(person.atMs).toISOString();
  await transaction
    .insertInto('user')
    .values({ id: person.id, name: person.name, email, emailVerified: 1, image: null, createdAt: at, updatedAt: at })
    .execute();
  await transaction.insertInto('people').values({ userId: person.id, revision: 1, disabledAtMs: null }).execute();
  if (person.passwordHash !== null) await insertPassword(transaction, person.id, person.passwordHash, person.atMs);
  await insertGrants(transaction, person.id, person.grants, person);
  return true;
}

/** The password of a person who has none yet. */
export async function insertPassword(transaction: Transaction<TruthSchema>, userId: string, hash: string, atMs: number): Promise<void> {
  const at = new Date(atMs).toISOString();
  await transaction
    .insertInto('account')
    .values({ id: userId, accountId: userId, providerId: 'credential', userId, password: hash, createdAt: at, updatedAt: at })
    .execute();
}

/** Sets or replaces the password of a person, and ends the sessions and links that were begun with the one before; API tokens stay. */
export async function replacePassword(transaction: Transaction<TruthSchema>, userId: string, hash: string, atMs: number): Promise<void> {
  const changed = await transaction
    .updateTable('account')
    .set({ password: hash, updatedAt: new Date(atMs).toISOString() })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) await insertPassword(transaction, userId, hash, atMs);
  await transaction.deleteFrom('session').where('userId', '=', userId).execute();
  await transaction.deleteFrom('password_resets').where('userId', '=', userId).execute();
}

/**
 * After a password was lost, by whatever way: ends all API tokens, as nobody can tell which of them a thief made. Passkeys stay, or who has
 * nothing else would be locked out. Gives how many tokens ended, and how many passkeys still sign in.
 */
export async function endTokens(
  transaction: Transaction<TruthSchema>,
  userId: string,
): Promise<{ readonly tokensEnded: number; readonly passkeysLeft: number }> {
  const ended = await transaction.deleteFrom('api_tokens').where('userId', '=', userId).executeTakeFirst();
  const passkeys = await transaction.selectFrom('passkeys').select('id').where('userId', '=', userId).execute();
  return { tokensEnded: Number(ended.numDeletedRows), passkeysLeft: passkeys.length };
}

/** Each of them once. */
export async function insertGrants(
  transaction: Transaction<TruthSchema>,
  userId: string,
  grants: readonly NewGrant[],
  by: { readonly grantedBy: string; readonly atMs: number },
): Promise<void> {
  const rows = grants.map(({ role, siteId = null, fromMs = null, untilMs = null, deputyFor = null }) => ({
    ...{ id: [userId, role, siteId ?? '', fromMs ?? '', untilMs ?? '', deputyFor ?? ''].join(' ') },
    ...{ userId, role, siteId, fromMs, untilMs, deputyFor },
    ...{ grantedBy: by.grantedBy, grantedAtMs: by.atMs },
  }));
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  if (once.length > 0) await transaction.insertInto('grants').values(once).execute();
}

export function rolesOfGrants(grants: readonly Pick<Grant, 'role'>[]): Role[] {
  return [...new Set(grants.map(({ role }) => role))].sort();
}

/** The passkeys that open a person's account, the oldest first. */
export async function listPasskeys(db: Kysely<TruthSchema> | Transaction<TruthSchema>, userId: string): Promise<readonly Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'isSynced', 'createdAtMs', 'lastUsedAtMs'])
    .where('userId', '=', userId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, isSynced, ...more }) => ({ ...more, id: id as PasskeyId, isSynced: isSynced === 1 }));
}
