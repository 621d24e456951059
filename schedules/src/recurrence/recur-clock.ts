import { dayMs } from '../time/civil.ts';
import type { Zone } from '../plan.ts';
import { instantOfWall, offsetAt, wallOf } from '../time/zone.ts';

/** Gives a zone whose transitions are complete for three days on either side of an instant. */
export type ZoneAt = (instantMs: number) => Zone;

/**
 * Turns what is on the wall into what has an order, and back. With a zone the order is that of instants. Without (floating times, dates)
 * the wall's own stands for it.
 */
export type RecurClock = {
  /** The first instant that shows a wall-clock time; null in a gap. */
  readonly instantOf: (wallMs: number) => number | null;
  /** As RFC 5545, 3.3.5 reads a time that somebody wrote: in a gap, by the offset before it. */
  readonly instantOfWritten: (wallMs: number) => number;
  readonly wallOf: (instantMs: number) => number;
};

/** The clock of a zone, or with null the one of floating times. */
export function recurClock(zoneAt: ZoneAt | null): RecurClock {
  if (zoneAt === null) return { instantOf: (ms) => ms, instantOfWritten: (ms) => ms, wallOf: (ms) => ms };
  const firstInstantOf = (wallMs: number): number => instantOfWall(zoneAt(wallMs), wallMs, 'start');
  const wallAt = (instantMs: number): number => wallOf(zoneAt(instantMs), instantMs);
  return {
    instantOf(wallMs) {
      const instantMs = firstInstantOf(wallMs);
      return wallAt(instantMs) === wallMs ? instantMs : null;
    },
    instantOfWritten(wallMs) {
      const instantMs = firstInstantOf(wallMs);
      if (wallAt(instantMs) === wallMs) return instantMs;
      return wallMs - offsetAt(zoneAt(wallMs - dayMs), instantMs - 1);
    },
    wallOf: wallAt,
  };
}
