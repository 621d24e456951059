import type { Permission, SiteId } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';
import { mayAt, maySee, type Session } from './session.ts';

/** Where something new belongs: where its maker says, or where they may make it; null: to all sites together. */
export function siteOfNew(
  session: Session,
  permission: Permission,
  wanted: string | null | undefined,
  field = 'body.siteId',
): Refusal | { readonly kind: 'site'; readonly siteId: SiteId | null } {
  const [one, ...others] = reachedSites(session, permission);
  const siteId = wanted === undefined ? (mayAt(session, permission, null) || one === undefined ? null : one) : wanted;
  if (wanted === undefined && others.length > 0)
    return refuse('bad-input', `${field}: name one of your sites`, { field, limit: [one, ...others].slice(0, 20).join(', ') });
  if (mayAt(session, permission, siteId)) return { kind: 'site', siteId: siteId as SiteId | null };
  if (siteId !== null && !mayAt(session, 'fleet.read', siteId)) return refuse('not-found', `${field}: no such site`, { field });
  return refuse('not-permitted', `needs the permission ${permission} ${siteId === null ? 'at every site' : 'at this site'}`);
}

/** Why a caller may not do something with what belongs to a site (null: to all); null: they may. What may not be read is not there. */
export function refusalAt(
  session: Session,
  permissions: { readonly read: Permission; readonly act: Permission },
  siteId: string | null,
  what: string,
): Refusal | null {
  if (mayAt(session, permissions.act, siteId)) return null;
  if (!maySee(session, permissions.read, siteId)) return refuse('not-found', `no such ${what}`);
  return refuse('not-permitted', `needs the permission ${permissions.act} ${siteId === null ? 'at every site' : 'at this site'}`);
}

function reachedSites(session: Session, permission: Permission): readonly string[] {
  const where = session.reach.get(permission);
  return where === undefined || where === 'everywhere' ? [] : [...where];
}

/** The rows that a caller may read, each with the site it belongs to; shared ones have none. */
export function seenWithOwner<T extends { readonly id: string }>(
  session: Session,
  permission: Permission,
  rows: readonly T[],
  owners: ReadonlyMap<string, SiteId>,
): (T & { readonly siteId?: SiteId })[] {
  return rows.flatMap((row) => {
    const siteId = owners.get(row.id);
    if (!maySee(session, permission, siteId ?? null)) return [];
    return [siteId === undefined ? row : { ...row, siteId }];
  });
}
