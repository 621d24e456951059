import { dayMs } from '../time/civil.ts';
import { claimsOf } from './claim.ts';
import { keep } from './contender.ts';
import type { Contender } from './contender.ts';
import { countUpTo } from '../count-in-order.ts';
import { layTies } from './painted.ts';
import type { Painted } from './painted.ts';
import type { Piece } from '../glass/piece.ts';
import type { SiteDays } from '../time/site-days.ts';
import { chunkOf } from '../spans/tiles.ts';
import type { Tile } from '../spans/tiles.ts';
import { cycleOf, nextTurnsAfter, turnAt } from './turns.ts';

/** A stretch in which one occurrence of one entry wins, in one turn. It may go on after `untilMs`. */
export type Stretch = {
  readonly contender: Contender;
  readonly startMs: number;
  readonly startedBy: Tile['startedBy'];
  /** Start of the winner's turn; null where it takes none. */
  readonly turnFromMs: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
  /** What it is cut from. */
  readonly painted: Painted;
  /** What has been worked out of it so far. */
  readonly pieces: Piece[];
};

export type Winners = {
  readonly stretchAt: (instantMs: number) => Stretch;
  /** Where the stretch that covers an instant ends: exact below the limit, the limit otherwise. */
  readonly endOf: (stretch: Stretch, limitMs: number) => number;
  /** By entry, where turns are taken: start of its next turn; null where the cycle is cut before. */
  readonly nextTurns: (stretch: Stretch, instantMs: number) => ReadonlyMap<string, number | null>;
  /** When the turn that an instant lies in ends: cut where those who take turns change or the site's day starts, by nothing else; null where there is none. */
  readonly turnEnd: (stretch: Stretch, instantMs: number) => number | null;
};

type Interval = { readonly fromMs: number; readonly untilMs: number };
/** A day of UTC painted: pieces in order, their starts, and the stretch last asked for in each. */
type Chunk = { readonly painted: readonly Painted[]; readonly fromsMs: readonly number[]; readonly stretches: (Stretch | undefined)[] };

const maxKeptChunks = 400;
const maxKeptPieces = 100_000;

/** Who wins when, from groups of contenders in order of rank. */
export function createWinners(groups: readonly (readonly Contender[])[], days: SiteDays): Winners {
  const kept = new Map<number, Chunk>();
  let keptPieces = 0;
  let last: { readonly number: number; readonly chunk: Chunk } | null = null;

  function chunkNumbered(number: number): Chunk {
    if (last?.number === number) return last.chunk;
    if ((kept.size >= maxKeptChunks || keptPieces > maxKeptPieces) && !kept.has(number)) {
      kept.clear();
      keptPieces = 0;
    }
    const chunk = keep(kept, number, () => {
      const painted = paint(groups, days, number);
      keptPieces += painted.length;
      return {
        painted,
        fromsMs: painted.map((piece) => piece.fromMs),
        stretches: Array.from<Stretch | undefined>({ length: painted.length }),
      };
    });
    last = { number, chunk };
    return chunk;
  }

  function stretchAt(instantMs: number): Stretch {
    const { painted, fromsMs, stretches } = chunkNumbered(chunkOf(instantMs));
    const index = countUpTo(fromsMs, instantMs) - 1;
    const known = stretches[index];
    if (known !== undefined && instantMs >= known.fromMs && instantMs < known.untilMs) return known;
    const piece = painted[index];
    if (piece === undefined) throw new RangeError('a checked plan left an instant without a winner');
    const stretch = stretchIn(piece, instantMs);
    stretches[index] = stretch;
    return stretch;
  }

  function endOf(stretch: Stretch, limitMs: number): number {
    let endMs = stretch.untilMs;
    while (endMs < limitMs) {
      const next = stretchAt(endMs);
      if (!isSameStretch(stretch, next)) return endMs;
      endMs = next.untilMs;
    }
    return limitMs;
  }

  function nextTurns(stretch: Stretch, instantMs: number): ReadonlyMap<string, number | null> {
    const { painted } = stretch;
    if (painted.cycleFromMs === null) return new Map();
    const cutMs = cycleEnd(groupOf(stretch), days, painted.cycleFromMs, instantMs, instantMs + cycleOf(painted));
    return nextTurnsAfter(painted, instantMs, cutMs);
  }

  function turnEnd(stretch: Stretch, instantMs: number): number | null {
    const { cycleFromMs } = stretch.painted;
    if (cycleFromMs === null) return null;
    const { untilMs } = turnAt(stretch.painted, instantMs);
    return Math.min(untilMs, cycleEnd(groupOf(stretch), days, cycleFromMs, instantMs, untilMs));
  }

  function groupOf(stretch: Stretch): readonly Contender[] {
    return groups.find((one) => one.includes(stretch.contender)) ?? [];
  }

  return { stretchAt, endOf, nextTurns, turnEnd };
}

