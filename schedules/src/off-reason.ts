import { dayMs } from './civil.ts';
import { keep } from './contender.ts';
import type { Contender } from './contender.ts';
import type { OffReason } from './explanation.ts';
import { horizonMs } from './horizon.ts';
import { nextOn } from './onset.ts';
import type { Onset } from './onset.ts';
import type { Zone } from './plan.ts';
import { emptiedNear } from './series.ts';
import type { Series } from './series.ts';
import type { Tile } from './tiles.ts';
import { hasChangeIn } from './zone.ts';

/** Makes the function that says why an entry is off in a tile. Entries that share an onset share what has been found of it. */
export function createOffReasons(): (contender: Contender, tile: Tile, atMs: number) => OffReason {
  const onsets = new Map<Onset, Found[]>();

  /** When an entry that is off is on next. What was found from an earlier instant on holds until then. */
  function nextStart(onset: Onset, fromMs: number): number | null {
    const founds = keep(onsets, onset, () => []);
    for (const { fromMs: sinceMs, onMs } of founds) {
      if (onMs === null ? sinceMs === fromMs : sinceMs <= fromMs && fromMs <= onMs) return onMs;
    }
    const onMs = nextOn(onset, fromMs, fromMs + horizonMs);
    if (founds.length >= maxKeptFounds) founds.length = 0;
    founds.push({ fromMs, onMs });
    return onMs;
  }

  return (contender, tile, atMs) => {
    const { entry, onset } = contender;
    switch (tile.state) {
      case 'outside-calendar': {
        const { calendarIds = [], exceptCalendarIds = [] } = entry;
        return { kind: 'outside-calendar', calendarIds: calendarIds.toSorted(), exceptCalendarIds: exceptCalendarIds.toSorted() };
      }
      case 'outside-daypart':
        return { kind: 'outside-daypart', daypartIds: entry.daypartIds.toSorted(), ...emptied(onset.whole.dayparts, onset.zone, atMs) };
      case 'outside-span':
      case 'on':
        return { kind: 'outside-span', nextStartMs: nextStart(onset, tile.untilMs), ...emptied(onset.whole.occurrences, onset.zone, atMs) };
    }
  };
}

/** From `fromMs` on it is off until `onMs`, or as far as the engine looks. */
type Found = { readonly fromMs: number; readonly onMs: number | null };

const maxKeptFounds = 8;

function emptied(series: readonly Series[] | null, zone: Zone, atMs: number): { readonly emptiedAtMs?: number } {
  if (series === null || !hasChangeIn(zone, atMs - dayMs, atMs + dayMs)) return {};
  const emptiedAtMs = emptiedNear(series, zone, atMs);
  return emptiedAtMs === null ? {} : { emptiedAtMs };
}
