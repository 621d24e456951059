import { cityEvening } from './city-evening.ts';
import { haLongMorning } from './ha-long-bay.ts';
import { longBienBridge } from './long-bien-bridge.ts';
import { lotusPond } from './lotus-pond.ts';
import { onePillarPagoda } from './one-pillar-pagoda.ts';
import { eased, n, picture } from './paint.ts';
import { riceTerraces } from './rice-terraces.ts';

type Scene = (widthPx: number, heightPx: number, seconds: number) => string;

export type Film = {
  /** One after another, each as long as the others. */
  readonly scenes: readonly Scene[];
  readonly seconds: number;
};

export const framesPerSecond = 30;

/** While one scene gives way to the next. */
const crossfadeSeconds = 0.8;

/** The films of the demo, by the key of their media. */
export const films: Readonly<Record<string, Film>> = {
  'film-welcome-to-hanoi': { scenes: [haLongMorning, lotusPond, onePillarPagoda], seconds: 12 },
  'film-a-day-in-the-north': { scenes: [longBienBridge, riceTerraces, cityEvening], seconds: 15 },
};

/** The drawing of one frame as SVG; `index` counts from 0 up to seconds × framesPerSecond. */
export function filmFrame({ scenes, seconds }: Film, index: number, widthPx: number, heightPx: number): string {
  const at = index / framesPerSecond;
  const share = seconds / scenes.length;
  const layers = scenes.flatMap((scene, place) => {
    const begins = place * share - (place === 0 ? 0 : crossfadeSeconds / 2);
    const ends = (place + 1) * share + (place === scenes.length - 1 ? 0 : crossfadeSeconds / 2);
    if (at < begins || at >= ends) return [];
    // The next scene is laid over the one that ends, which itself stays whole: no dip to black in between.
    const opacity = place === 0 ? 1 : eased((at - begins) / crossfadeSeconds);
    if (opacity === 0) return [];
    const drawn = scene(widthPx, heightPx, at - begins);
    return [opacity === 1 ? drawn : `<g opacity="${n(opacity)}">${drawn}</g>`];
  });
  return picture(widthPx, heightPx, layers.join(''));
}