/** The stretch of a painted piece that covers an instant: the piece itself, or the turn in it. */
function stretchIn(painted: Painted, instantMs: number): Stretch {
  const { claims, cycleFromMs, fromMs, untilMs } = painted;
  const [first] = claims;
  if (first === undefined) throw new RangeError('a painted piece without a claim');
  const { contender, startMs, startedBy } = first;
  if (cycleFromMs === null) return { contender, startMs, startedBy, turnFromMs: null, fromMs, untilMs, painted, pieces: [] };
  const turn = turnAt(painted, instantMs);
  const clipped = { fromMs: Math.max(turn.fromMs, fromMs), untilMs: Math.min(turn.untilMs, untilMs) };
  const { contender: holder, startMs: holderStartMs, startedBy: holderStartedBy } = turn.claim;
  return {
    contender: holder,
    startMs: holderStartMs,
    startedBy: holderStartedBy,
    turnFromMs: turn.fromMs,
    ...clipped,
    painted,
    pieces: [],
  };
}

function isSameStretch(a: Stretch, b: Stretch): boolean {
  return a.contender === b.contender && a.startMs === b.startMs && a.startedBy === b.startedBy && a.turnFromMs === b.turnFromMs;
}

/** Paints a chunk from the highest group down, each into what those above have left free. */
function paint(groups: readonly (readonly Contender[])[], days: SiteDays, chunk: number): readonly Painted[] {
  let free: readonly Interval[] = [{ fromMs: chunk * dayMs, untilMs: (chunk + 1) * dayMs }];
  const painted: Painted[] = [];
  for (const group of groups) {
    if (free.length === 0) break;
    const left: Interval[] = [];
    const own = layGroup(group, days, chunk);
    if (own.length === 0) continue;
    for (const gap of free) {
      let fromMs = gap.fromMs;
      for (const piece of own) {
        if (piece.untilMs <= fromMs) continue;
        if (piece.fromMs >= gap.untilMs) break;
        if (piece.fromMs > fromMs) left.push({ fromMs, untilMs: piece.fromMs });
        const untilMs = Math.min(piece.untilMs, gap.untilMs);
        painted.push({ ...piece, fromMs: Math.max(piece.fromMs, fromMs), untilMs });
        fromMs = untilMs;
      }
      if (fromMs < gap.untilMs) left.push({ fromMs, untilMs: gap.untilMs });
    }
    free = left;
  }
  // Nothing at all is on the device: the fallback stands, empty, and the stage draws what it carries itself.
  const contender = free.length === 0 ? undefined : groups.flat().find((one) => one.isUnconditional);
  if (contender !== undefined) {
    for (const gap of free) {
      painted.push({ ...gap, claims: [{ ...gap, contender, startMs: -Infinity, startedBy: 'occurrence' }], cycleFromMs: null });
    }
  }
  return painted.sort((a, b) => a.fromMs - b.fromMs);
}

/** The claims of one group in a chunk, laid out. Where turns are taken the cycle may have begun before: it is followed from the start of the site's day on. */
function layGroup(group: readonly Contender[], days: SiteDays, chunk: number): readonly Painted[] {
  const takesTurns = group.length > 1 && group.some((contender) => contender.entry.turnMs !== undefined);
  if (!takesTurns)
    return layTies(
      group.flatMap((contender) => claimsOf(contender, chunk)),
      [],
    );
  const chunkFromMs = chunk * dayMs;
  const dayFromMs = days.startAt(chunkFromMs);
  const chunks: number[] = [];
  for (let one = chunkOf(dayFromMs); one <= chunk; one += 1) chunks.push(one);
  const claims = group
    .flatMap((contender) => chunks.flatMap((one) => claimsOf(contender, one)))
    .filter((claim) => claim.untilMs > dayFromMs)
    .map((claim) => (claim.fromMs < dayFromMs ? { ...claim, fromMs: dayFromMs } : claim));
  const dayStarts = [dayFromMs];
  for (let startMs = days.startAfter(dayFromMs); startMs < chunkFromMs + dayMs; startMs = days.startAfter(startMs)) dayStarts.push(startMs);
  return layTies(claims, dayStarts)
    .filter((piece) => piece.untilMs > chunkFromMs)
    .map((piece) => (piece.fromMs < chunkFromMs ? { ...piece, fromMs: chunkFromMs } : piece));
}

/** Where a cycle of turns that is on at an instant is cut, whatever outranks it: exact below the limit, Infinity otherwise. */
function cycleEnd(group: readonly Contender[], days: SiteDays, cycleFromMs: number, instantMs: number, limitMs: number): number {
  let endMs = instantMs;
  for (let chunk = chunkOf(instantMs); endMs <= limitMs; chunk += 1) {
    for (const piece of layGroup(group, days, chunk)) {
      if (piece.untilMs <= endMs) continue;
      if (piece.fromMs > endMs || piece.cycleFromMs !== cycleFromMs) return endMs;
      endMs = piece.untilMs;
    }
    if (endMs < (chunk + 1) * dayMs) return endMs;
  }
  return Infinity;
}
