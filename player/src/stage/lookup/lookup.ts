import type { Handover } from '../../bridge/bridge.ts';
import type { Place } from '../surfaces/surface.ts';

/** A look-up point: its loop with an invitation over it, and what a visitor opens by touching. */
export type Lookup = {
  readonly setRelease: (release: Handover['release'], withdrawn: readonly string[], place: Place) => void;
  /** The language a visitor reads in; null while the loop plays. */
  readonly language: () => string | null;
  readonly found: (requestId: number, itemIds: readonly string[]) => void;
  /** Back to the loop. */
  readonly close: () => void;
};

export function createLookup(
  _root: HTMLElement,
  _find: (requestId: number, language: string, query: string) => void,
  _onChange: () => void,
): Lookup {
  return { setRelease: () => undefined, language: () => null, found: () => undefined, close: () => undefined };
}
