import type { Entry, Plan } from '../../src/plan.ts';
import { anchorOf, mainPosition, playsOf, stretchAt } from './plays.ts';
import type { Play } from './plays.ts';
import { itemsOf, mainMode, partAt, positionIn, regionsOf, roundOf, siteDayAt } from './round.ts';
import type { NaiveRegion, Spread } from './round.ts';
import { nextTurnOf, rivalsOf, stretchesOf, tiers } from './stretches.ts';
import type { State, Stretch } from './stretches.ts';

// A second engine, slow and plain on purpose: it reads the sentences of DESIGN.md and README.md one by one, shares no code with
// src, and is what the real one is held against. Of a round it wants only the order of turns, which comes in as an argument.

export type NaiveAnswer = {
  readonly atMs: number;
  readonly entryId: string;
  readonly startMs: number;
  readonly anchorMs: number;
  readonly anchoredBy: string;
  readonly interruptId: string | null;
  /** `entry/region: what from when` */
  readonly regions: readonly string[];
  readonly overlays: readonly string[];
  readonly turn: { readonly fromMs: number; readonly untilMs: number } | null;
  readonly losers: readonly string[];
  readonly interrupts: readonly string[];
  readonly overlayStandings: readonly string[];
  /** The tie and the shares over the whole, as far as they are so now. */
  readonly conflicts: readonly string[];
};
type Day = { readonly fromMs: number; readonly untilMs: number; readonly stretches: readonly Stretch[]; readonly plays: readonly Play[] };

/** Answers for one plan. The days that were walked are kept: nothing else would be the same. */
export function naiveEngine(plan: Plan, spread: Spread): (atMs: number) => NaiveAnswer {
  const days = new Map<number, Day>();
  return (atMs) => {
    const known = [...days.values()].find((day) => day.fromMs <= atMs && atMs < day.untilMs);
    if (known !== undefined) return answerIn(plan, known, atMs, spread);
    const span = siteDayAt(plan, atMs);
    const stretches = stretchesOf(plan, atMs, spread);
    const day = { ...span, stretches, plays: playsOf(plan, stretches, spread) };
    days.set(span.fromMs, day);
    return answerIn(plan, day, atMs, spread);
  };
}

function answerIn(plan: Plan, day: Day, atMs: number, spread: Spread): NaiveAnswer {
  const stretch = stretchAt(day.stretches, atMs);
  const { winner, turn } = stretch;
  const play = day.plays.find((one) => one.fromMs <= atMs && atMs < one.untilMs);
  const speaker = plan.entries.find((entry) => entry.id === play?.entryId);
  const loop = { playlistId: winner.entry.playlistId, mode: mainMode(plan, winner.entry) };
  const anchor = anchorOf(plan, winner, turn?.fromMs ?? null, loop, day.fromMs, atMs);
  const regions = regionsOf(plan, winner.entry).map((region) => {
    if (region.kind !== 'main')
      return `${winner.entry.id}/${region.id}: ${inRegion(plan, winner, turn?.fromMs ?? null, region, day, atMs, spread)}`;
    if (play !== undefined) return `${play.entryId}/${region.id}: ${partAt(play.turn, atMs - play.fromMs, atMs)}`;
    const position = mainPosition(plan, stretch, day.plays, day.fromMs, atMs, spread);
    return `${winner.entry.id}/${region.id}: ${partAt(position.turn, position.withinMs, atMs)}`;
  });
  const shownOverlays = stretch.states.filter((state) => overlayStanding(state, stretch, speaker) === 'shown').toSorted(lowestFirst);
  return {
    atMs,
    entryId: winner.entry.id,
    startMs: winner.on.startMs === -Infinity ? 0 : winner.on.startMs,
    anchorMs: anchor.atMs,
    anchoredBy: anchor.by,
    interruptId: play?.entryId ?? null,
    regions,
    overlays: shownOverlays.flatMap((state) =>
      regionsOf(plan, state.entry).map(
        (region) => `${state.entry.id}/${region.id}: ${inRegion(plan, state, null, region, day, atMs, spread)}`,
      ),
    ),
    turn,
    losers: losersOf(plan, stretch, atMs),
    interrupts: statesOf(stretch, 'interrupt').map(
      (state) => `${state.entry.id}: ${interruptStanding(plan, state, stretch, play?.entryId ?? null, spread)}`,
    ),
    overlayStandings: statesOf(stretch, 'overlay').map((state) => `${state.entry.id}: ${overlayWords(state, stretch, speaker)}`),
    conflicts: conflictsOf(plan, stretch, spread),
  };
}

/** What a region shows that no interrupt touches. */
function inRegion(
  plan: Plan,
  state: State,
  turnFromMs: number | null,
  region: NaiveRegion,
  day: Day,
  atMs: number,
  spread: Spread,
): string {
  if (region.kind === 'clock') return 'clock';
  const round = roundOf(plan, region.playlistId, region.mode, atMs, spread);
  if (round.length === 0) return 'empty';
  if (region.kind === 'ticker') {
    const shown = itemsOf(plan, region.playlistId).filter((item) => round.some((turn) => turn.itemId === item.id));
    return `ticker ${shown.map((item) => item.id).join()}`;
  }
  const anchorMs = anchorOf(plan, state, turnFromMs, region, day.fromMs, atMs).atMs;
  const { turn, withinMs } = positionIn(round, atMs - anchorMs);
  return partAt(turn, withinMs, atMs);
}

