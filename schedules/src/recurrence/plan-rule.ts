import { dayMs } from '../time/civil.ts';
import type { Zone } from '../plan.ts';
import { instantOfWall, wallOf } from '../time/zone.ts';
import { parseRule } from './parse-rule.ts';
import type { RuleFault } from './parse-rule.ts';
import type { RuleParts, Until } from './rule-parts.ts';
import { startsOfRule } from './starts-of-rule.ts';
import type { RuleStarts } from './starts-of-rule.ts';

/** What a rule of a plan comes to: its starts on the wall, those in a gap included, since the engine moves them. */
export type PlanRule = {
  readonly kind: 'rule';
  /** The first start after a wall-clock time; null if there is none. */
  readonly next: (afterWallMs: number) => number | null;
};

/** One a minute. Every second of every day would be 86,400 times to hold for each of thousands of rules. */
const maxStartsInDay = 1_440;

/**
 * A rule as the engine reads it. The first start is the first of COUNT whether the rule yields it or not; UNTIL is an instant with Z,
 * the site's wall clock without.
 */
export function planRule(text: string, startWallMs: number, zone: Zone): PlanRule | RuleFault {
  const parsed = parseRule(text);
  if (parsed.kind === 'fault') return parsed;
  const { parts } = parsed;
  if (parts.until?.kind === 'date') {
    return { kind: 'fault', code: 'bad-rule', message: 'UNTIL is a date and a time here, YYYYMMDDTHHMMSS, with Z for UTC' };
  }
  if (startsInDay(parts) > maxStartsInDay) {
    const message = `a rule has at most ${maxStartsInDay} starts a day: BYHOUR, BYMINUTE and BYSECOND multiply`;
    return { kind: 'fault', code: 'out-of-range', message, limit: maxStartsInDay };
  }
  const starts = startsOfRule(parts, startWallMs);
  if (parts.count === null && parts.until === null) return { kind: 'rule', next: starts.next };
  let lastWallMs: number | null = null;
  return {
    kind: 'rule',
    next(afterWallMs) {
      const wallMs = starts.next(afterWallMs);
      lastWallMs ??= lastOf(parts, starts, startWallMs, zone);
      return wallMs !== null && wallMs <= lastWallMs ? wallMs : null;
    },
  };
}

function startsInDay({ frequency, hours, minutes, seconds }: RuleParts): number {
  const inHours = hours?.length ?? (frequency === 'HOURLY' ? 24 : 1);
  return inHours * (minutes?.length ?? 1) * (seconds?.length ?? 1);
}

function lastOf(parts: RuleParts, starts: RuleStarts, startWallMs: number, zone: Zone): number {
  if (parts.until !== null) return lastWallOf(parts.until, zone);
  const isStartYielded = starts.next(startWallMs - 1) === startWallMs;
  const countOfRule = (parts.count ?? Infinity) - (isStartYielded ? 0 : 1);
  return countOfRule === 0 ? -Infinity : (starts.nth(countOfRule - 1) ?? Infinity);
}

/** The last wall-clock time whose instant is not after UNTIL. In the second pass of a fold that is the fold's last. */
function lastWallOf(until: Until, zone: Zone): number {
  if (until.kind !== 'utc') return until.wallMs;
  let low = wallOf(zone, until.wallMs);
  let high = low + dayMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (instantOfWall(zone, middle, 'start') <= until.wallMs) low = middle;
    else high = middle;
  }
  return low;
}
