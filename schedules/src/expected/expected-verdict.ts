import type { Exposure } from './expected-exposures.ts';
import { coveredMs, firstEndingAfter, lengthOf, without } from './expected-intervals.ts';
import type { Interval } from './expected-intervals.ts';

export type VerdictKind = Verdict['kind'];

/** What became of an exposure. `played` is the stretch in which it was shown, which may reach beyond it. */
export type Verdict =
  | { readonly kind: 'confirmed'; readonly played: Interval }
  /** It began `byMs` after it was due. */
  | { readonly kind: 'late'; readonly played: Interval; readonly byMs: number }
  /** It ended `byMs` before it was due to. */
  | { readonly kind: 'ended-early'; readonly played: Interval; readonly byMs: number }
  | { readonly kind: 'never-started' }
  /** The screen was out for `outMs` of it, so that no play could have confirmed it. */
  | { readonly kind: 'screen-offline'; readonly outMs: number; readonly played: Interval | null }
  /** Full-screen alerts covered `coveredMs` of it, more than they left visible. */
  | { readonly kind: 'overridden-by-alert'; readonly coveredMs: number; readonly played: Interval | null };

export type Circumstances = {
  /** Disjoint, in order. */
  readonly alerts: readonly Interval[];
  readonly outages: readonly Interval[];
  readonly graceMs: number;
};

/**
 * The verdict on an exposure, from the stretches in which the same thing was shown in its region (disjoint, in order). What an alert covers
 * is neither asked for nor missed. A play that was on before the exposure is no fault of the exposure.
 */
export function verdictOn(exposure: Exposure, runs: readonly Interval[], { alerts, outages, graceMs }: Circumstances): Verdict {
  const visible = without(alerts, exposure);
  const hiddenMs = coveredMs(alerts, exposure);
  const [first, last] = [visible[0], visible.at(-1)];
  const isOverridden = first === undefined || last === undefined || hiddenMs > lengthOf(visible);
  if (isOverridden) return { kind: 'overridden-by-alert', coveredMs: hiddenMs, played: bestRun(runs, exposure, graceMs) };
  const due = { fromMs: first.fromMs, untilMs: last.untilMs };
  const played = bestRun(runs, due, graceMs);
  if (played !== null && startsInTime(played, due, graceMs) && endsInTime(played, due, graceMs)) return { kind: 'confirmed', played };
  if (!couldBeConfirmed(due, outages, graceMs)) return { kind: 'screen-offline', outMs: coveredMs(outages, exposure), played };
  if (played === null) return { kind: 'never-started' };
  if (!startsInTime(played, due, graceMs)) return { kind: 'late', played, byMs: played.fromMs - due.fromMs };
  return { kind: 'ended-early', played, byMs: due.untilMs - played.untilMs };
}

const startsInTime = (played: Interval, due: Interval, graceMs: number): boolean => played.fromMs <= due.fromMs + graceMs;
const endsInTime = (played: Interval, due: Interval, graceMs: number): boolean => played.untilMs >= due.untilMs - graceMs;

/** Whether a play could begin and end in time with the screen there all the while. */
function couldBeConfirmed(due: Interval, outages: readonly Interval[], graceMs: number): boolean {
  const fromMs = due.fromMs + graceMs;
  const untilMs = due.untilMs - graceMs;
  if (fromMs < untilMs) return coveredMs(outages, { fromMs, untilMs }) === 0;
  return coveredMs(outages, due) < due.untilMs - due.fromMs;
}

/**
 * Of the stretches that may be this exposure, the one that shows most of it. One that begins within grace of its start may be it; so may one
 * that shows it for longer than grace, or begins in it. A stretch that only touches its ends belongs to a neighbour.
 */
function bestRun(runs: readonly Interval[], due: Interval, graceMs: number): Interval | null {
  let best: { readonly run: Interval; readonly sharedMs: number } | null = null;
  for (let index = firstEndingAfter(runs, due.fromMs - graceMs); ; index += 1) {
    const run = runs[index];
    if (run === undefined || run.fromMs > Math.max(due.fromMs + graceMs, due.untilMs)) break;
    const sharedMs = Math.min(run.untilMs, due.untilMs) - Math.max(run.fromMs, due.fromMs);
    const beginsWithIt = Math.abs(run.fromMs - due.fromMs) <= graceMs;
    const beginsInIt = run.fromMs >= due.fromMs && run.fromMs < due.untilMs - graceMs;
    const showsIt = sharedMs > 0 && sharedMs > Math.min(graceMs, due.untilMs - due.fromMs - 1);
    if ((beginsWithIt || beginsInIt || showsIt) && (best === null || sharedMs > best.sharedMs)) best = { run, sharedMs };
  }
  return best?.run ?? null;
}
