import type { Entry, Plan, RegionLanguages } from '../../src/plan.ts';
import { itemsChangedAt, mainMode, positionIn, roundOf } from './round.ts';
import type { ItemTurn, Spread } from './round.ts';
import type { StartedBy } from './spans.ts';
import { tiers } from './stretches.ts';
import type { State, Stretch } from './stretches.ts';
import { dayMs, hourMs, offsetAt } from './wall.ts';

// A site's day walked from its start, boundary by boundary: at each beginning of an item, does an interrupt speak first?

export type Play = {
  readonly entryId: string;
  /** The winner whose loop pauses. */
  readonly winnerId: string;
  readonly turn: ItemTurn;
  readonly fromMs: number;
  readonly untilMs: number;
};
export type Anchor = { readonly atMs: number; readonly by: StartedBy | 'turn' | 'day-start' | 'items-changed' };
type Walk = { readonly plan: Plan; readonly spread: Spread; readonly stretches: readonly Stretch[]; readonly plays: Play[] };
type Candidate = { readonly state: State; readonly next: ItemTurn; readonly remainder: number; readonly place: number };

export function playsOf(plan: Plan, stretches: readonly Stretch[], spread: Spread): readonly Play[] {
  const walk: Walk = { plan, spread, stretches, plays: [] };
  const endMs = stretches.at(-1)?.untilMs ?? 0;
  if (!plan.entries.some((entry) => entry.mode === 'interrupt')) return [];
  const dayStartMs = stretches[0]?.fromMs ?? 0;
  let atMs = dayStartMs;
  while (atMs < endMs) {
    const stretch = stretchAt(stretches, atMs);
    const { turn, withinMs } = mainPosition(plan, stretch, walk.plays, dayStartMs, atMs, spread);
    const speaker = withinMs === 0 ? speakerAt(walk, stretch, turn.durationMs, atMs) : null;
    if (speaker === null) {
      atMs = Math.min(stretch.untilMs, atMs + turn.durationMs - withinMs);
      continue;
    }
    const untilMs = atMs + speaker.next.durationMs;
    walk.plays.push({ entryId: speaker.state.entry.id, winnerId: stretch.winner.entry.id, turn: speaker.next, fromMs: atMs, untilMs });
    atMs = untilMs;
  }
  return walk.plays;
}

export function stretchAt(stretches: readonly Stretch[], atMs: number): Stretch {
  const found = stretches.find((stretch) => stretch.fromMs <= atMs && atMs < stretch.untilMs);
  if (found === undefined) throw new Error('beyond the day');
  return found;
}

/** The latest of what may begin a loop; of several at one instant the first of this order is named. */
export function anchorOf(
  plan: Plan,
  state: State,
  turnFromMs: number | null,
  loop: { readonly playlistId: string; readonly mode: RegionLanguages },
  dayStartMs: number,
  atMs: number,
): Anchor {
  if (state.on.kind !== 'on') throw new Error('a loop that is off');
  const candidates: readonly { readonly atMs: number | null; readonly by: Anchor['by'] }[] = [
    { atMs: state.on.startMs, by: state.on.startedBy },
    { atMs: turnFromMs, by: 'turn' },
    { atMs: dayStartMs, by: 'day-start' },
    { atMs: itemsChangedAt(plan, loop.playlistId, loop.mode, atMs), by: 'items-changed' },
  ];
  const latestMs = Math.max(...candidates.map((candidate) => candidate.atMs ?? -Infinity));
  return { atMs: latestMs, by: candidates.find((candidate) => candidate.atMs === latestMs)?.by ?? 'day-start' };
}

/** Where the winner's main loop stands: time since its anchor, less the time in which interrupts spoke while it won. */
export function mainPosition(
  plan: Plan,
  stretch: Stretch,
  plays: readonly Play[],
  dayStartMs: number,
  atMs: number,
  spread: Spread,
): ReturnType<typeof positionIn> {
  const { entry } = stretch.winner;
  const loop = { playlistId: entry.playlistId, mode: mainMode(plan, entry) };
  const anchorMs = anchorOf(plan, stretch.winner, stretch.turn?.fromMs ?? null, loop, dayStartMs, atMs).atMs;
  const spokenMs = plays
    .filter((play) => play.winnerId === entry.id)
    .reduce((sum, play) => sum + Math.max(0, Math.min(play.untilMs, atMs) - Math.max(play.fromMs, anchorMs)), 0);
  return positionIn(roundOf(plan, loop.playlistId, loop.mode, atMs, spread), atMs - anchorMs - spokenMs);
}

export function isEligible(plan: Plan, stretch: Stretch, state: State, spread: Spread): boolean {
  const { winner } = stretch;
  return (
    state.entry.mode === 'interrupt' &&
    state.on.kind === 'on' &&
    tiers.indexOf(state.entry.tier) >= tiers.indexOf(winner.entry.tier) &&
    roundOf(plan, state.entry.playlistId, mainMode(plan, winner.entry), stretch.fromMs, spread).length > 0
  );
}

/** The order of interrupts: tier, then specificity, then id. */
export function inOrder(a: Entry, b: Entry): number {
  return tiers.indexOf(b.tier) - tiers.indexOf(a.tier) || b.specificity - a.specificity || (a.id < b.id ? -1 : 1);
}

