import { screenStateSchema, searchedWords, type ScreenState } from '@gatecast/protocol';
import { areaPath } from '../fleet/area-path.ts';
import { indexOf } from '../fleet/fleet-index.ts';
import type { Fleet } from '../fleet/store.ts';

export type ScreenFilter = {
  readonly siteId?: string | undefined;
  readonly areaId?: string | undefined;
  readonly tag?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: ScreenState | undefined;
  readonly search?: string | undefined;
};
export type ScreenSort = 'place' | 'name' | 'state' | 'last-seen';
export type Counts = Record<ScreenState, number>;

/** Who needs somebody stands first. */
const stateOrder: readonly ScreenState[] = ['offline', 'impaired', 'unknown', 'unpaired', 'healthy'];

/**
 * The screens that a filter leaves, in order, and how many it would leave in each state if it asked for none. State and last sign of life
 * are known in memory only, and the fleet is held there too: a list of 10,000 costs no query.
 */
export function findScreens(
  fleet: Fleet,
  filter: ScreenFilter,
  known: {
    readonly isSeen: (siteId: string) => boolean;
    readonly stateOf: (screenId: string) => ScreenState;
    readonly lastSeenMs: (screenId: string) => number | null;
  },
  sort: ScreenSort = 'place',
): { readonly ids: readonly string[]; readonly counts: Counts } {
  const { siteId, areaId, tag, kind, state, search = '' } = filter;
  const index = indexOf(fleet);
  const wanted = searchedWords(search);
  const counts = Object.fromEntries(screenStateSchema.options.map((name) => [name, 0])) as Counts;
  const found: { readonly id: string; readonly state: ScreenState }[] = [];
  for (const id of sort === 'name' ? index.byName : index.byPlace) {
    const screen = fleet.screens.get(id);
    if (screen === undefined || !known.isSeen(screen.siteId)) continue;
    if (siteId !== undefined && screen.siteId !== siteId) continue;
    if (kind !== undefined && screen.kind !== kind) continue;
    if (tag !== undefined && !screen.tags.includes(tag)) continue;
    if (areaId !== undefined && !areaPath(fleet, screen.areaId).includes(areaId)) continue;
    if (wanted.length > 0) {
      const text = index.textOf(id);
      if (!wanted.every((word) => text.includes(word))) continue;
    }
    const is = known.stateOf(id);
    counts[is] += 1;
    if (state === undefined || state === is) found.push({ id, state: is });
  }
  if (sort === 'state') found.sort((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state));
  if (sort === 'last-seen') found.sort((a, b) => (known.lastSeenMs(a.id) ?? 0) - (known.lastSeenMs(b.id) ?? 0));
  return { ids: found.map(({ id }) => id), counts };
}
