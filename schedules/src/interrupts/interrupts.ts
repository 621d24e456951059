import { dayOfWall } from '../time/civil.ts';
import type { Contender, Contenders } from '../contest/contender.ts';
import { before, createHours } from './interrupt-hours.ts';
import type { Hour } from './interrupt-hours.ts';
import { createWalk } from './interrupt-walk.ts';
import type { Walk } from './interrupt-walk.ts';
import type { Play } from './play-book.ts';
import type { Zone } from '../plan.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { Winners } from '../contest/winner.ts';
import { wallOf } from '../time/zone.ts';

/** Which interrupt speaks when. */
export type Interrupts = {
  readonly playAt: (instantMs: number) => Play | null;
  /** The time within [fromMs, untilMs), which lies in one day of the site, in which interrupts spoke while an entry won. */
  readonly spokenMs: (winner: Contender, fromMs: number, untilMs: number) => number;
  /** When an interrupt speaks next after an instant; null if not before the site's day ends. */
  readonly nextPlay: (interrupter: Contender, instantMs: number) => number | null;
  readonly eligibleMs: (interrupter: Contender, fromMs: number, untilMs: number) => number;
  readonly hourAt: (instantMs: number) => Hour;
};

const maxKeptDays = 400;
const maxKeptPlays = 200_000;

/** The interrupts of a plan; null where it has none. */
export function createInterrupts(contenders: Contenders, winners: Winners, days: SiteDays, zone: Zone): Interrupts | null {
  if (contenders.interrupts.length === 0) return null;
  const hourAt = createHours(contenders, winners, days);
  const kept = new Map<number, Walk>();

  let last: { readonly fromMs: number; readonly walk: Walk } | null = null;

  function walkOf(instantMs: number): Walk {
    const fromMs = days.startAt(instantMs);
    if (last?.fromMs === fromMs) return last.walk;
    const walk = kept.get(fromMs) ?? begin(fromMs, instantMs);
    last = { fromMs, walk };
    return walk;
  }

  function begin(fromMs: number, instantMs: number): Walk {
    let playCount = 0;
    for (const walk of kept.values()) playCount += walk.playCount();
    if (kept.size >= maxKeptDays || playCount > maxKeptPlays) kept.clear();
    const day = { fromMs, untilMs: days.startAfter(instantMs), number: dayOfWall(wallOf(zone, fromMs)) };
    const walk = createWalk({ day, winners, days, hourAt, loopOf: contenders.loopOf });
    kept.set(fromMs, walk);
    return walk;
  }

  function accountOf(interrupter: Contender, hour: Hour): Hour['accounts'][number] | undefined {
    return hour.accounts.find((account) => account.interrupter === interrupter);
  }

  return {
    hourAt,
    playAt: (instantMs) => walkOf(instantMs).playAt(instantMs),
    spokenMs: (winner, fromMs, untilMs) => walkOf(untilMs).spokenMs(winner, fromMs, untilMs),
    nextPlay: (interrupter, instantMs) => walkOf(instantMs).nextPlay(interrupter, instantMs),
    eligibleMs: (interrupter, fromMs, untilMs) => {
      let sumMs = 0;
      for (let atMs = fromMs; atMs < untilMs;) {
        const hour = hourAt(atMs);
        const eligible = accountOf(interrupter, hour)?.eligible ?? [];
        sumMs += before(eligible, Math.min(hour.untilMs, untilMs)) - before(eligible, atMs);
        atMs = hour.untilMs;
      }
      return sumMs;
    },
  };
}
