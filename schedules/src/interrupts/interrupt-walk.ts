import { anchorOf } from '../loops/anchor.ts';
import { tileAt } from '../contest/contender.ts';
import type { Contender, Contenders } from '../contest/contender.ts';
import { remainderIfDue } from './interrupt-due.ts';
import type { Spent } from './interrupt-due.ts';
import { isIn, loopFor } from './interrupt-hours.ts';
import type { Hour } from './interrupt-hours.ts';
import type { Loop } from '../loops/loop.ts';
import { createPlayBook } from './play-book.ts';
import type { Play } from './play-book.ts';
import { itemTurnIn } from '../loops/round.ts';
import type { ItemTurn, Round } from '../loops/round.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { Stretch, Winners } from '../contest/winner.ts';

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

/** What an interrupt speaks next over a winner, before `untilMs`. */
type Next = { readonly winner: Contender; readonly loop: Loop; readonly round: Round; readonly turn: ItemTurn; readonly untilMs: number };

const unspent: Spent = { givenMs: 0, begun: 0 };

export function createWalk({ day, winners, days, hourAt, loopOf }: Ground): Walk {
  const book = createPlayBook();
  const spent = new Map<Contender, Spent>();
  const nexts = new Map<Contender, Next>();
  let hour: Hour | null = null;
  let atMs = day.fromMs;

  function advance(targetMs: number): void {
    while (atMs <= targetMs && atMs < day.untilMs) step();
  }

  /** Goes on through one stretch in which winner, round and hour stand still. */
  function step(): void {
    if (hour === null || atMs >= hour.untilMs) {
      hour = hourAt(atMs);
      spent.clear();
    }
    const stretch = winners.stretchAt(atMs);
    const { main } = stretch.contender;
    const endMs = Math.min(hour.untilMs, stretch.untilMs, main.epochAt(atMs).untilMs, day.untilMs);
    const round = main.roundAt(atMs);
    if (hour.accounts.length === 0 || round.turns.length === 0) {
      atMs = endMs;
      return;
    }
    const { anchorMs } = anchorOf(stretch, main, atMs, days);
    const { index, sinceMs } = itemTurnIn(round, atMs - anchorMs - book.spokenMs(stretch.contender, anchorMs, atMs));
    let turn = index;
    if (sinceMs > 0) {
      atMs += (round.turns[turn]?.durationMs ?? 0) - sinceMs;
      turn += 1;
    }
    while (atMs < endMs) {
      const itemMs = round.turns[turn % round.turns.length]?.durationMs ?? 0;
      const play = choose(hour, stretch, itemMs);
      if (play !== null) {
        speak(play);
        continue;
      }
      atMs += itemMs;
      turn += 1;
    }
    // An item that runs on is asked anew there: it may be cut, or counted from elsewhere. A play has been seen to fit.
    if (book.lastUntilMs() !== atMs) atMs = endMs;
  }

  function choose(now: Hour, stretch: Stretch, itemMs: number): Play | null {
    let best: { readonly remainder: number; readonly play: Play } | null = null;
    for (const account of now.accounts) {
      if (!isIn(account.eligible, atMs)) continue;
      const { interrupter } = account;
      const { loop, round, turn } = nextOf(interrupter, stretch.contender);
      const own = spent.get(interrupter) ?? unspent;
      const remainder = remainderIfDue(account, own, { atMs, itemMs, hourUntilMs: now.untilMs, nextMs: turn.durationMs });
      if (remainder === null || (best !== null && remainder <= best.remainder)) continue;
      const untilMs = atMs + turn.durationMs;
      if (loop.nextChange(atMs, untilMs) !== null || !fits(interrupter, now, stretch, untilMs)) continue;
      best = { remainder, play: { interrupter, winner: stretch.contender, fromMs: atMs, untilMs, round, turn } };
    }
    return best?.play ?? null;
  }

  /** Whether an item that begins now and ends then is not cut by what goes on around it. */
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

  /** The item that an interrupt would speak now. It stays so until it has spoken, or its time, its items or their reading change. */
  function nextOf(interrupter: Contender, winner: Contender): Next {
    const known = nexts.get(interrupter);
    if (known !== undefined && known.winner === winner && atMs < known.untilMs) return known;
    const loop = loopFor(interrupter, winner, loopOf);
    const round = loop.roundAt(atMs);
    const tile = tileAt(interrupter, atMs);
    const { anchorMs } = anchorOf({ ...tile, turnFromMs: null }, loop, atMs, days);
    const count = round.turns.length;
    // a day before 1970 has a number below 0
    const turn = round.turns[(((day.number + book.begunSince(interrupter, anchorMs)) % count) + count) % count];
    if (turn === undefined) throw new RangeError('an eligible interrupt has nothing to say');
    const next = { winner, loop, round, turn, untilMs: Math.min(tile.untilMs, loop.epochAt(atMs).untilMs) };
    nexts.set(interrupter, next);
    return next;
  }

  function speak(play: Play): void {
    book.add(play);
    nexts.delete(play.interrupter);
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
