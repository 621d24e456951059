import type { Cast } from './cast.ts';
import type { Failures } from './failures.ts';
import type { Playable } from './playable.ts';
import type { Scene } from './programme.ts';

export type Surface = { readonly id: number; readonly cast: Cast; readonly status: 'preparing' | 'ready' | 'shown' };

/** What the director knows. On the glass lie the surfaces that are `shown`; their scenes are those of the stack. */
export type DirectorState = {
  readonly playable: Playable | null;
  /** The one before, for regions that go on while others are held to their boundary. */
  readonly previous: Playable | null;
  /** Counts up whenever the programme or the failures change. */
  readonly basis: number;
  /** Keys of the scenes on the glass, the lowest first: the layout, then overlays. Empty: nothing is shown. */
  readonly stack: readonly string[];
  /** Scenes that are wanted on the glass and are not on it yet. */
  readonly waiting: readonly { readonly sceneKey: string; readonly sinceMs: number }[];
  readonly surfaces: readonly Surface[];
  readonly failures: Failures;
  readonly lastSurfaceId: number;
};

export type DirectorEffect =
  | { readonly kind: 'prepare'; readonly surfaceId: number; readonly cast: Cast; readonly scene: Scene }
  /** All in one frame; the surfaces that they replace, and those of scenes that are not in the stack, follow in a `drop`. */
  | { readonly kind: 'show'; readonly stack: readonly string[]; readonly surfaceIds: readonly number[] }
  | { readonly kind: 'drop'; readonly surfaceIds: readonly number[] }
  /** Nothing can be shown: the built-in board comes through. */
  | { readonly kind: 'clear' };

/** Another state, and what is to be done. */
export type Step = { readonly state: DirectorState; readonly effects: readonly DirectorEffect[] };

export const idleDirector: DirectorState = {
  playable: null,
  previous: null,
  basis: 0,
  stack: [],
  waiting: [],
  surfaces: [],
  failures: [],
  lastSurfaceId: 0,
};

/** What is on the glass, the main region first. */
export function castsOnGlass(state: DirectorState): readonly Cast[] {
  return state.surfaces.filter((surface) => surface.status === 'shown').map((surface) => surface.cast);
}

/** The place on the glass that a cast is for: no two casts of an instant have the same. */
export function placeOf(cast: Cast): string {
  return `${cast.sceneKey} ${cast.regionId}`;
}
