import { tokenPermissions, type ApiToken, type Permission } from '@gatecast/protocol';
import type { Clock } from '@gatecast/clock';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { hashOfSecret, newSecret } from './secret-link.ts';
import { sessionOf, type Session } from './session.ts';
import { grantsOf } from './store.ts';

export type ApiTokenTable = {
  id: string;
  userId: string;
  name: string;
  hash: string;
  /** JSON. */
  permissions: string;
  /** JSON; null: wherever its owner may. */
  siteIds: string | null;
  createdAtMs: number;
  expiresAtMs: number;
  lastUsedAtMs: number | null;
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** So that a secret scanner and a reader of logs know what they see. */
const prefix = 'gct_';
/** Each use is no write: that it was used is told to the minute. */
const noteEveryMs = 60_000;
const permissionsSchema = z.array(z.enum(tokenPermissions));
const siteIdsSchema = z.array(z.string()).nullable();

export function newApiToken(): { readonly token: string; readonly hash: string } {
  const { secret, hash } = newSecret('api-token');
  return { token: `${prefix}${secret}`, hash };
}

export async function listApiTokens(db: Db, userId: string): Promise<readonly ApiToken[]> {
  const rows = await db.selectFrom('api_tokens').selectAll().where('userId', '=', userId).orderBy('createdAtMs').orderBy('id').execute();
  return rows.map(apiTokenOf);
}

export function apiTokenOf({ id, name, permissions, siteIds, createdAtMs, expiresAtMs, lastUsedAtMs }: ApiTokenTable): ApiToken {
  return {
    id: id as ApiToken['id'],
    name,
    permissions: permissionsSchema.parse(JSON.parse(permissions)),
    siteIds: siteIdsSchema.parse(siteIds === null ? null : JSON.parse(siteIds)) as ApiToken['siteIds'],
    createdAtMs,
    expiresAtMs,
    lastUsedAtMs,
  };
}

/** The session of a program: its owner's, narrowed to what the token was made for. null: no such token, or its time is over. */
export async function findTokenSession(db: Kysely<TruthSchema>, clock: Clock, authorization: string): Promise<Session | null> {
  const [scheme, token = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token.startsWith(prefix) || token.length > 100) return null;
  const nowMs = clock.nowMs();
  const row = await db
    .selectFrom('api_tokens')
    .innerJoin('user', 'user.id', 'api_tokens.userId')
    .innerJoin('people', 'people.userId', 'api_tokens.userId')
    .selectAll('api_tokens')
    .select(['user.name as ownerName', 'user.email'])
    .where('hash', '=', hashOfSecret('api-token', token.slice(prefix.length)))
    .where('expiresAtMs', '>', nowMs)
    .where('disabledAtMs', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.lastUsedAtMs === null || nowMs - row.lastUsedAtMs >= noteEveryMs)
    await db.updateTable('api_tokens').set({ lastUsedAtMs: nowMs }).where('id', '=', row.id).execute();
  const { permissions, siteIds } = apiTokenOf(row);
  const allowed = { permissions: new Set<Permission>(permissions), siteIds: siteIds === null ? null : new Set<string>(siteIds) };
  const caller = { userId: row.userId, name: row.ownerName, email: row.email, via: { kind: 'token', tokenId: row.id } } as const;
  return sessionOf(caller, await grantsOf(db, row.userId, nowMs), allowed);
}
