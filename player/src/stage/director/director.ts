import type { Absent } from '@gatecast/schedules';
import { castsOf, type Cast } from './cast.ts';
import { failuresAfter, isFailed, stillFailing, type Failures } from './failures.ts';
import type { Programme, Scene } from './programme.ts';

// Which surface shows what, and when. Pure: `direct` takes what is known and what happened and gives what is to be done; a runner does
// it on the DOM. A surface is prepared beneath the glass, reports ready or failed, is shown in one frame, and dropped.

export type Surface = { readonly id: number; readonly cast: Cast; readonly status: 'preparing' | 'ready' | 'shown' };

export type DirectorState = {
  readonly programme: Programme | null;
  /** The one before, for side regions that go on while the main region is held to its boundary. */
  readonly previous: Programme | null;
  /** Counts up whenever the programme or the failures change. */
  readonly basis: number;
  readonly sceneKey: string | null;
  /** Since when another scene is wanted; null while the right one is on. */
  readonly sceneWantedMs: number | null;
  readonly surfaces: readonly Surface[];
  readonly failures: Failures;
  readonly lastSurfaceId: number;
};

export type DirectorEvent =
  | { readonly kind: 'time' }
  | { readonly kind: 'programme'; readonly programme: Programme | null }
  | { readonly kind: 'surface-ready'; readonly surfaceId: number }
  | { readonly kind: 'surface-failed'; readonly surfaceId: number };

export type DirectorEffect =
  | { readonly kind: 'prepare'; readonly surfaceId: number; readonly cast: Cast; readonly scene: Scene }
  /** All in one frame; the surfaces that they replace follow in a `drop`. */
  | { readonly kind: 'show'; readonly sceneKey: string; readonly surfaceIds: readonly number[] }
  | { readonly kind: 'drop'; readonly surfaceIds: readonly number[] }
  /** Nothing can be shown: the built-in board comes through. */
  | { readonly kind: 'clear' };

export type Direction = { readonly state: DirectorState; readonly effects: readonly DirectorEffect[]; readonly wakeAtMs: number };

/** How long before its start a surface begins to be prepared. */
export const leadMs = 15_000;
/** How long a new scene waits for its side regions once the main one is ready. */
const sidePatienceMs = 500;
const longestSleepMs = 60_000;

export const idleDirector: DirectorState = {
  programme: null,
  previous: null,
  basis: 0,
  sceneKey: null,
  sceneWantedMs: null,
  surfaces: [],
  failures: [],
  lastSurfaceId: 0,
};

/** Takes in one event at an instant of server's time, and decides. */
export function direct(state: DirectorState, event: DirectorEvent, nowMs: number): Direction {
  const informed = { ...takeIn(state, event, nowMs), ...recovered(state, event, nowMs) };
  return settle(informed, nowMs);
}

/** What is on the glass, the main region first. */
export function castsOnGlass(state: DirectorState): readonly Cast[] {
  return state.surfaces.filter((surface) => surface.status === 'shown').map((surface) => surface.cast);
}

function takeIn(state: DirectorState, event: DirectorEvent, nowMs: number): DirectorState {
  switch (event.kind) {
    case 'time':
      return state;
    case 'programme':
      return { ...state, programme: event.programme, previous: state.programme, basis: state.basis + 1 };
    case 'surface-ready': {
      const surfaces = state.surfaces.map((surface) =>
        surface.id === event.surfaceId && surface.status === 'preparing' ? ({ ...surface, status: 'ready' } as const) : surface,
      );
      return { ...state, surfaces };
    }
    case 'surface-failed': {
      const failed = state.surfaces.find((surface) => surface.id === event.surfaceId);
      if (failed === undefined) return state;
      const failures = failuresAfter(state.failures, failed.cast, nowMs);
      const surfaces = state.surfaces.filter((surface) => surface !== failed || surface.status === 'shown');
      return { ...state, failures, surfaces, basis: state.basis + 1 };
    }
  }
}

/** A failed document is tried again after a while. */
function recovered(state: DirectorState, event: DirectorEvent, nowMs: number): Partial<DirectorState> {
  if (event.kind !== 'time' || state.failures.every((failure) => failure.isOver || nowMs < failure.untilMs)) return {};
  return { failures: stillFailing(state.failures, nowMs), basis: state.basis + 1 };
}

type Wanted = { readonly scene: Scene; readonly casts: readonly Cast[]; readonly untilMs: number };

