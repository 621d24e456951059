import type { Contender } from '../contest/contender.ts';
import { countBelow, countUpTo } from '../count-in-order.ts';
import type { ItemTurn, Round } from '../loops/round.ts';

/** One whole item that an interrupt speaks. */
export type Play = {
  readonly interrupter: Contender;
  readonly winner: Contender;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly round: Round;
  readonly turn: ItemTurn;
};

/** The plays of one day of a site, in order. */
export type PlayBook = {
  readonly add: (play: Play) => void;
  readonly count: () => number;
  /** End of the last play; -Infinity where there is none. */
  readonly lastUntilMs: () => number;
  readonly at: (instantMs: number) => Play | null;
  /** The time within [fromMs, untilMs) in which interrupts spoke while an entry won. */
  readonly spokenMs: (winner: Contender, fromMs: number, untilMs: number) => number;
  /** How many items an interrupt has begun since an instant. */
  readonly begunSince: (interrupter: Contender, instantMs: number) => number;
  /** When an interrupt begins its next item after an instant, as far as the book goes; null if it does not. */
  readonly nextAfter: (interrupter: Contender, instantMs: number) => number | null;
};

/** `spokenBeforeMs`: how long all plays before each took together. */
type OfWinner = { readonly plays: Play[]; readonly fromsMs: number[]; readonly spokenBeforeMs: number[] };

export function createPlayBook(): PlayBook {
  const plays: Play[] = [];
  const fromsMs: number[] = [];
  const byWinner = new Map<Contender, OfWinner>();
  const byInterrupter = new Map<Contender, number[]>();

  function spokenUntil({ plays: own, fromsMs: froms, spokenBeforeMs }: OfWinner, instantMs: number): number {
    const index = countUpTo(froms, instantMs) - 1;
    const play = own[index];
    return play === undefined ? 0 : (spokenBeforeMs[index] ?? 0) + Math.min(instantMs, play.untilMs) - play.fromMs;
  }

  return {
    count: () => plays.length,
    lastUntilMs: () => plays.at(-1)?.untilMs ?? -Infinity,
    add: (play) => {
      plays.push(play);
      fromsMs.push(play.fromMs);
      const own = byWinner.get(play.winner) ?? { plays: [], fromsMs: [], spokenBeforeMs: [] };
      byWinner.set(play.winner, own);
      own.spokenBeforeMs.push(spokenUntil(own, Infinity));
      own.plays.push(play);
      own.fromsMs.push(play.fromMs);
      const froms = byInterrupter.get(play.interrupter) ?? [];
      byInterrupter.set(play.interrupter, froms);
      froms.push(play.fromMs);
    },
    at: (instantMs) => {
      const play = plays[countUpTo(fromsMs, instantMs) - 1];
      return play !== undefined && instantMs < play.untilMs ? play : null;
    },
    spokenMs: (winner, fromMs, untilMs) => {
      const own = byWinner.get(winner);
      return own === undefined ? 0 : spokenUntil(own, untilMs) - spokenUntil(own, fromMs);
    },
    begunSince: (interrupter, instantMs) => {
      const froms = byInterrupter.get(interrupter) ?? [];
      return froms.length - countBelow(froms, instantMs);
    },
    nextAfter: (interrupter, instantMs) => {
      const froms = byInterrupter.get(interrupter) ?? [];
      return froms[countUpTo(froms, instantMs)] ?? null;
    },
  };
}
