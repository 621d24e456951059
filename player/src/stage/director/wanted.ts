import { layersOf, type Cast, type Layer } from './cast.ts';
import { castsOnGlass, placeOf, type DirectorState } from './director-state.ts';
import { isFailed } from './failures.ts';
import type { Playable } from './playable.ts';

/** What belongs on the glass, the lowest layer first: the layout, then overlays. */
export type Wanted = {
  readonly layers: readonly [Layer, ...(readonly Layer[])];
  /** The first instant at which something else may be wanted. */
  readonly untilMs: number;
};

/**
 * What belongs on the glass at an instant. What began under an older basis stays until its own end, unless it is gone from the
 * programme: so a new release, and a failure elsewhere in the round, come in at the next item boundary of each region. An overlay that
 * the programme has no more stays to the end of its item, beneath the others; a new one has nothing to wait for.
 */
export function wantedAt(state: DirectorState, atMs: number): Wanted | null {
  if (state.playable === null) return null;
  const fresh = freshAt(state, state.playable, atMs);
  const isHolding = castsOnGlass(state).some((cast) => isHeld(state, cast, atMs));
  const older = isHolding && state.previous !== null ? freshAt(state, state.previous, atMs) : null;
  const beneath = baseAt(state, fresh, older, atMs);
  if (beneath === null) return null;
  const base = held(state, beneath, atMs);
  const isAlone = base.casts[0]?.isAlone === true;
  const over = isAlone ? [] : overlaysAt(state, fresh, older, atMs).map((layer) => held(state, layer, atMs));
  const layers = [base, ...over] as const;
  const ends = layers.flatMap(({ casts }) => casts.filter((cast) => isHeld(state, cast, atMs)).map((cast) => cast.untilMs));
  return { layers, untilMs: Math.min(...[fresh, older].flatMap((wanted) => wanted?.untilMs ?? []), ...ends) };
}

/** The layout: the programme's own, or the one on the glass while the item of its main region is held. */
function baseAt(state: DirectorState, fresh: Wanted | null, older: Wanted | null, atMs: number): Layer | null {
  const [own = null] = fresh?.layers ?? [];
  const [main] = castsOnGlass(state);
  if (main === undefined || !isHeld(state, main, atMs) || own?.scene.key === main.sceneKey) return own;
  return onGlass(state, main.sceneKey, older);
}

function overlaysAt(state: DirectorState, fresh: Wanted | null, older: Wanted | null, atMs: number): readonly Layer[] {
  const own = fresh?.layers.slice(1) ?? [];
  const gone = state.stack.slice(1).filter((key) => own.every(({ scene }) => scene.key !== key));
  const kept = gone.flatMap((key) => {
    const main = castsOnGlass(state).find((cast) => cast.sceneKey === key);
    return main !== undefined && isHeld(state, main, atMs) ? onGlass(state, key, older) : [];
  });
  return [...kept, ...own];
}

/** A scene that the programme has no more, as the older programme goes on with it; failing that, as it is on the glass. */
function onGlass(state: DirectorState, sceneKey: string, older: Wanted | null): Layer {
  const known = older?.layers.find(({ scene }) => scene.key === sceneKey);
  if (known !== undefined) return known;
  const casts = castsOnGlass(state).filter((cast) => cast.sceneKey === sceneKey);
  // all its surfaces stand, so nothing will be laid out by these frames
  const frame = { xBp: 0, yBp: 0, widthBp: 0, heightBp: 0 };
  const regions = casts.map((cast) => ({ id: cast.regionId, frame, languages: { kind: 'sequence' } as const }));
  return { scene: { key: sceneKey, isOverlay: sceneKey !== state.stack[0], regions }, casts };
}

/** A layer with the casts that are held put in the place of the fresh ones. */
function held(state: DirectorState, layer: Layer, atMs: number): Layer {
  const shown = castsOnGlass(state);
  const casts = layer.casts.map((cast) => shown.find((one) => placeOf(one) === placeOf(cast) && isHeld(state, one, atMs)) ?? cast);
  return { ...layer, casts };
}

function freshAt(state: DirectorState, { programme, timeline }: Playable, atMs: number): Wanted | null {
  const answer = timeline.at(atMs);
  const layers = layersOf(programme, answer, state.basis);
  return layers === null ? null : { layers, untilMs: answer.untilMs };
}

function isHeld(state: DirectorState, cast: Cast, atMs: number): boolean {
  if (cast.basis === state.basis || atMs >= cast.untilMs || cast.content.kind !== 'item') return false;
  const { itemId, said } = cast.content;
  const programme = state.playable?.programme;
  return said.every(({ name, document }) => programme?.said(itemId, document.language)?.name === name && !isFailed(state.failures, name));
}
