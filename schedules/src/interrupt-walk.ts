import { anchorOf } from './anchor.ts';
import { tileAt } from './contender.ts';
import type { Contender, Contenders } from './contender.ts';
import { countBelow, countUpTo } from './count-in-order.ts';
import { before, loopFor } from './interrupt-hours.ts';
import type { Account, Hour } from './interrupt-hours.ts';
import { itemTurnIn } from './round.ts';
import type { ItemTurn, Round } from './round.ts';
import type { SiteDays } from './site-days.ts';
import type { Stretch, Winners } from './winner.ts';

/** One whole item that an interrupt speaks. */
export type Play = {
  readonly interrupter: Contender;
  readonly winner: Contender;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly round: Round;
  readonly turn: ItemTurn;
};

/** A day of a site, walked through from its start on as far as somebody asks. */
export type Walk = {
  readonly playAt: (instantMs: number) => Play | null;
  readonly spokenMs: (winner: Contender, fromMs: number, untilMs: number) => number;
  readonly nextPlay: (interrupter: Contender, instantMs: number) => number | null;
  readonly playCount: () => number;
};

type Ground = {
  readonly day: { readonly fromMs: number; readonly untilMs: number; readonly number: number };
  readonly winners: Winners;
  readonly days: SiteDays;
  readonly hourAt: (instantMs: number) => Hour;
  readonly loopOf: Contenders['loopOf'];
};

/** What an account has spoken in its hour. */
type Spent = { givenMs: number; begun: number };
type Next = { readonly round: Round; readonly turn: ItemTurn };

const wholeBp = 10_000;

