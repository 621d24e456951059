import { dayMs } from './civil.ts';
import { keep, tileAt } from './contender.ts';
import type { Contender } from './contender.ts';
import type { IsPresent } from './showing.ts';
import { chunkOf } from './tiles.ts';
import type { Tile } from './tiles.ts';

/** A stretch in which one occurrence of one entry wins. It may go on after `untilMs`. */
export type Stretch = {
  readonly contender: Contender;
  readonly startMs: number;
  readonly startedBy: Tile['startedBy'];
  readonly fromMs: number;
  readonly untilMs: number;
};

export type Winners = {
  readonly stretchAt: (instantMs: number, isPresent: IsPresent | undefined) => Stretch;
  /** Where the stretch that covers an instant ends: exact below the limit, the limit otherwise. */
  readonly endOf: (stretch: Stretch, limitMs: number, isPresent: IsPresent | undefined) => number;
};

type Interval = { readonly fromMs: number; readonly untilMs: number };

const maxKeptChunks = 16;

/** Who wins when, from groups of contenders in order of rank. */
export function createWinners(groups: readonly (readonly Contender[])[]): Winners {
  const kept = new Map<number, readonly Stretch[]>();
  const fallback = unconditionalOf(groups);

  function stretchAt(instantMs: number, isPresent: IsPresent | undefined): Stretch {
    const whole = wholeStretchAt(instantMs);
    if (isPresent === undefined) return whole;
    // Absence only takes contenders away, so who wins with everything present wins while anything of it is.
    const { main } = whole.contender;
    if (main.roundAt(instantMs, isPresent).showings.length === 0) return stretchWith(groups, fallback, instantMs, isPresent);
    return { ...whole, untilMs: Math.min(whole.untilMs, main.epochAt(instantMs).untilMs) };
  }

  function wholeStretchAt(instantMs: number): Stretch {
    const chunk = chunkOf(instantMs);
    if (kept.size >= maxKeptChunks && !kept.has(chunk)) kept.clear();
    const stretches = keep(kept, chunk, () => stretchesIn(groups, chunk));
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((stretches[middle]?.fromMs ?? Infinity) <= instantMs) low = middle + 1;
      else high = middle;
    }
    const stretch = stretches[low - 1];
    if (stretch === undefined) throw new RangeError('a checked plan left an instant without a winner');
    return stretch;
  }

  return {
    stretchAt,
    endOf: (stretch, limitMs, isPresent) => {
      let endMs = stretch.untilMs;
      while (endMs < limitMs) {
        const next = stretchAt(endMs, isPresent);
        if (!isSameStretch(stretch, next)) return endMs;
        endMs = next.untilMs;
      }
      return limitMs;
    },
  };
}

function unconditionalOf(groups: readonly (readonly Contender[])[]): Contender {
  const found = groups.flat().find((contender) => contender.isUnconditional);
  if (found === undefined) throw new RangeError('a checked plan has an unconditional fallback');
  return found;
}

function isSameStretch(a: Stretch, b: Stretch): boolean {
  return a.contender === b.contender && a.startMs === b.startMs && a.startedBy === b.startedBy;
}

/** The winner where only what is present can be shown; constant at least until the earliest end of anything that outranks it. */
function stretchWith(groups: readonly (readonly Contender[])[], fallback: Contender, atMs: number, isPresent: IsPresent): Stretch {
  let untilMs = Infinity;
  for (const group of groups) {
    let best: Stretch | null = null;
    for (const contender of group) {
      const tile = tileAt(contender, atMs);
      untilMs = Math.min(untilMs, tile.untilMs);
      if (tile.state !== 'on') continue;
      untilMs = Math.min(untilMs, contender.main.epochAt(atMs).untilMs);
      if (best !== null && tile.startMs <= best.startMs) continue;
      if (contender.main.roundAt(atMs, isPresent).showings.length === 0) continue;
      best = { contender, startMs: tile.startMs, startedBy: tile.startedBy, fromMs: atMs, untilMs: atMs };
    }
    if (best !== null) return { ...best, untilMs };
  }
  // Nothing at all is on the device: the fallback stands, empty, and the stage draws what it carries itself.
  return { contender: fallback, startMs: -Infinity, startedBy: 'occurrence', fromMs: atMs, untilMs };
}

