import { dayMs } from '../time/civil.ts';
import type { RecurClock } from './recur-clock.ts';
import type { RuleParts } from './rule-parts.ts';
import { startsOfRule } from './starts-of-rule.ts';

/** A recurrence set and the half-open stretch of it that is asked for. `added` ascends. */
export type RecurSet = {
  readonly clock: RecurClock;
  readonly startWallMs: number;
  readonly rules: readonly RuleParts[];
  readonly excluded: ReadonlySet<number>;
  readonly added: readonly number[];
  readonly fromMs: number;
  readonly untilMs: number;
};

/** 400 starts in a row that a gap swallowed are 400 years of a rule that says the hour of the change: the calendar repeats, none will come. */
const maxSwallowed = 400;

/** Its members in the stretch, in order, each once; worked out as they are taken. */
export function* instantsOfSet(set: RecurSet): Generator<number> {
  const { added, rules, excluded, fromMs, untilMs } = set;
  for (const instantMs of merged([added.values(), ...rules.map((parts) => instantsOfRule(parts, set))])) {
    if (instantMs >= untilMs) return;
    if (instantMs >= fromMs && !excluded.has(instantMs)) yield instantMs;
  }
}

function* instantsOfRule(parts: RuleParts, { clock, startWallMs, fromMs, untilMs }: RecurSet): Generator<number> {
  const starts = startsOfRule(parts, startWallMs);
  // a COUNT is counted from the start, whatever part of the set is asked for
  let wallMs = starts.next(parts.count === null && fromMs > -Infinity ? clock.wallOf(fromMs) - dayMs : -Infinity);
  let left = parts.count ?? Infinity;
  let swallowed = 0;
  while (wallMs !== null && left > 0 && swallowed < maxSwallowed && wallMs < untilMs + dayMs) {
    const instantMs = clock.instantOf(wallMs);
    if (instantMs === null) {
      swallowed += 1;
    } else {
      if (parts.until !== null && (parts.until.kind === 'utc' ? instantMs : wallMs) > parts.until.wallMs) return;
      swallowed = 0;
      left -= 1;
      yield instantMs;
    }
    wallMs = starts.next(wallMs);
  }
}

/** Members of ascending sources in order, each once. */
function* merged(sources: readonly Iterator<number>[]): Generator<number> {
  const heads = sources.map((source) => source.next());
  for (let last = -Infinity; ;) {
    let least = Infinity;
    for (const head of heads) if (head.done !== true && head.value < least) least = head.value;
    if (least === Infinity) return;
    if (least > last) yield least;
    last = least;
    for (const [index, head] of heads.entries()) {
      const source = sources[index];
      if (head.done !== true && head.value === least && source !== undefined) heads[index] = source.next();
    }
  }
}
