import { foldedText } from '@gatecast/protocol';
import { areaPath } from './area-path.ts';
import type { Fleet } from './store.ts';

/** What lists of screens ask of a fleet again and again; made once for each fleet that was read. */
export type FleetIndex = {
  /** Screen ids: site by site, area by area as the tree goes, then by name. */
  readonly byPlace: readonly string[];
  readonly byName: readonly string[];
  /** What a search looks at: name, site, areas, tags, all folded. */
  readonly textOf: (screenId: string) => string;
};

const indexes = new WeakMap<Fleet, FleetIndex>();
/** `B2` before `B12`, and Vietnamese letters where readers look for them. */
const names = new Intl.Collator('vi', { numeric: true });

export function indexOf(fleet: Fleet): FleetIndex {
  let index = indexes.get(fleet);
  if (index === undefined) {
    index = makeIndex(fleet);
    indexes.set(fleet, index);
  }
  return index;
}

function makeIndex(fleet: Fleet): FleetIndex {
  const siteOrder = new Map([...fleet.sites.keys()].map((id, order) => [id, order]));
  const areaOrder = new Map(treeOrder(fleet).map((id, order) => [id, order + 1]));
  const rank = (areaId: string | null) => (areaId === null ? 0 : (areaOrder.get(areaId) ?? 0));
  const screens = [...fleet.screens.values()].sort((a, b) => names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const byName = screens.map(({ id }) => id);
  // a stable sort leaves the names in order
  screens.sort((a, b) => (siteOrder.get(a.siteId) ?? 0) - (siteOrder.get(b.siteId) ?? 0) || rank(a.areaId) - rank(b.areaId));
  const placeTexts = new Map<string, string>();
  const texts = new Map(
    screens.map(({ id, name, siteId, areaId, tags }) => {
      const place = areaId ?? siteId;
      let placeText = placeTexts.get(place);
      if (placeText === undefined) {
        const areas = areaPath(fleet, areaId).flatMap((one) => Object.values(fleet.areas.get(one)?.names ?? {}));
        placeText = foldedText([...Object.values(fleet.sites.get(siteId)?.names ?? {}), ...areas].join(' '));
        placeTexts.set(place, placeText);
      }
      return [id, `${foldedText(name)} ${tags.join(' ')} ${placeText}`];
    }),
  );
  return { byPlace: screens.map(({ id }) => id), byName, textOf: (screenId) => texts.get(screenId) ?? '' };
}

function treeOrder(fleet: Fleet): string[] {
  const below = new Map<string | null, string[]>();
  for (const { id, parentId } of fleet.areas.values()) below.set(parentId, [...(below.get(parentId) ?? []), id]);
  const walk = (parentId: string | null): string[] => (below.get(parentId) ?? []).flatMap((id) => [id, ...walk(id)]);
  return walk(null);
}
