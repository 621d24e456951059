import { dayMs } from '../time/civil.ts';
import type { Contender } from '../contest/contender.ts';
import type { OffReason } from './explanation.ts';
import type { Zone } from '../plan.ts';
import { emptiedNear } from '../spans/series.ts';
import type { Series } from '../spans/series.ts';
import type { Tile } from '../spans/tiles.ts';
import { hasChangeIn } from '../time/zone.ts';

/** Why an entry is off in a tile. */
export function offReason({ entry, onset, nextOnset }: Contender, tile: Tile, atMs: number): OffReason {
  switch (tile.state) {
    case 'outside-calendar': {
      const { calendarIds = [], exceptCalendarIds = [] } = entry;
      return { kind: 'outside-calendar', calendarIds: calendarIds.toSorted(), exceptCalendarIds: exceptCalendarIds.toSorted() };
    }
    case 'outside-daypart':
      return { kind: 'outside-daypart', daypartIds: entry.daypartIds.toSorted(), ...emptied(onset.whole.dayparts, onset.zone, atMs) };
    case 'outside-span':
    case 'on':
      return { kind: 'outside-span', nextStartMs: nextOnset(tile.untilMs), ...emptied(onset.whole.occurrences, onset.zone, atMs) };
  }
}

function emptied(series: readonly Series[] | null, zone: Zone, atMs: number): { readonly emptiedAtMs?: number } {
  if (series === null || !hasChangeIn(zone, atMs - dayMs, atMs + dayMs)) return {};
  const emptiedAtMs = emptiedNear(series, zone, atMs);
  return emptiedAtMs === null ? {} : { emptiedAtMs };
}
