import type { Zone, ZoneAt } from '@gatecast/schedules';
import { isZoneKnown, zoneOf } from '@gatecast/zones';

const dayMs = 86_400_000;
/** Sixteen years take some 3 ms to read, and hold what most questions ask for. */
const windowMs = 5_844 * dayMs;
/** More than `ZoneAt` promises on either side. */
const marginMs = 4 * dayMs;
/** All zones over a century; keeps a stream of strange questions from filling the memory. */
const maxWindows = 4_096;

/** Looks zones up by name; null for one that this host does not know. A window of a zone is read once, when an answer reaches it. */
export function zonesByName(): (name: string) => ZoneAt | null {
  const windows = new Map<string, Zone>();
  const names = new Map<string, boolean>();

  function windowOf(name: string, index: number): Zone {
    const key = `${index} ${name}`;
    const known = windows.get(key);
    if (known !== undefined) return known;
    const zone = zoneOf(name, index * windowMs - marginMs, (index + 1) * windowMs + marginMs);
    if (zone === null) throw new Error(`the zone ${name} was known and is not any more`);
    return remember(windows, key, zone);
  }

  return (name) => {
    if (!(names.get(name) ?? remember(names, name, isZoneKnown(name)))) return null;
    let current: { readonly index: number; readonly zone: Zone } | null = null;
    return (instantMs) => {
      const index = Math.floor(instantMs / windowMs);
      if (current?.index !== index) current = { index, zone: windowOf(name, index) };
      return current.zone;
    };
  };
}

function remember<T>(all: Map<string, T>, key: string, value: T): T {
  const [oldest] = all.keys();
  if (all.size >= maxWindows && oldest !== undefined) all.delete(oldest);
  all.set(key, value);
  return value;
}
