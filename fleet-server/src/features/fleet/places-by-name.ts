import { foldedText } from '@gatecast/protocol';
import { areaPath } from './area-path.ts';
import type { Fleet } from './store.ts';

/** Areas are told from the outermost to the innermost. */
export const areaSeparator = ' > ';

/** Where people mean, by what they call it. */
export type PlacesByName = {
  /** The sites of an id or a name, in whatever language. */
  readonly sites: (told: string) => readonly string[];
  /** undefined: there is none, or more than one. */
  readonly area: (siteId: string, told: string) => string | undefined;
};

/** Sites and areas of a fleet by their names, compared without case and diacritics; areas from the outermost to the innermost. */
export function placesByName(fleet: Fleet): PlacesByName {
  const isCalled = (names: Readonly<Record<string, string>>, told: string) =>
    Object.values(names).some((name) => foldedText(name) === foldedText(told.trim()));
  const found = new Map<string, string | undefined>();
  return {
    sites: (told) => [...fleet.sites.values()].filter(({ id, names }) => id === told || isCalled(names, told)).map(({ id }) => id),
    area(siteId, told) {
      const key = `${siteId} ${told}`;
      if (found.has(key)) return found.get(key);
      const path = told.split(areaSeparator.trim()).map((part) => part.trim());
      const fitting = [...fleet.areas.values()].filter(({ id, siteId: of }) => {
        if (of !== siteId) return false;
        if (id === told) return true;
        const own = areaPath(fleet, id).toReversed();
        return own.length === path.length && own.every((one, at) => isCalled(fleet.areas.get(one)?.names ?? {}, path[at] ?? ''));
      });
      const only = fitting.length === 1 ? fitting[0]?.id : undefined;
      found.set(key, only);
      return only;
    },
  };
}