function settle(before: DirectorState, nowMs: number): Direction {
  const wanted = wantedAt(before, nowMs);
  if (wanted === null) return clear(before, nowMs);
  const needs: Need[] = [...wanted.casts.map((cast) => ({ cast, scene: wanted.scene })), ...upcoming(before, wanted, nowMs)];
  const prepared = prepare(before, needs);
  const shown = show(prepared.state, wanted, nowMs);
  const dropped = drop(shown.state, needs);
  const state = dropped.state;
  const retries = state.failures.filter((failure) => !failure.isOver).map((failure) => failure.untilMs);
  const patience = state.sceneWantedMs === null ? [] : [state.sceneWantedMs + sidePatienceMs];
  const instants = [wanted.untilMs, wanted.untilMs - leadMs, ...needs.map(({ cast }) => cast.untilMs - leadMs), ...retries, ...patience];
  return {
    state,
    effects: [...prepared.effects, ...shown.effects, ...dropped.effects],
    wakeAtMs: Math.min(nowMs + longestSleepMs, ...instants.filter((instant) => instant > nowMs)),
  };
}

function clear(state: DirectorState, nowMs: number): Direction {
  const retries = state.failures.filter((failure) => !failure.isOver).map((failure) => failure.untilMs);
  const wakeAtMs = Math.min(nowMs + 1_000, ...retries.filter((instant) => instant > nowMs));
  const surfaceIds = state.surfaces.map((surface) => surface.id);
  if (surfaceIds.length === 0 && state.sceneKey === null) return { state, effects: [], wakeAtMs };
  return {
    state: { ...state, surfaces: [], sceneKey: null, sceneWantedMs: null },
    effects: [{ kind: 'clear' }, { kind: 'drop', surfaceIds }],
    wakeAtMs,
  };
}

/**
 * What belongs on the glass at an instant. What began under an older basis stays until its own end, unless it is gone from the
 * programme: so a new release, and a failure elsewhere in the round, come in at the next item boundary of each region.
 */
function wantedAt(state: DirectorState, atMs: number): Wanted | null {
  const { programme } = state;
  if (programme === null) return null;
  const fresh = freshAt(state, programme, atMs);
  const shown = state.surfaces.filter((surface) => surface.status === 'shown').map((surface) => surface.cast);
  const main = shown.find((cast) => cast.sceneKey === state.sceneKey && isMain(state, cast));
  if (main === undefined || !isHeld(state, main, atMs)) {
    if (fresh === null) return null;
    if (fresh.scene.key !== state.sceneKey) return fresh;
    return held(state, fresh, shown, atMs);
  }
  const scene = fresh?.scene.key === main.sceneKey ? fresh : (beneath(state, main, atMs) ?? null);
  if (scene === null) return null;
  return held(state, scene, shown, atMs);
}

/** A scene with the casts that are held put in the place of the fresh ones. */
function held(state: DirectorState, wanted: Wanted, shown: readonly Cast[], atMs: number): Wanted {
  const casts = wanted.casts.map(
    (cast) => shown.find((one) => one.sceneKey === cast.sceneKey && one.regionId === cast.regionId && isHeld(state, one, atMs)) ?? cast,
  );
  const ends = casts.filter((cast) => isHeld(state, cast, atMs)).map((cast) => cast.untilMs);
  return { ...wanted, casts, untilMs: Math.min(wanted.untilMs, ...ends) };
}

/** The older programme's scene, while the main region is held in it; failing that, what is on the glass as it is. */
function beneath(state: DirectorState, main: Cast, atMs: number): Wanted | null {
  const older = state.previous === null ? null : freshAt(state, state.previous, atMs);
  if (older?.scene.key === main.sceneKey) return older;
  const casts = state.surfaces.filter((one) => one.status === 'shown' && one.cast.sceneKey === main.sceneKey).map((one) => one.cast);
  const regions = casts.map((cast) => ({
    id: cast.regionId,
    frame: { xBp: 0, yBp: 0, widthBp: 0, heightBp: 0 },
    languages: { kind: 'sequence' } as const,
  }));
  return { scene: { key: main.sceneKey, regions }, casts, untilMs: main.untilMs };
}

function freshAt(state: DirectorState, programme: Programme, atMs: number): Wanted | null {
  const isWhole = programme.isWhole && state.failures.every((failure) => failure.isOver);
  const timeline = isWhole ? programme.timeline : programme.timeline.without(absentIn(programme, state.failures));
  const answer = timeline.at(atMs);
  const casts = castsOf(programme, answer, state.basis);
  return casts === null ? null : { scene: programme.sceneOf(answer.layoutId), casts, untilMs: answer.untilMs };
}

