import type { WallScreen } from '@gatecast/protocol';

/** One for all comparisons: making it costs more than a thousand of them. */
const names = new Intl.Collator(undefined, { numeric: true });

/** Screens of the whole site first, then area by area in the order that is given; by name as people count. */
export function inPlaceOrder(screens: readonly WallScreen[], areaIds: readonly string[]): WallScreen[] {
  const rank = new Map<string | null, number>([[null, -1], ...areaIds.map((id, order): [string, number] => [id, order])]);
  return screens.toSorted((a, b) => (rank.get(a.areaId) ?? 0) - (rank.get(b.areaId) ?? 0) || names.compare(a.name, b.name));
}