function speakerAt(walk: Walk, stretch: Stretch, itemMs: number, atMs: number): Candidate | null {
  const hour = hourOf(walk, atMs);
  const standing = walk.plan.entries
    .filter((entry) => entry.mode === 'interrupt' && eligibleMs(walk, entry, hour.fromMs, hour.untilMs) > 0)
    .toSorted(inOrder);
  const due = standing.flatMap((entry, place) => {
    const state = stretch.states.find((one) => one.entry.id === entry.id);
    if (state === undefined || !isEligible(walk.plan, stretch, state, walk.spread)) return [];
    const next = nextItemOf(walk, stretch, state, atMs);
    if (atMs + next.durationMs > limitOf(walk, stretch, entry, atMs)) return [];
    const changedMs = itemsChangedAt(walk.plan, entry.playlistId, mainMode(walk.plan, stretch.winner.entry), atMs + next.durationMs - 1);
    if (changedMs !== null && changedMs > atMs) return [];
    const begun = walk.plays.filter((play) => play.entryId === entry.id && play.fromMs >= hour.fromMs && play.fromMs < hour.untilMs);
    const givenMs = begun.reduce((sum, play) => sum + play.turn.durationMs, 0);
    const untilMs = Math.min(atMs + Math.floor(itemMs / 2), hour.untilMs);
    const availableMs = eligibleMs(walk, entry, hour.fromMs, untilMs);
    // Multiplied by 10,000 · 2n, so that all stays whole.
    const twice = 2 * standing.length;
    const owed = (entry.shareBp ?? 0) * availableMs * twice - givenMs * 10_000 * twice;
    const threshold = (2 * place + 1) * next.durationMs * 10_000;
    const allMs = eligibleMs(walk, entry, hour.fromMs, hour.untilMs);
    const isSilent = begun.length === 0;
    const isDue =
      owed >= threshold ||
      (isSilent && availableMs * twice >= (2 * place + 1) * allMs) ||
      (isSilent && atMs + itemMs >= lastEligibleEnd(walk, entry, hour));
    return isDue ? [{ state, next, remainder: owed - threshold, place }] : [];
  });
  return due.toSorted((a, b) => b.remainder - a.remainder || a.place - b.place)[0] ?? null;
}

type Span = { readonly fromMs: number; readonly untilMs: number };

/** The UTC hour, as far as it lies within the site's day. */
function hourOf(walk: Walk, atMs: number): Span {
  const startMs = Math.floor(atMs / hourMs) * hourMs;
  return {
    fromMs: Math.max(startMs, walk.stretches[0]?.fromMs ?? 0),
    untilMs: Math.min(startMs + hourMs, walk.stretches.at(-1)?.untilMs ?? 0),
  };
}

const eligibleIn = new WeakMap<Walk, Map<string, readonly Span[]>>();

/** The stretches in which an interrupt is eligible; told once a walk, for it depends on nothing that was played. */
function eligibleSpans(walk: Walk, entry: Entry): readonly Span[] {
  const known = eligibleIn.get(walk) ?? new Map<string, readonly Span[]>();
  eligibleIn.set(walk, known);
  const spans =
    known.get(entry.id) ??
    walk.stretches.filter((stretch) =>
      stretch.states.some((state) => state.entry.id === entry.id && isEligible(walk.plan, stretch, state, walk.spread)),
    );
  known.set(entry.id, spans);
  return spans;
}

function eligibleMs(walk: Walk, entry: Entry, fromMs: number, untilMs: number): number {
  return eligibleSpans(walk, entry).reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.untilMs, untilMs) - Math.max(span.fromMs, fromMs)),
    0,
  );
}

function lastEligibleEnd(walk: Walk, entry: Entry, hour: Span): number {
  const inHour = eligibleSpans(walk, entry).filter((span) => span.fromMs < hour.untilMs && span.untilMs > hour.fromMs);
  return Math.min(inHour.at(-1)?.untilMs ?? 0, hour.untilMs);
}

/** An item may begin only if it ends no later than the winner's stretch, the interrupt's eligibility and the site's day. */
function limitOf(walk: Walk, stretch: Stretch, entry: Entry, atMs: number): number {
  const { winner, turn } = stretch;
  const isSame = (other: Stretch): boolean =>
    other.winner.entry.id === winner.entry.id && other.winner.on.startMs === winner.on.startMs && other.turn?.fromMs === turn?.fromMs;
  const stretchEnd = runEnd(walk.stretches.filter(isSame), atMs);
  return Math.min(stretchEnd, runEnd(eligibleSpans(walk, entry), atMs), walk.stretches.at(-1)?.untilMs ?? 0);
}

/** How far spans that touch go on from an instant. */
function runEnd(spans: readonly Span[], atMs: number): number {
  let endMs = atMs;
  for (const span of spans) if (span.fromMs <= endMs && span.untilMs > endMs) endMs = span.untilMs;
  return endMs;
}

/** From its anchor an interrupt begins with number (day mod round) of its round; each play since takes the next. */
function nextItemOf(walk: Walk, stretch: Stretch, state: State, atMs: number): ItemTurn {
  const { plan } = walk;
  const mode = mainMode(plan, stretch.winner.entry);
  const round = roundOf(plan, state.entry.playlistId, mode, atMs, walk.spread);
  const dayStartMs = walk.stretches[0]?.fromMs ?? 0;
  const anchor = anchorOf(plan, state, null, { playlistId: state.entry.playlistId, mode }, dayStartMs, atMs);
  const played = walk.plays.filter((play) => play.entryId === state.entry.id && play.fromMs >= anchor.atMs).length;
  const dayNumber = Math.floor((dayStartMs + offsetAt(plan.screen.zone, dayStartMs)) / dayMs);
  const next = round[(((dayNumber + played) % round.length) + round.length) % round.length];
  if (next === undefined) throw new Error('an empty round');
  return next;
}
