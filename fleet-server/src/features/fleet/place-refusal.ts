import { refuse, type Refusal } from '../../http/outcome.ts';
import type { Fleet } from './store.ts';

/** Why a site, or an area (null: none) in it, cannot be a place; null: they are there, the one in the other. */
export function placeRefusal({ sites, areas }: Fleet, siteId: string, areaId: string | null, areaField: string): Refusal | null {
  if (!sites.has(siteId)) return refuse('not-found', 'body.siteId: no such site', { field: 'body.siteId' });
  if (areaId !== null && areas.get(areaId)?.siteId !== siteId)
    return refuse('not-found', `${areaField}: no such area in this site`, { field: areaField });
  return null;
}