/** Paints a chunk from the highest group down, each into what those above have left free. */
function stretchesIn(groups: readonly (readonly Contender[])[], chunk: number): readonly Stretch[] {
  let free: readonly Interval[] = [{ fromMs: chunk * dayMs, untilMs: (chunk + 1) * dayMs }];
  const painted: Stretch[] = [];
  for (const group of groups) {
    if (free.length === 0) break;
    const own = resolveTies(group.flatMap((contender) => claimsOf(contender, chunk)));
    if (own.length === 0) continue;
    const left: Interval[] = [];
    for (const gap of free) {
      let fromMs = gap.fromMs;
      for (const stretch of own) {
        if (stretch.untilMs <= fromMs) continue;
        if (stretch.fromMs >= gap.untilMs) break;
        if (stretch.fromMs > fromMs) left.push({ fromMs, untilMs: stretch.fromMs });
        const untilMs = Math.min(stretch.untilMs, gap.untilMs);
        painted.push({ ...stretch, fromMs: Math.max(stretch.fromMs, fromMs), untilMs });
        fromMs = untilMs;
      }
      if (fromMs < gap.untilMs) left.push({ fromMs, untilMs: gap.untilMs });
    }
    free = left;
  }
  return painted.sort((a, b) => a.fromMs - b.fromMs);
}

/** Where a contender is on and has something to show in its main region, by time. */
function claimsOf(contender: Contender, chunk: number): readonly Stretch[] {
  const claims: Stretch[] = [];
  for (const tile of contender.tilesIn(chunk)) {
    if (tile.state !== 'on') continue;
    let fromMs = tile.fromMs;
    while (fromMs < tile.untilMs) {
      const untilMs = Math.min(contender.main.epochAt(fromMs).untilMs, tile.untilMs);
      const isShowing = contender.main.roundAt(fromMs, undefined).showings.length > 0;
      const last = claims.at(-1);
      if (isShowing && last?.untilMs === fromMs && last.startMs === tile.startMs && last.startedBy === tile.startedBy) {
        claims[claims.length - 1] = { ...last, untilMs };
      } else if (isShowing) claims.push({ contender, startMs: tile.startMs, startedBy: tile.startedBy, fromMs, untilMs });
      fromMs = untilMs;
    }
  }
  return claims;
}

/** Of claims of equal rank the later start wins, then the smaller id; claims come grouped by id, ascending. */
function resolveTies(claims: readonly Stretch[]): readonly Stretch[] {
  const order = new Map(claims.map((claim, index) => [claim, index]));
  const byFrom = claims.toSorted((a, b) => a.fromMs - b.fromMs);
  const cuts = [...new Set(claims.flatMap((claim) => [claim.fromMs, claim.untilMs]))].sort((a, b) => a - b);
  const resolved: Stretch[] = [];
  let active: Stretch[] = [];
  let taken = 0;
  cuts.forEach((fromMs, index) => {
    const untilMs = cuts[index + 1];
    if (untilMs === undefined) return;
    active = active.filter((claim) => claim.untilMs > fromMs);
    for (let next = byFrom[taken]; next !== undefined && next.fromMs <= fromMs; next = byFrom[taken]) {
      active.push(next);
      taken += 1;
    }
    let best: Stretch | undefined;
    for (const claim of active) {
      const isLater = best === undefined || claim.startMs > best.startMs;
      if (isLater || (claim.startMs === best?.startMs && (order.get(claim) ?? 0) < (order.get(best) ?? 0))) best = claim;
    }
    if (best === undefined) return;
    const last = resolved.at(-1);
    if (last !== undefined && last.untilMs === fromMs && isSameStretch(last, best)) resolved[resolved.length - 1] = { ...last, untilMs };
    else resolved.push({ ...best, fromMs, untilMs });
  });
  return resolved;
}
