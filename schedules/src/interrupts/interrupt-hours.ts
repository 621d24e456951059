import { compareTiers, tileAt } from '../contest/contender.ts';
import type { Contender, Contenders } from '../contest/contender.ts';
import type { Loop } from '../loops/loop.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { Winners } from '../contest/winner.ts';

type Interval = { fromMs: number; untilMs: number };

/** What one interrupt may claim in one hour. */
export type Account = {
  readonly interrupter: Contender;
  /** Where it is eligible: on, with something to show as the winner reads, and of a tier not below the winner's. */
  readonly eligible: readonly Interval[];
  readonly eligibleMs: number;
  /** Its place among `count` interrupts that are eligible in the hour. */
  readonly place: number;
  readonly count: number;
};

/** A UTC hour, cut where a day of the site starts. */
export type Hour = { readonly fromMs: number; readonly untilMs: number; readonly accounts: readonly Account[] };

const hourMs = 3_600_000;
const maxKeptHours = 64;

/** The loop of an interrupt as the winner's main region reads it. */
export function loopFor(interrupter: Contender, winner: Contender, loopOf: Contenders['loopOf']): Loop {
  return loopOf(interrupter.entry.playlistId, winner.main.reading.mode);
}

/** Makes the function that gives the hour around an instant. */
export function createHours(
  { interrupts, loopOf }: Pick<Contenders, 'interrupts' | 'loopOf'>,
  winners: Winners,
  days: SiteDays,
): (instantMs: number) => Hour {
  const kept = new Map<number, Hour>();
  return (instantMs) => {
    const fromMs = Math.max(Math.floor(instantMs / hourMs) * hourMs, days.startAt(instantMs));
    const known = kept.get(fromMs);
    if (known !== undefined) return known;
    if (kept.size >= maxKeptHours) kept.clear();
    const untilMs = Math.min((Math.floor(instantMs / hourMs) + 1) * hourMs, days.startAfter(instantMs));
    const found = interrupts
      .map((interrupter) => ({ interrupter, eligible: eligibleIn(interrupter, winners, loopOf, fromMs, untilMs) }))
      .filter(({ eligible }) => eligible.length > 0);
    const accounts = found.map((one, place) => ({ ...one, eligibleMs: before(one.eligible, untilMs), place, count: found.length }));
    const hour = { fromMs, untilMs, accounts };
    kept.set(fromMs, hour);
    return hour;
  };
}

/** Whether an instant lies in an account's eligible time. */
export function isIn(eligible: readonly Interval[], instantMs: number): boolean {
  for (const { fromMs, untilMs } of eligible) if (fromMs <= instantMs && instantMs < untilMs) return true;
  return false;
}

/** How much of an account's eligible time lies before an instant. */
export function before(eligible: readonly Interval[], instantMs: number): number {
  let sumMs = 0;
  for (const { fromMs, untilMs } of eligible) {
    if (fromMs >= instantMs) break;
    sumMs += Math.min(untilMs, instantMs) - fromMs;
  }
  return sumMs;
}

function eligibleIn(
  interrupter: Contender,
  winners: Winners,
  loopOf: Contenders['loopOf'],
  fromMs: number,
  untilMs: number,
): readonly Interval[] {
  const found: Interval[] = [];
  for (let atMs = fromMs; atMs < untilMs;) {
    const { contender: winner, untilMs: stretchUntilMs } = winners.stretchAt(atMs);
    const tile = tileAt(interrupter, atMs);
    const loop = loopFor(interrupter, winner, loopOf);
    const endMs = Math.min(stretchUntilMs, tile.untilMs, tile.state === 'on' ? loop.epochAt(atMs).untilMs : Infinity, untilMs);
    const isEligible =
      tile.state === 'on' && compareTiers(interrupter.entry.tier, winner.entry.tier) >= 0 && loop.roundAt(atMs).showings.length > 0;
    const last = found.at(-1);
    if (isEligible && last?.untilMs === atMs) last.untilMs = endMs;
    else if (isEligible) found.push({ fromMs: atMs, untilMs: endMs });
    atMs = endMs;
  }
  return found;
}
