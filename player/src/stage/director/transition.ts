import type { Transition } from '@gatecast/schedules';
import type { Cast } from './cast.ts';
import { placeOf } from './director-state.ts';

/** Changes come up to some frames before the boundary. */
const boundaryToleranceMs = 100;

/**
 * How a cast comes in, where its entry asks for `asked`. Only an item that has had its time makes room slowly; one that is cut short
 * goes at once, as does a scene.
 */
export function transitionInto(incoming: Cast, onGlass: readonly Cast[], asked: Transition | undefined, nowMs: number): Transition | 'cut' {
  const outgoing = onGlass.find((cast) => placeOf(cast) === placeOf(incoming));
  if (asked === undefined || outgoing === undefined) return 'cut';
  if (outgoing.content.kind !== 'item' || incoming.content.kind !== 'item') return 'cut';
  return nowMs < outgoing.untilMs - boundaryToleranceMs ? 'cut' : asked;
}
