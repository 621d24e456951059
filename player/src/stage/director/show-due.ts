import type { Layer } from './cast.ts';
import { placeOf, type DirectorEffect, type DirectorState, type Step, type Surface } from './director-state.ts';
import type { Wanted } from './wanted.ts';

/** How long a new scene waits for its side regions, and a new layout for its overlays, once the main region is ready. */
export const sidePatienceMs = 500;

/**
 * Puts on the glass, in one frame, what is wanted there and is ready. A scene comes whole, main region first; overlays come and go only
 * when the item beneath is the one that they are meant for, so that none lies for a moment over what outranks it.
 */
export function showDue(before: DirectorState, wanted: Wanted, nowMs: number, needed: ReadonlySet<string>): Step {
  const waiting = wanted.layers
    .filter(({ scene }) => !before.stack.includes(scene.key))
    .map(({ scene: { key } }) => before.waiting.find((one) => one.sceneKey === key) ?? { sceneKey: key, sinceMs: nowMs });
  const stack = stackDue({ ...before, waiting }, wanted, nowMs);
  const byPlace = new Map(wanted.layers.flatMap(({ casts }) => casts.map((cast) => [placeOf(cast), cast.key] as const)));
  const coming = before.surfaces.filter(
    ({ status, cast }) => status === 'ready' && stack.includes(cast.sceneKey) && byPlace.get(placeOf(cast)) === cast.key,
  );
  const isSameStack = stack.length === before.stack.length && stack.every((key, index) => key === before.stack[index]);
  if (coming.length === 0 && isSameStack) return { state: { ...before, waiting }, effects: [] };
  const taken = new Set(coming.map((surface) => placeOf(surface.cast)));
  const leaving = before.surfaces.filter(
    ({ status, cast }) => status === 'shown' && (!stack.includes(cast.sceneKey) || taken.has(placeOf(cast))),
  );
  // an overlay that a lone interrupt sends away comes back with the same item
  const replaced = leaving.filter(({ cast }) => stack.includes(cast.sceneKey) || !needed.has(cast.key));
  const surfaces = before.surfaces
    .filter((surface) => !replaced.includes(surface))
    .map((surface): Surface => {
      if (coming.includes(surface)) return { ...surface, status: 'shown' };
      return leaving.includes(surface) ? { ...surface, status: 'ready' } : surface;
    });
  const effects: DirectorEffect[] = [{ kind: 'show', stack, surfaceIds: coming.map((surface) => surface.id) }];
  if (replaced.length > 0) effects.push({ kind: 'drop', surfaceIds: replaced.map((surface) => surface.id) });
  const left = waiting.filter(({ sceneKey }) => !stack.includes(sceneKey));
  return { state: { ...before, stack, waiting: left, surfaces: inOrder(surfaces, stack, [...byPlace.keys()]) }, effects };
}

/** The scenes that can be on the glass in the next frame. */
function stackDue(state: DirectorState, wanted: Wanted, nowMs: number): readonly string[] {
  const [base, ...overlays] = wanted.layers;
  const isNew = !state.stack.includes(base.scene.key);
  const isDue = isNew ? canCome(state, base, nowMs) && isComplete(state, wanted.layers, nowMs) : isMainReady(state, base);
  if (!isDue) return state.stack;
  const over = overlays.filter((layer) => state.stack.includes(layer.scene.key) || canCome(state, layer, nowMs));
  return [base.scene.key, ...over.map(({ scene }) => scene.key)];
}

function canCome(state: DirectorState, layer: Layer, nowMs: number): boolean {
  return isMainReady(state, layer) && isComplete(state, [layer], nowMs);
}

function isMainReady(state: DirectorState, { casts: [main] }: Layer): boolean {
  return main !== undefined && isReady(state, main.key);
}

/** Whether everything of these layers is ready, or has been waited for long enough. */
function isComplete(state: DirectorState, layers: readonly Layer[], nowMs: number): boolean {
  const [first] = layers;
  const sinceMs = state.waiting.find((one) => one.sceneKey === first?.scene.key)?.sinceMs ?? nowMs;
  return nowMs >= sinceMs + sidePatienceMs || layers.every(({ casts }) => casts.every((cast) => isReady(state, cast.key)));
}

function isReady(state: DirectorState, castKey: string): boolean {
  return state.surfaces.some(({ cast, status }) => cast.key === castKey && status !== 'preparing');
}

/** Scene by scene from the lowest, each main region first, as the answer gives them; what is not on the glass last. */
function inOrder(surfaces: readonly Surface[], stack: readonly string[], places: readonly string[]): readonly Surface[] {
  const rank = (list: readonly string[], one: string): number => (list.includes(one) ? list.indexOf(one) : list.length);
  return surfaces.toSorted(
    (a, b) => rank(stack, a.cast.sceneKey) - rank(stack, b.cast.sceneKey) || rank(places, placeOf(a.cast)) - rank(places, placeOf(b.cast)),
  );
}
