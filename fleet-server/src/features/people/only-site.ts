import type { PersonGrant } from '@gatecast/protocol';

/** The one site that some grants are all of; null: they are of several, or of all. */
export function onlySite(grants: readonly PersonGrant[]): string | null {
  const [siteId = null, ...others] = new Set(grants.map((grant) => grant.siteId));
  return others.length === 0 ? siteId : null;
}
