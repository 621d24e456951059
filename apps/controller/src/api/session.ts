import type { Permission, SiteId } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from './me-query.ts';
import { namesQuery } from './queries.ts';

/** Tells whether the signed-in person holds a permission; the server enforces it whatever this says. */
export function useMay(): (permission: Permission) => boolean {
  const { data: me } = useQuery(meQuery);
  return (permission) => me?.permissions.includes(permission) ?? false;
}

/** Tells whether the signed-in person holds a permission at a site, or (null) for what is of no site; the server enforces it whatever this says. */
export function useMayAt(): (permission: Permission, siteId: SiteId | null) => boolean {
  const { data: me } = useQuery(meQuery);
  return (permission, siteId) => {
    const sites = me?.reach[permission];
    return sites === null || (sites !== undefined && siteId !== null && sites.includes(siteId));
  };
}

/** Names people by id; null for one whose account is not known (yet). */
export function usePersonName(): (userId: string | null) => { readonly name: string; readonly isMe: boolean } | null {
  const { data: me } = useQuery(meQuery);
  const { data: people } = useQuery({ ...namesQuery, enabled: me !== null && me !== undefined });
  return (userId) => {
    if (me && userId === me.id) return { name: me.name, isMe: true };
    const person = people?.find(({ id }) => id === userId);
    return person ? { name: person.name, isMe: false } : null;
  };
}
