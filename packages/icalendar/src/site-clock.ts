import { instantOf, localOf, parseLocalDateTime, type LocalDateTime, type ZoneAt } from '@gatecast/schedules';
import ICAL from 'ical.js';
import { formatWall } from './format-wall.ts';

/** A DATE or DATE-TIME as an event writes it. `zone` is its TZID, `UTC` of a time with Z, null of a floating one. */
export type EventTime = { readonly local: LocalDateTime; readonly isDate: boolean; readonly zone: string | null };

/** Turns the times of events into local times of the site. */
export type SiteClock = {
  /** Whether a zone of an event shows what the site's clocks show; a floating time means any clock. */
  readonly isSame: (zone: string | null) => boolean;
  /** null where the zone of the time is not known. A start in a gap is the first time after it. */
  readonly localIn: (time: EventTime) => LocalDateTime | null;
  /** The site's local time after an exact number of milliseconds; by the wall where nobody says in which zone the site is. */
  readonly later: (local: LocalDateTime, elapsedMs: number) => LocalDateTime | null;
};

export type ClockSources = {
  readonly site: string | null;
  readonly zoneNamed: (name: string) => ZoneAt | null;
  /** The VTIMEZONEs of the calendar by TZID. */
  readonly described: ReadonlyMap<string, ICAL.Timezone>;
};

const dayMs = 86_400_000;
/** Far enough for every month's offset to be compared over two years. */
const comparedMonths = 24;

export function siteClock({ site, zoneNamed, described }: ClockSources): SiteClock {
  const siteAt = site === null ? null : zoneNamed(site);
  const sameByTzid = new Map<string, boolean>();

  function isSame(zone: string | null): boolean {
    if (zone === null || zone === site) return true;
    if (siteAt === null) return false;
    const known = sameByTzid.get(zone);
    if (known !== undefined) return known;
    const named = zoneNamed(zone);
    const vtimezone = described.get(zone);
    const isEqual =
      named !== null
        ? named(0).name === siteAt(0).name
        : vtimezone !== undefined && showsTheSame(vtimezone, (ms) => localOf(siteAt(ms), ms));
    sameByTzid.set(zone, isEqual);
    return isEqual;
  }

  return {
    isSame,
    localIn({ local, zone }) {
      if (isSame(zone)) return local;
      const wallMs = parseLocalDateTime(local);
      if (wallMs === null || siteAt === null || zone === null) return null;
      const named = zoneNamed(zone);
      const vtimezone = described.get(zone);
      const instantMs =
        named !== null ? instantOf(named(wallMs), local, 'start') : vtimezone !== undefined ? wallMs - offsetOf(vtimezone, wallMs) : null;
      return instantMs === null ? null : localOf(siteAt(instantMs), instantMs);
    },
    later(local, elapsedMs) {
      const wallMs = parseLocalDateTime(local);
      if (wallMs === null) return null;
      const startMs = siteAt === null ? null : instantOf(siteAt(wallMs), local, 'start');
      if (siteAt === null || startMs === null) return formatWall(wallMs + elapsedMs);
      return localOf(siteAt(startMs + elapsedMs), startMs + elapsedMs);
    },
  };
}

/** A zone under a name of somebody's own is the site's if its clocks show the same through two years. */
function showsTheSame(vtimezone: ICAL.Timezone, localAt: (instantMs: number) => LocalDateTime): boolean {
  const fromMs = Date.UTC(2025, 0, 15, 12);
  return Array.from({ length: comparedMonths }, (_, month) => fromMs + month * 30 * dayMs).every((instantMs) => {
    const wallMs = parseLocalDateTime(localAt(instantMs));
    return wallMs !== null && wallMs - offsetOf(vtimezone, wallMs) === instantMs;
  });
}

function offsetOf(vtimezone: ICAL.Timezone, wallMs: number): number {
  const time = ICAL.Time.fromDateTimeString(new Date(wallMs).toISOString().slice(0, 19));
  return vtimezone.utcOffset(time) * 1_000;
}
