import type { Cast } from './cast.ts';
import { placeOf, type DirectorEffect, type DirectorState, type Step } from './director-state.ts';
import type { StageStrike } from '../../bridge/strike.ts';
import { failuresAfter, stillFailing, withStrikes, type Failures } from './failures.ts';
import { playableOf } from './playable.ts';
import type { Programme, Scene } from './programme.ts';
import { showDue, sidePatienceMs } from './show-due.ts';
import { wantedAt, type Wanted } from './wanted.ts';

// Which surface shows what, and when. Pure: `direct` takes what is known and what happened and gives what is to be done; a runner does
// it on the DOM. A surface is prepared beneath the glass, reports ready or failed, is shown in one frame, and dropped.

export type DirectorEvent =
  | { readonly kind: 'time' }
  | { readonly kind: 'programme'; readonly programme: Programme | null }
  | { readonly kind: 'surface-ready'; readonly surfaceId: number }
  | { readonly kind: 'surface-failed'; readonly surfaceId: number; readonly detail: string }
  /** What failed on a stage before this one. */
  | { readonly kind: 'strikes'; readonly strikes: readonly StageStrike[] };

export type Direction = Step & { readonly wakeAtMs: number };

/** How long before its start a surface begins to be prepared. */
export const leadMs = 15_000;
const longestSleepMs = 60_000;

/** Takes in one event at an instant of server's time, and decides. */
export function direct(state: DirectorState, event: DirectorEvent, nowMs: number): Direction {
  return settle(recovered(takeIn(state, event, nowMs), event, nowMs), nowMs);
}

function takeIn(state: DirectorState, event: DirectorEvent, nowMs: number): DirectorState {
  switch (event.kind) {
    case 'time':
      return state;
    case 'programme': {
      const { programme } = event;
      const playable = programme === null ? null : playableOf(programme, state.failures);
      return { ...state, playable, previous: state.playable, basis: state.basis + 1 };
    }
    case 'surface-ready': {
      const surfaces = state.surfaces.map((surface) =>
        surface.id === event.surfaceId && surface.status === 'preparing' ? ({ ...surface, status: 'ready' } as const) : surface,
      );
      return { ...state, surfaces };
    }
    case 'surface-failed': {
      const failed = state.surfaces.find((surface) => surface.id === event.surfaceId);
      if (failed === undefined) return state;
      const surfaces = state.surfaces.filter((surface) => surface !== failed || surface.status === 'shown');
      return knowing({ ...state, surfaces }, failuresAfter(state.failures, failed.cast, nowMs, event.detail));
    }
    case 'strikes':
      return knowing(state, withStrikes(state.failures, event.strikes, nowMs));
  }
}

/** A failed document is tried again after a while. */
function recovered(state: DirectorState, event: DirectorEvent, nowMs: number): DirectorState {
  if (event.kind !== 'time' || state.failures.every((failure) => failure.isOver || nowMs < failure.untilMs)) return state;
  return knowing(state, stillFailing(state.failures, nowMs));
}

function knowing(state: DirectorState, failures: Failures): DirectorState {
  const again = (one: DirectorState['playable']): DirectorState['playable'] => (one === null ? null : playableOf(one.programme, failures));
  return { ...state, failures, playable: again(state.playable), previous: again(state.previous), basis: state.basis + 1 };
}

function settle(before: DirectorState, nowMs: number): Direction {
  const wanted = wantedAt(before, nowMs);
  if (wanted === null) return clear(before, nowMs);
  const needs = [...needsOf(wanted), ...upcoming(before, wanted, nowMs)];
  const needed = new Set(needs.map((need) => need.cast.key));
  const prepared = prepare(before, needs);
  const shown = showDue(prepared.state, wanted, nowMs, needed);
  const dropped = drop(shown.state, needed);
  const { state } = dropped;
  const patience = state.waiting.map(({ sinceMs }) => sinceMs + sidePatienceMs);
  const ends = needs.map(({ cast }) => cast.untilMs - leadMs);
  const instants = [wanted.untilMs, wanted.untilMs - leadMs, ...ends, ...retriesOf(state), ...patience];
  return {
    state,
    effects: [...prepared.effects, ...shown.effects, ...dropped.effects],
    wakeAtMs: Math.min(nowMs + longestSleepMs, ...instants.filter((instant) => instant > nowMs)),
  };
}

function clear(state: DirectorState, nowMs: number): Direction {
  const wakeAtMs = Math.min(nowMs + 1_000, ...retriesOf(state).filter((instant) => instant > nowMs));
  const surfaceIds = state.surfaces.map((surface) => surface.id);
  if (surfaceIds.length === 0 && state.stack.length === 0) return { state, effects: [], wakeAtMs };
  return {
    state: { ...state, surfaces: [], stack: [], waiting: [] },
    effects: [{ kind: 'clear' }, { kind: 'drop', surfaceIds }],
    wakeAtMs,
  };
}

function retriesOf({ failures }: DirectorState): readonly number[] {
  return failures.filter((failure) => !failure.isOver).map((failure) => failure.untilMs);
}

type Need = { readonly cast: Cast; readonly scene: Scene };

function needsOf({ layers }: Wanted): readonly Need[] {
  return layers.flatMap(({ scene, casts }) => casts.map((cast) => ({ cast, scene })));
}

/** The next cast of each region that begins within the lead. */
function upcoming(state: DirectorState, wanted: Wanted, nowMs: number): readonly Need[] {
  const found = new Map<string, Need>();
  const known = new Set(needsOf(wanted).map(({ cast }) => cast.key));
  for (let atMs = wanted.untilMs; atMs <= nowMs + leadMs;) {
    const next = wantedAt(state, atMs);
    if (next === null) break;
    for (const need of needsOf(next)) {
      const place = placeOf(need.cast);
      if (!known.has(need.cast.key) && !found.has(place)) found.set(place, need);
    }
    if (next.untilMs <= atMs) break;
    atMs = next.untilMs;
  }
  return [...found.values()];
}

function prepare(before: DirectorState, needs: readonly Need[]): Step {
  const effects: DirectorEffect[] = [];
  const byKey = new Map(needs.map((need) => [need.cast.key, need]));
  // the same exposure, cast anew: only its end and its basis may have moved
  const surfaces = before.surfaces.map((surface) => ({ ...surface, cast: byKey.get(surface.cast.key)?.cast ?? surface.cast }));
  const existing = new Set(surfaces.map((surface) => surface.cast.key));
  let lastSurfaceId = before.lastSurfaceId;
  for (const { cast, scene } of byKey.values()) {
    if (existing.has(cast.key)) continue;
    lastSurfaceId += 1;
    surfaces.push({ id: lastSurfaceId, cast, status: 'preparing' });
    effects.push({ kind: 'prepare', surfaceId: lastSurfaceId, cast, scene });
  }
  return { state: { ...before, surfaces, lastSurfaceId }, effects };
}

function drop(before: DirectorState, needed: ReadonlySet<string>): Step {
  const idle = before.surfaces.filter((surface) => surface.status !== 'shown' && !needed.has(surface.cast.key));
  if (idle.length === 0) return { state: before, effects: [] };
  const surfaces = before.surfaces.filter((surface) => !idle.includes(surface));
  return { state: { ...before, surfaces }, effects: [{ kind: 'drop', surfaceIds: idle.map((surface) => surface.id) }] };
}
