import type { Zone } from '@gatecast/schedules';

/**
 * Offset transitions of an IANA zone between two instants, read from the host's tzdata through Intl. Gives null for
 * a zone that this host does not know. The publishing side calls it; no device needs Intl.
 */
export function zoneOf(name: string, fromMs: number, untilMs: number): Zone | null {
  const offsetAt = offsetReader(name);
  if (offsetAt === null) return null;
  const transitions: { atMs: number; offsetMs: number }[] = [];
  // no zone changes twice within six hours and back, so a step of a day misses at most a pair that cancels itself
  const stepMs = 86_400_000;
  let before = offsetAt(fromMs);
  const initialOffsetMs = before;
  for (let at = fromMs; at < untilMs; at += stepMs) {
    const end = Math.min(at + stepMs, untilMs);
    const after = offsetAt(end);
    if (after === before) continue;
    let low = at;
    let high = end;
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (middle <= low) break;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    transitions.push({ atMs: high, offsetMs: after });
    before = after;
  }
  return { name, initialOffsetMs, transitions };
}

/** Whether the host's tzdata knows the zone. */
export function isZoneKnown(name: string): boolean {
  return offsetReader(name) !== null;
}

function offsetReader(name: string): ((atMs: number) => number) | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      era: 'short',
    });
  } catch {
    // Intl throws a RangeError for a name it does not know; that is the answer, not a failure
    return null;
  }
  return (atMs) => {
    const whole = Math.floor(atMs / 1_000) * 1_000;
    const part = new Map(format.formatToParts(whole).map(({ type, value }) => [type, value]));
    const field = (type: Intl.DateTimeFormatPartTypes) => Number(part.get(type));
    return Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second')) - whole;
  };
}
