import { compareTiers, tileAt } from './contender.ts';
import type { Contender } from './contender.ts';
import { firstOn, isAlwaysOn } from '../spans/onset.ts';
import type { Works } from '../glass/scene.ts';

/** Makes the function that finds the first instant after another at which another entry wins; null if none within the horizon. */
export function createNextEntry({ contenders, winners }: Works): (atMs: number, horizonMs: number) => number | null {
  const { groups } = contenders;

  /** Entries that could take the place of a winner while it is on. */
  function rivalsOf(winner: Contender): readonly Contender[] {
    const { tier, specificity } = winner.entry;
    return groups.flat().filter(({ entry }) => {
      const above = compareTiers(entry.tier, tier) || entry.specificity - specificity;
      return above >= 0 && entry.id !== winner.entry.id;
    });
  }

  return (atMs, horizonMs) => {
    const limitMs = atMs + horizonMs + 1;
    const first = winners.stretchAt(atMs);
    const winner = first.contender;
    const rivals = rivalsOf(winner);
    const nextOf = new Map<Contender, number>();
    let stretch = first;
    let soughtMs = atMs;
    for (;;) {
      let nextMs = endOfShowing(winner, soughtMs, limitMs);
      if (stretch.turnFromMs !== null) nextMs = Math.min(nextMs, stretch.untilMs);
      for (const rival of rivals) {
        const known = nextOf.get(rival);
        const found = known !== undefined && known > soughtMs ? known : nextBid(rival, winner, soughtMs, nextMs);
        if (found === null) continue;
        nextOf.set(rival, found);
        nextMs = Math.min(nextMs, found);
      }
      if (nextMs >= limitMs) return null;
      stretch = winners.stretchAt(nextMs);
      if (stretch.contender !== winner) return nextMs;
      soughtMs = nextMs;
    }
  };
}

/**
 * When a rival that does not win may win next. One that outranks the winner shows nothing now, so it is when it begins to; one that ties with it
 * may be on and lose the tie, so it is also when it changes.
 */
function nextBid(rival: Contender, winner: Contender, atMs: number, limitMs: number): number | null {
  if (rival.entry.tier !== winner.entry.tier || rival.entry.specificity !== winner.entry.specificity) {
    return firstShowing(rival, atMs + 1, limitMs);
  }
  const tile = tileAt(rival, atMs);
  if (tile.state !== 'on' || rival.main.roundAt(atMs).showings.length === 0) return firstShowing(rival, atMs + 1, limitMs);
  return Math.min(isAlwaysOn(rival.onset) ? Infinity : tile.untilMs, rival.main.epochAt(atMs).untilMs);
}

/** The first instant in [fromMs, untilMs) at which an entry is on and has something to show; null if there is none. */
function firstShowing(contender: Contender, fromMs: number, untilMs: number): number | null {
  for (let soughtMs = fromMs; soughtMs < untilMs;) {
    const shownMs = firstRound(contender, soughtMs, untilMs);
    if (shownMs === null) return null;
    const onMs = firstOn(contender.onset, shownMs, untilMs);
    if (onMs === null) return null;
    if (contender.main.roundAt(onMs).showings.length > 0) return onMs;
    soughtMs = contender.main.epochAt(onMs).untilMs;
  }
  return null;
}

/** The first instant in [fromMs, untilMs) at which the loop has something to show. */
function firstRound({ main }: Contender, fromMs: number, untilMs: number): number | null {
  for (let soughtMs = fromMs; soughtMs < untilMs; soughtMs = main.epochAt(soughtMs).untilMs) {
    if (main.roundAt(soughtMs).showings.length > 0) return soughtMs;
  }
  return null;
}

/** The first instant after another at which an entry that competes no longer does; the limit if it does until then. */
function endOfShowing(contender: Contender, atMs: number, limitMs: number): number {
  const { main } = contender;
  for (let soughtMs = atMs; soughtMs < limitMs;) {
    const tile = tileAt(contender, soughtMs);
    if (soughtMs > atMs && (tile.state !== 'on' || main.roundAt(soughtMs).showings.length === 0)) return soughtMs;
    soughtMs = Math.min(isAlwaysOn(contender.onset) ? limitMs : tile.untilMs, main.epochAt(soughtMs).untilMs);
  }
  return limitMs;
}
