import type { Area, StoredAlert, WallScreen } from '@gatecast/protocol';
import { areasInside } from '../../parts/places.ts';

/** Whether an alert addresses a screen: the whole site, or by its area or itself. */
export function isAddressed(
  { siteId, targets: { areaIds, screenIds } }: Pick<StoredAlert, 'siteId' | 'targets'>,
  screen: Pick<WallScreen, 'id' | 'siteId' | 'areaId'>,
  areas: readonly Area[],
): boolean {
  if (screen.siteId !== siteId) return false;
  if ((areaIds.length === 0 && screenIds.length === 0) || screenIds.includes(screen.id)) return true;
  const { areaId } = screen;
  return areaId !== null && areaIds.some((wanted) => areasInside(areas, wanted).includes(areaId));
}