export function createWalk({ day, winners, days, hourAt, loopOf }: Ground): Walk {
  const plays: Play[] = [];
  const fromsMs: number[] = [];
  const byWinner = new Map<Contender, { readonly plays: Play[]; readonly fromsMs: number[]; readonly spokenBefore: number[] }>();
  const fromsByInterrupter = new Map<Contender, number[]>();
  let spent = new Map<Contender, Spent>();
  let hour: Hour | null = null;
  let atMs = day.fromMs;

  function advance(targetMs: number): void {
    while (atMs <= targetMs && atMs < day.untilMs) step();
  }

  /** Goes on to the next boundary of the winner's loop, or speaks. */
  function step(): void {
    if (hour === null || atMs >= hour.untilMs) {
      hour = hourAt(atMs);
      spent = new Map();
    }
    if (hour.accounts.length === 0) {
      atMs = hour.untilMs;
      return;
    }
    const stretch = winners.stretchAt(atMs);
    const { main } = stretch.contender;
    const round = main.roundAt(atMs);
    if (round.showings.length === 0) {
      atMs = Math.min(stretch.untilMs, main.epochAt(atMs).untilMs, day.untilMs);
      return;
    }
    const { anchorMs } = anchorOf(stretch, main, atMs, days);
    const { index, sinceMs } = itemTurnIn(round, atMs - anchorMs - spokenMs(stretch.contender, anchorMs, atMs));
    const itemMs = round.turns[index]?.durationMs ?? 0;
    const next = sinceMs === 0 ? choose(hour, stretch, itemMs) : null;
    if (next !== null) {
      speak(next);
      return;
    }
    const boundaryMs = atMs + itemMs - sinceMs;
    const endMs = winners.endOf(stretch, Math.min(boundaryMs, day.untilMs));
    atMs = main.nextChange(atMs, endMs) ?? endMs;
  }

  function choose(now: Hour, stretch: Stretch, itemMs: number): Play | null {
    let best: { readonly remainder: number; readonly play: Play } | null = null;
    for (const account of now.accounts) {
      if (!account.eligible.some((one) => one.fromMs <= atMs && atMs < one.untilMs)) continue;
      const next = nextOf(account.interrupter, stretch.contender);
      const remainder = remainderIfDue(now, account, itemMs, next.turn.durationMs);
      if (remainder === null || (best !== null && remainder <= best.remainder)) continue;
      const untilMs = atMs + next.turn.durationMs;
      if (!fits(account.interrupter, now, stretch, untilMs)) continue;
      const { interrupter } = account;
      best = { remainder, play: { interrupter, winner: stretch.contender, fromMs: atMs, untilMs, ...next } };
    }
    return best?.play ?? null;
  }

  /**
   * How far an interrupt is behind what it is owed, where it is due; null where it is not. All in whole numbers: basis points times
   * milliseconds times twice the number of interrupts.
   */
  function remainderIfDue(
    now: Hour,
    { interrupter, eligible, eligibleMs, place, count }: Account,
    itemMs: number,
    nextMs: number,
  ): number | null {
    const { givenMs, begun } = spent.get(interrupter) ?? { givenMs: 0, begun: 0 };
    const availableMs = before(eligible, Math.min(atMs + Math.floor(itemMs / 2), now.untilMs));
    const phase = 2 * place + 1;
    const remainder = (interrupter.entry.shareBp ?? 0) * availableMs * 2 * count - givenMs * wholeBp * 2 * count - phase * nextMs * wholeBp;
    const isFirstDue = begun === 0 && (2 * count * availableMs >= phase * eligibleMs || atMs + itemMs >= (eligible.at(-1)?.untilMs ?? 0));
    return remainder >= 0 || isFirstDue ? remainder : null;
  }

  /** Whether an item that begins now and ends then is not cut. */
  function fits(interrupter: Contender, now: Hour, stretch: Stretch, untilMs: number): boolean {
    if (untilMs > day.untilMs || winners.endOf(stretch, untilMs) < untilMs) return false;
    let fromMs = atMs;
    for (let one = now; ; one = hourAt(one.untilMs)) {
      const account = one.accounts.find((candidate) => candidate.interrupter === interrupter);
      const interval = account?.eligible.find((candidate) => candidate.fromMs <= fromMs && fromMs < candidate.untilMs);
      if (interval === undefined) return false;
      if (interval.untilMs >= untilMs) return true;
      if (interval.untilMs < one.untilMs) return false;
      fromMs = one.untilMs;
    }
  }

  /** The item that an interrupt would speak now. */
  function nextOf(interrupter: Contender, winner: Contender): Next {
    const loop = loopFor(interrupter, winner, loopOf);
    const round = loop.roundAt(atMs);
    const { anchorMs } = anchorOf({ ...tileAt(interrupter, atMs), turnFromMs: null }, loop, atMs, days);
    const froms = fromsByInterrupter.get(interrupter) ?? [];
    const since = froms.length - countBelow(froms, anchorMs);
    const turn = round.turns[(day.number + since) % round.turns.length];
    if (turn === undefined) throw new RangeError('an eligible interrupt has nothing to say');
    return { round, turn };
  }

  function speak(play: Play): void {
    plays.push(play);
    fromsMs.push(play.fromMs);
    const own = byWinner.get(play.winner) ?? { plays: [], fromsMs: [], spokenBefore: [] };
    byWinner.set(play.winner, own);
    const last = own.plays.at(-1);
    own.spokenBefore.push(last === undefined ? 0 : (own.spokenBefore.at(-1) ?? 0) + last.untilMs - last.fromMs);
    own.plays.push(play);
    own.fromsMs.push(play.fromMs);
    const froms = fromsByInterrupter.get(play.interrupter) ?? [];
    fromsByInterrupter.set(play.interrupter, froms);
    froms.push(play.fromMs);
    const before = spent.get(play.interrupter) ?? { givenMs: 0, begun: 0 };
    spent.set(play.interrupter, { givenMs: before.givenMs + play.untilMs - play.fromMs, begun: before.begun + 1 });
    atMs = play.untilMs;
  }

  function spokenMs(winner: Contender, fromMs: number, untilMs: number): number {
    const own = byWinner.get(winner);
    if (own === undefined) return 0;
    const spokenUntil = (instantMs: number): number => {
      const index = countUpTo(own.fromsMs, instantMs) - 1;
      const play = own.plays[index];
      return play === undefined ? 0 : (own.spokenBefore[index] ?? 0) + Math.min(instantMs, play.untilMs) - play.fromMs;
    };
    return spokenUntil(untilMs) - spokenUntil(fromMs);
  }

  return {
    playCount: () => plays.length,
    playAt: (instantMs) => {
      advance(instantMs);
      const play = plays[countUpTo(fromsMs, instantMs) - 1];
      return play !== undefined && instantMs < play.untilMs ? play : null;
    },
    spokenMs: (winner, fromMs, untilMs) => {
      advance(untilMs);
      return spokenMs(winner, fromMs, untilMs);
    },
    nextPlay: (interrupter, instantMs) => {
      advance(instantMs);
      for (;;) {
        const froms = fromsByInterrupter.get(interrupter) ?? [];
        const nextMs = froms[countUpTo(froms, instantMs)];
        if (nextMs !== undefined) return nextMs;
        if (atMs >= day.untilMs) return null;
        step();
      }
    },
  };
}
