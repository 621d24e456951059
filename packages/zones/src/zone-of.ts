import type { Zone } from '@gatecast/schedules';
import { canonicalZoneName } from './zone-name.ts';
import { tzdataRelease } from './tzdata-release.ts';

/**
 * Between two looks. No zone has ever changed its offset and changed it back within less: the nearest were four days (Freetown, September
 * 1939) and seven (Brazil, October 2000; Gaza in Ramadans to come). The test against zdump measures this anew with each tzdata.
 */
const strideS = 3 * 86_400;

/**
 * The offsets of an IANA zone over [fromMs, untilMs), read from the host's tzdata through Intl: the one at `fromMs`, and each change after
 * `fromMs` and before `untilMs`, exact to the second that tzdata itself keeps. The name is the canonical one. Gives null for a name that
 * `canonicalZoneName` refuses. The publishing side calls it; no device needs Intl.
 */
export function zoneOf(name: string, fromMs: number, untilMs: number): Zone | null {
  const canonical = canonicalZoneName(name);
  if (canonical === null) return null;
  const offsetAt = offsetReader(canonical);
  const transitions: { atMs: number; offsetMs: number }[] = [];

  // halves the stretch while its ends differ, so that several changes in one stretch are each found
  function search(fromS: number, before: number, untilS: number, after: number): void {
    if (before === after) return;
    if (untilS - fromS === 1) {
      transitions.push({ atMs: untilS * 1_000, offsetMs: after });
      return;
    }
    const middleS = Math.floor((fromS + untilS) / 2);
    const between = offsetAt(middleS);
    search(fromS, before, middleS, between);
    search(middleS, between, untilS, after);
  }

  const lastS = Math.ceil(untilMs / 1_000) - 1;
  let atS = Math.floor(fromMs / 1_000);
  const initialOffsetMs = offsetAt(atS);
  for (let offset = initialOffsetMs; atS < lastS;) {
    const nextS = Math.min(atS + strideS, lastS);
    const nextOffset = offsetAt(nextS);
    search(atS, offset, nextS, nextOffset);
    atS = nextS;
    offset = nextOffset;
  }
  const tzdata = tzdataRelease();
  return { name: canonical, ...(tzdata === undefined ? {} : { tzdata }), initialOffsetMs, transitions };
}

/** Local time minus UTC in ms at an instant in seconds, for a name that Intl knows. */
function offsetReader(name: string): (atS: number) => number {
  // the hour is asked for because without a field the whole date is formatted, which takes half as long again
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hour: 'numeric', timeZoneName: 'longOffset' });
  const known = new Map<string, number>();
  return (atS) => {
    const text = format.format(atS * 1_000);
    const offset = text.slice(text.indexOf('GMT'));
    let offsetMs = known.get(offset);
    if (offsetMs === undefined) {
      offsetMs = parseOffset(offset);
      known.set(offset, offsetMs);
    }
    return offsetMs;
  };
}

/** `GMT`, `GMT+07:00` or, of local mean time, `GMT+07:06:30`. */
function parseOffset(text: string): number {
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (match === null) throw new Error(`Intl names an offset in a way not known here: ${text}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const offsetMs = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -offsetMs : offsetMs;
}
