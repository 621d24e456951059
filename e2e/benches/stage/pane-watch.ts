import type { Reading } from './coded-glass.ts';
import { codedItems, filmFrames } from './coded-media.ts';

/** `isSharp`: the look before it was near enough to tell when it happened. */
export type Change = { readonly atMs: number; readonly to: number; readonly isSharp: boolean };

/** Looks further apart than this missed a frame of the display: what changed between them is not timed. */
const sharpMs = 25;

/** What one window showed over time. */
export type PaneFigures = {
  readonly changes: readonly Change[];
  /** From the first look at the last frame of a film to the first look at what came after it, for each film that was left and both are sharp. */
  readonly gapsMs: readonly number[];
  /** Looks that saw neither the old nor the new item. */
  readonly foreign: number;
  /** Looks that saw a part of each. */
  readonly torn: number;
  readonly filmFrames: number;
  /** Of those, frames of a film between two that were seen which nobody saw. */
  readonly lostFrames: number;
};

/** Follows one window, look by look. `figures` tells what was seen since the first change: what was on before is nobody's whole item. */
export function watchPane(): { readonly look: (atMs: number, reading: Reading) => void; readonly figures: () => PaneFigures } {
  let shown: { readonly colour: number; readonly frame: number; readonly sinceMs: number; readonly isSharp: boolean } | null = null;
  let lastMs = 0;
  /** Of looks that saw no item whole since the last that did. */
  let unclear: Reading[] = [];
  const changes: Change[] = [];
  const gapsMs: number[] = [];
  let foreign = 0;
  let torn = 0;
  let films = 0;
  let lostFrames = 0;

  function judge(before: number, after: number): void {
    for (const reading of unclear) {
      const isOfBoth = reading.kind === 'torn' && reading.colours.every((colour) => colour === before || colour === after);
      if (isOfBoth) torn += 1;
      else foreign += 1;
    }
    unclear = [];
  }

  return {
    look(atMs, reading) {
      const isSharp = atMs - lastMs <= sharpMs;
      lastMs = atMs;
      if (reading.kind !== 'item') return void unclear.push(reading);
      const { colour, frame } = reading;
      if (changes.length > 0) judge(shown?.colour ?? colour, colour);
      unclear = [];
      if (shown?.colour === colour && shown.frame === frame) return;
      const isFilm = codedItems[colour]?.kind === 'video';
      if (shown?.colour === colour && isFilm && changes.length > 0) {
        const steps = (frame - shown.frame + filmFrames) % filmFrames;
        films += steps;
        lostFrames += steps - 1;
      }
      if (shown !== null && shown.colour !== colour) {
        if (codedItems[shown.colour]?.kind === 'video' && changes.length > 0 && isSharp && shown.isSharp) gapsMs.push(atMs - shown.sinceMs);
        changes.push({ atMs, to: colour, isSharp });
      }
      shown = { colour, frame, sinceMs: atMs, isSharp };
    },
    figures: () => ({ changes, gapsMs, foreign, torn, filmFrames: films, lostFrames }),
  };
}
