import type { Contender } from './contender.ts';
import type { Tile } from '../spans/tiles.ts';

/** A stretch in which one occurrence of an entry is on and has something to show in its main region. */
export type Claim = {
  readonly contender: Contender;
  readonly startMs: number;
  readonly startedBy: Tile['startedBy'];
  readonly fromMs: number;
  readonly untilMs: number;
};

/** The claims of an entry within one chunk, by time. */
export function claimsOf(contender: Contender, chunk: number): readonly Claim[] {
  const claims: Claim[] = [];
  for (const tile of contender.tilesIn(chunk)) {
    if (tile.state !== 'on') continue;
    let fromMs = tile.fromMs;
    while (fromMs < tile.untilMs) {
      const untilMs = Math.min(contender.main.epochAt(fromMs).untilMs, tile.untilMs);
      const isShowing = contender.main.roundAt(fromMs).showings.length > 0;
      const last = claims.at(-1);
      if (isShowing && last?.untilMs === fromMs && last.startMs === tile.startMs && last.startedBy === tile.startedBy) {
        claims[claims.length - 1] = { ...last, untilMs };
      } else if (isShowing) claims.push({ contender, startMs: tile.startMs, startedBy: tile.startedBy, fromMs, untilMs });
      fromMs = untilMs;
    }
  }
  return claims;
}
