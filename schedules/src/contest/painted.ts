import type { Claim } from './claim.ts';
import { compareIds } from './compare-ids.ts';

/** A stretch in which the same claims of one rank compete: one wins, or they take turns. */
export type Painted = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The winner first where they do not take turns; by id where they do. */
  readonly claims: readonly Claim[];
  /** Start of the first turn of the cycle; null where nobody takes turns. */
  readonly cycleFromMs: number | null;
};

/**
 * The claims of one rank, which tie wherever they overlap, laid out without overlap. `dayStarts` are the starts of the site's day from the one at or before the
 * first claim on: a cycle of turns begins anew there, and where the set of entries changes.
 */
export function layTies(claims: readonly Claim[], dayStarts: readonly number[]): readonly Painted[] {
  const byFrom = claims.toSorted((a, b) => a.fromMs - b.fromMs);
  const cuts = [...new Set([...claims.flatMap((claim) => [claim.fromMs, claim.untilMs]), ...dayStarts])].sort((a, b) => a - b);
  const laid: Painted[] = [];
  let active: Claim[] = [];
  let taken = 0;
  let ids = '';
  let cycleFromMs = -Infinity;
  cuts.forEach((fromMs, index) => {
    const untilMs = cuts[index + 1];
    if (untilMs === undefined) return;
    active = active.filter((claim) => claim.untilMs > fromMs);
    for (let next = byFrom[taken]; next !== undefined && next.fromMs <= fromMs; next = byFrom[taken]) {
      active.push(next);
      taken += 1;
    }
    const [only] = active;
    if (only === undefined) {
      ids = '';
      return;
    }
    if (active.length === 1) {
      ids = only.contender.entry.id;
      cycleFromMs = fromMs;
      join(laid, { fromMs, untilMs, claims: [only], cycleFromMs: null });
      return;
    }
    const byId = active.toSorted((a, b) => compareIds(a.contender.entry.id, b.contender.entry.id));
    const idsNow = JSON.stringify(byId.map((claim) => claim.contender.entry.id));
    if (idsNow !== ids || dayStarts.includes(fromMs)) cycleFromMs = fromMs;
    ids = idsNow;
    const takesTurns = byId.every((claim) => claim.contender.entry.turnMs !== undefined);
    join(laid, takesTurns ? { fromMs, untilMs, claims: byId, cycleFromMs } : { fromMs, untilMs, claims: byStart(byId), cycleFromMs: null });
  });
  return laid;
}

/** The later start first, then the smaller id; `byId` is by id. */
function byStart(byId: readonly Claim[]): readonly Claim[] {
  return byId.toSorted((a, b) => (a.startMs === b.startMs ? 0 : b.startMs - a.startMs));
}

function join(laid: Painted[], next: Painted): void {
  const last = laid.at(-1);
  const isSame =
    last !== undefined &&
    last.untilMs === next.fromMs &&
    last.cycleFromMs === next.cycleFromMs &&
    last.claims.length === next.claims.length &&
    last.claims.every((claim, index) => isSameClaim(claim, next.claims[index]));
  if (isSame) laid[laid.length - 1] = { ...last, untilMs: next.untilMs };
  else laid.push(next);
}

function isSameClaim(a: Claim, b: Claim | undefined): boolean {
  return a.contender === b?.contender && a.startMs === b.startMs && a.startedBy === b.startedBy;
}
