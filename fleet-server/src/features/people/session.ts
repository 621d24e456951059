import { permissionsOf, type Permission, type Role } from '@gatecast/protocol';

/** A signed-in person, as every route and event sees them. */
export type Session = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
};

export function sessionOf(user: { readonly id: string; readonly name: string; readonly email: string }, roles: readonly Role[]): Session {
  return { userId: user.id, name: user.name, email: user.email, roles, permissions: new Set(permissionsOf(roles)) };
}