/** The variants of a programme that cannot be shown: withdrawn, never handed over, or failed. */
function absentIn(programme: Programme, failures: Failures): readonly Absent[] {
  return programme.plan.items.flatMap(({ id, variants }) =>
    variants.flatMap(({ language }): readonly Absent[] => {
      const said = programme.said(id, language);
      return said === null || isFailed(failures, said.name) ? [{ itemId: id, language }] : [];
    }),
  );
}

function isMain(state: DirectorState, cast: Cast): boolean {
  return state.surfaces.find((surface) => surface.status === 'shown')?.cast === cast;
}

function isHeld(state: DirectorState, cast: Cast, atMs: number): boolean {
  if (cast.basis === state.basis || atMs >= cast.untilMs || cast.content.kind !== 'item') return false;
  const { itemId } = cast.content;
  return cast.content.said.every(
    ({ name, document }) => state.programme?.said(itemId, document.language)?.name === name && !isFailed(state.failures, name),
  );
}

type Need = { readonly cast: Cast; readonly scene: Scene };

/** The next cast of each region that begins within the lead. */
function upcoming(state: DirectorState, wanted: Wanted, nowMs: number): readonly Need[] {
  const found = new Map<string, Need>();
  const known = new Set(wanted.casts.map((cast) => cast.key));
  for (let atMs = wanted.untilMs; atMs <= nowMs + leadMs;) {
    const next = wantedAt(state, atMs);
    if (next === null) break;
    for (const cast of next.casts) {
      const place = `${cast.sceneKey} ${cast.regionId}`;
      if (!known.has(cast.key) && !found.has(place)) found.set(place, { cast, scene: next.scene });
    }
    if (next.untilMs <= atMs) break;
    atMs = next.untilMs;
  }
  return [...found.values()];
}

function prepare(before: DirectorState, needs: readonly Need[]): Pick<Direction, 'state' | 'effects'> {
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

function show(before: DirectorState, wanted: Wanted, nowMs: number): Pick<Direction, 'state' | 'effects'> {
  const isNewScene = wanted.scene.key !== before.sceneKey;
  const sceneWantedMs = isNewScene ? (before.sceneWantedMs ?? nowMs) : null;
  const standing = wanted.casts.map((cast) => before.surfaces.find((surface) => surface.cast.key === cast.key));
  const isReady = (surface: Surface | undefined): boolean => surface !== undefined && surface.status !== 'preparing';
  if (isNewScene && !isReady(standing[0])) return { state: { ...before, sceneWantedMs }, effects: [] };
  const isPatient = nowMs < (sceneWantedMs ?? nowMs) + sidePatienceMs;
  if (isNewScene && isPatient && !standing.every(isReady)) return { state: { ...before, sceneWantedMs }, effects: [] };
  const coming = standing.filter((surface): surface is Surface => surface?.status === 'ready');
  if (coming.length === 0 && !isNewScene) return { state: { ...before, sceneWantedMs }, effects: [] };
  const replaced = before.surfaces.filter(
    (surface) => surface.status === 'shown' && (isNewScene || coming.some((one) => one.cast.regionId === surface.cast.regionId)),
  );
  const surfaces = before.surfaces
    .filter((surface) => !replaced.includes(surface))
    .map((surface) => (coming.includes(surface) ? ({ ...surface, status: 'shown' } as const) : surface))
    .toSorted((a, b) => regionOrder(wanted, a) - regionOrder(wanted, b));
  const effects: DirectorEffect[] = [{ kind: 'show', sceneKey: wanted.scene.key, surfaceIds: coming.map((surface) => surface.id) }];
  if (replaced.length > 0) effects.push({ kind: 'drop', surfaceIds: replaced.map((surface) => surface.id) });
  return { state: { ...before, surfaces, sceneKey: wanted.scene.key, sceneWantedMs: null }, effects };
}

/** The main region first, as the answer gives them. */
function regionOrder(wanted: Wanted, surface: Surface): number {
  const index = wanted.casts.findIndex((cast) => cast.regionId === surface.cast.regionId && cast.sceneKey === surface.cast.sceneKey);
  return index === -1 ? wanted.casts.length : index;
}

function drop(before: DirectorState, needs: readonly Need[]): Pick<Direction, 'state' | 'effects'> {
  const needed = new Set(needs.map((need) => need.cast.key));
  const idle = before.surfaces.filter((surface) => surface.status !== 'shown' && !needed.has(surface.cast.key));
  if (idle.length === 0) return { state: before, effects: [] };
  const surfaces = before.surfaces.filter((surface) => !idle.includes(surface));
  return { state: { ...before, surfaces }, effects: [{ kind: 'drop', surfaceIds: idle.map((surface) => surface.id) }] };
}
