import { anchorOf } from './anchor.ts';
import { tileAt } from './contender.ts';
import type { Contender, Contenders } from './contender.ts';
import { remainderIfDue } from './interrupt-due.ts';
import type { Spent } from './interrupt-due.ts';
import { loopFor } from './interrupt-hours.ts';
import type { Hour } from './interrupt-hours.ts';
import { createPlayBook } from './play-book.ts';
import type { Play } from './play-book.ts';
import { itemTurnIn } from './round.ts';
import type { ItemTurn, Round } from './round.ts';
import type { SiteDays } from './site-days.ts';
import type { Stretch, Winners } from './winner.ts';

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

type Next = { readonly round: Round; readonly turn: ItemTurn };

const unspent: Spent = { givenMs: 0, begun: 0 };

export function createWalk({ day, winners, days, hourAt, loopOf }: Ground): Walk {
  const book = createPlayBook();
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
    const { index, sinceMs } = itemTurnIn(round, atMs - anchorMs - book.spokenMs(stretch.contender, anchorMs, atMs));
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
      const own = spent.get(account.interrupter) ?? unspent;
      const remainder = remainderIfDue(account, own, { atMs, itemMs, hourUntilMs: now.untilMs, nextMs: next.turn.durationMs });
      if (remainder === null || (best !== null && remainder <= best.remainder)) continue;
      const untilMs = atMs + next.turn.durationMs;
      if (!fits(account.interrupter, now, stretch, untilMs)) continue;
      const { interrupter } = account;
      best = { remainder, play: { interrupter, winner: stretch.contender, fromMs: atMs, untilMs, ...next } };
    }
    return best?.play ?? null;
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
    const turn = round.turns[(day.number + book.begunSince(interrupter, anchorMs)) % round.turns.length];
    if (turn === undefined) throw new RangeError('an eligible interrupt has nothing to say');
    return { round, turn };
  }

  function speak(play: Play): void {
    book.add(play);
    const { givenMs, begun } = spent.get(play.interrupter) ?? unspent;
    spent.set(play.interrupter, { givenMs: givenMs + play.untilMs - play.fromMs, begun: begun + 1 });
    atMs = play.untilMs;
  }

  return {
    playCount: book.count,
    playAt: (instantMs) => {
      advance(instantMs);
      return book.at(instantMs);
    },
    spokenMs: (winner, fromMs, untilMs) => {
      advance(untilMs);
      return book.spokenMs(winner, fromMs, untilMs);
    },
    nextPlay: (interrupter, instantMs) => {
      advance(instantMs);
      for (;;) {
        const nextMs = book.nextAfter(interrupter, instantMs);
        if (nextMs !== null || atMs >= day.untilMs) return nextMs;
        step();
      }
    },
  };
}
