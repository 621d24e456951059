import type { Area, StoredAlert, WallScreen } from '@gatecast/protocol';
import { areasInside } from '../../parts/places.ts';

type Aimed = {
  readonly siteId: string;
  readonly targets: { readonly areaIds: readonly string[]; readonly screenIds: readonly string[] };
};
type Placed = Pick<WallScreen, 'id' | 'siteId' | 'areaId'>;

/** Whether a screen is one of those that an alert addresses; to be asked of thousands. */
export function addressedBy({ siteId, targets }: Aimed, areas: readonly Area[]): (screen: Placed) => boolean {
  const screenIds = new Set<string>(targets.screenIds);
  const areaIds = new Set(targets.areaIds.flatMap((wanted) => areasInside(areas, wanted)));
  const isWholeSite = targets.areaIds.length === 0 && targets.screenIds.length === 0;
  return (screen) =>
    screen.siteId === siteId && (isWholeSite || screenIds.has(screen.id) || (screen.areaId !== null && areaIds.has(screen.areaId)));
}

/** Whether an alert addresses a screen: the whole site, or by its area or itself. */
export function isAddressed(alert: Pick<StoredAlert, 'siteId' | 'targets'>, screen: Placed, areas: readonly Area[]): boolean {
  return addressedBy(alert, areas)(screen);
}