function statesOf(stretch: Stretch, mode: Entry['mode']): readonly State[] {
  return stretch.states.filter((state) => state.entry.mode === mode).toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

function startOf(state: State): number {
  return state.on.kind === 'on' ? Math.max(state.on.startMs, -Number.MAX_VALUE) : -Number.MAX_VALUE;
}

/** Overlays from the lowest rank to the highest. */
function lowestFirst(a: State, b: State): number {
  return (
    tiers.indexOf(a.entry.tier) - tiers.indexOf(b.entry.tier) ||
    a.entry.specificity - b.entry.specificity ||
    startOf(a) - startOf(b) ||
    (a.entry.id < b.entry.id ? 1 : -1)
  );
}

function losersOf(plan: Plan, { states, winner, ring }: Stretch, atMs: number): readonly string[] {
  const { entry, on } = winner;
  const ranked = states
    .filter((state) => state.entry.mode === 'replace' && state.entry.id !== entry.id)
    .toSorted(
      (a, b) =>
        tiers.indexOf(b.entry.tier) - tiers.indexOf(a.entry.tier) ||
        b.entry.specificity - a.entry.specificity ||
        Number(b.on.kind === 'on') - Number(a.on.kind === 'on') ||
        startOf(b) - startOf(a) ||
        (a.entry.id < b.entry.id ? -1 : 1),
    );
  const why = (state: State): string => {
    if (state.on.kind !== 'on') return state.on.kind;
    if (!state.hasSomething) return 'nothing-to-show';
    if (state.entry.tier !== entry.tier) return 'lower-tier';
    if (state.entry.specificity !== entry.specificity) return 'less-specific';
    if (ring !== null) return `turn-of-another ${nextTurnOf(ring, plan.entries, state.entry.id, atMs)}`;
    return state.on.startMs < on.startMs ? 'earlier-start' : 'later-id';
  };
  return ranked.map((state) => `${state.entry.id}: ${why(state)}`);
}

function interruptStanding(plan: Plan, state: State, { winner, fromMs }: Stretch, speakerId: string | null, spread: Spread): string {
  if (state.on.kind !== 'on') return state.on.kind;
  if (roundOf(plan, state.entry.playlistId, mainMode(plan, winner.entry), fromMs, spread).length === 0) return 'nothing-to-show';
  if (tiers.indexOf(state.entry.tier) < tiers.indexOf(winner.entry.tier)) return 'lower-tier';
  return speakerId === state.entry.id ? 'speaking' : 'waiting';
}

function overlayStanding(state: State, { winner }: Stretch, speaker: Entry | undefined): string {
  if (state.entry.mode !== 'overlay') return 'no overlay';
  if (state.on.kind !== 'on') return state.on.kind;
  if (!state.hasSomething) return 'nothing-to-show';
  if (tiers.indexOf(state.entry.tier) < tiers.indexOf(winner.entry.tier)) return 'lower-tier';
  return speaker?.isAlone === true ? 'hidden-by-interrupt' : 'shown';
}

function overlayWords(state: State, stretch: Stretch, speaker: Entry | undefined): string {
  const standing = overlayStanding(state, stretch, speaker);
  return standing === 'shown' ? 'speaking' : standing;
}

function conflictsOf(plan: Plan, stretch: Stretch, spread: Spread): readonly string[] {
  const { winner, ring, states } = stretch;
  const rivals = rivalsOf(stretch, winner.entry);
  const others = rivals.filter((state) => state.entry.id !== winner.entry.id);
  const decidedBy = others.every((state) => startOf(state) < startOf(winner)) ? 'later-start' : 'smaller-id';
  const tie =
    others.length === 0 || ring !== null ? [] : [`tie ${rivals.map((state) => state.entry.id).join()} ${winner.entry.id} ${decidedBy}`];
  const speakers = states
    .filter((state) => interruptStanding(plan, state, stretch, null, spread) === 'waiting' && state.entry.mode === 'interrupt')
    .map((state) => state.entry)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const shareBp = speakers.reduce((sum, entry) => sum + (entry.shareBp ?? 0), 0);
  const over = shareBp > 10_000 ? [`shares-over-whole ${speakers.map((entry) => entry.id).join()} ${shareBp}`] : [];
  return [...over, ...tie];
}

/** For those who look for boundaries: every instant of the site's day at which something may begin or end. */
export function naiveEdges(plan: Plan, atMs: number, spread: Spread): readonly number[] {
  const stretches = stretchesOf(plan, atMs, spread);
  const plays = playsOf(plan, stretches, spread);
  return [...new Set([...stretches, ...plays].flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]))].sort((a, b) => a - b);
}
