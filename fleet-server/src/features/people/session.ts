import { permissionsOf, type Permission, type Role } from '@gatecast/protocol';
import type { Grant } from './grants.ts';

/** Where a permission holds. */
export type Reach = 'everywhere' | ReadonlySet<string>;

/** Whoever calls, as every route and event sees them: a signed-in person, or a token that acts for one. */
export type Session = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** What they may do at one site at least. */
  readonly permissions: ReadonlySet<Permission>;
  readonly reach: ReadonlyMap<Permission, Reach>;
  readonly via: { readonly kind: 'person'; readonly sessionId: string } | { readonly kind: 'token'; readonly tokenId: string };
};

export type Caller = Pick<Session, 'userId' | 'name' | 'email' | 'via'>;

/** A session with what its grants give. `allowed` narrows a token to what it was made for; null: no narrowing. */
export function sessionOf(
  caller: Caller,
  grants: readonly Pick<Grant, 'role' | 'siteId'>[],
  allowed: { readonly permissions: ReadonlySet<Permission>; readonly siteIds: ReadonlySet<string> | null } | null = null,
): Session {
  const reach = new Map<Permission, Reach>();
  for (const { role, siteId } of grants) {
    for (const permission of permissionsOf([role])) {
      if (allowed !== null && !allowed.permissions.has(permission)) continue;
      const before = reach.get(permission);
      if (siteId === null || before === 'everywhere') reach.set(permission, 'everywhere');
      else reach.set(permission, new Set([...(before ?? []), siteId]));
    }
  }
  if (allowed?.siteIds != null) for (const [permission, before] of reach) reach.set(permission, within(before, allowed.siteIds));
  const { userId, name, email, via } = caller;
  const roles = [...new Set(grants.map((grant) => grant.role))].sort();
  return { userId, name, email, roles, permissions: new Set(reach.keys()), reach, via };
}

function within(reach: Reach, siteIds: ReadonlySet<string>): Reach {
  return reach === 'everywhere' ? siteIds : new Set([...reach].filter((siteId) => siteIds.has(siteId)));
}

/** Whether a permission holds at a site; null: for what belongs to no site. */
export function mayAt({ reach }: Pick<Session, 'reach'>, permission: Permission, siteId: string | null): boolean {
  const where = reach.get(permission);
  if (where === undefined) return false;
  return where === 'everywhere' || (siteId !== null && where.has(siteId));
}

/** Whether a session may read what belongs to a site, or (null) to all of them together, which whoever may read anywhere may. */
export function maySee({ reach }: Pick<Session, 'reach'>, permission: Permission, siteId: string | null): boolean {
  return siteId === null ? reach.has(permission) : mayAt({ reach }, permission, siteId);
}

/** The sites at which a permission holds; null: everywhere. */
export function sitesOf({ reach }: Pick<Session, 'reach'>, permission: Permission): readonly string[] | null {
  const where = reach.get(permission) ?? new Set<string>();
  return where === 'everywhere' ? null : [...where];
}
