import { dayMs } from './civil.ts';
import type { Contender } from './contender.ts';
import type { OffReason } from './explanation.ts';
import { horizonMs } from './horizon.ts';
import { firstOn } from './onset.ts';
import { emptiedNear } from './series.ts';
import type { Tile } from './tiles.ts';
import { hasChangeIn } from './zone.ts';

/** Makes the function that says why an entry is off in a tile; entries that share the tile share the reason. */
export function createOffReasons(): (contender: Contender, tile: Tile, atMs: number) => OffReason {
  const known = new WeakMap<Tile, OffReason>();
  return (contender, tile, atMs) => {
    const why = known.get(tile) ?? reasonOf(contender, tile);
    known.set(tile, why);
    if (why.kind === 'outside-calendar') return why;
    // Near a change of clocks a reason also tells what the change left empty; that depends on the instant, so it is not kept.
    const { zone, whole } = contender.onset;
    if (!hasChangeIn(zone, atMs - dayMs, atMs + dayMs)) return why;
    const emptiedAtMs = emptiedNear((why.kind === 'outside-span' ? whole.occurrences : whole.dayparts) ?? [], zone, atMs);
    return emptiedAtMs === null ? why : { ...why, emptiedAtMs };
  };
}

function reasonOf({ entry, onset }: Contender, tile: Tile): OffReason {
  switch (tile.state) {
    case 'outside-daypart':
      return { kind: 'outside-daypart', daypartIds: entry.daypartIds.toSorted() };
    case 'outside-calendar':
      return {
        kind: 'outside-calendar',
        calendarIds: (entry.calendarIds ?? []).toSorted(),
        exceptCalendarIds: (entry.exceptCalendarIds ?? []).toSorted(),
      };
    case 'outside-span':
    case 'on':
      return { kind: 'outside-span', nextStartMs: firstOn(onset, tile.untilMs, tile.untilMs + horizonMs) };
  }
}
