import { refuse, type Refusal } from '../../http/outcome.ts';
import { areaPath, maxAreaDepth } from './area-path.ts';
import type { Fleet } from './store.ts';

/** Why an area with all that lies in it cannot lie in another one; null: it can. */
export function areaMoveFault(fleet: Fleet, areaId: string, parentId: string | null): Refusal | null {
  const field = 'body.parentId';
  const above = areaPath(fleet, parentId);
  if (above.includes(areaId)) return refuse('bad-input', `${field}: an area cannot lie inside itself`, { field });
  // how deep the deepest area inside it lies, counted from it
  const paths = [...fleet.areas.keys()].map((id) => areaPath(fleet, id).indexOf(areaId) + 1);
  if (above.length + Math.max(1, ...paths) <= maxAreaDepth) return null;
  return refuse('bad-input', `${field}: areas nest at most ${maxAreaDepth} deep`, { field, limit: maxAreaDepth });
}
