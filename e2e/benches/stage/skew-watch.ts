import { quantile } from '../report.ts';
import type { Look } from './coded-glass.ts';
import { codedItems, filmFrames, framesPerSecond } from './coded-media.ts';
import type { Change } from './pane-watch.ts';

/** Changes that belong together are no further apart: an item lasts a second at least. */
const nearMs = 450;

/** How far apart the windows are that change to the same still, from the first to the last of them, in milliseconds, change by change. */
export function skewOfStills(panes: readonly (readonly Change[])[]): readonly number[] {
  const [first = [], ...others] = panes;
  return first.flatMap(({ atMs, to, isSharp }) => {
    if (!isSharp || codedItems[to]?.kind !== 'image') return [];
    const together = others.map(
      (changes) => changes.find((one) => one.isSharp && one.to === to && Math.abs(one.atMs - atMs) < nearMs)?.atMs,
    );
    const all = [atMs, ...together.filter((one) => one !== undefined)];
    return all.length === panes.length ? [Math.max(...all) - Math.min(...all)] : [];
  });
}

/** How far apart the frames are of windows that show the same film, in milliseconds of film; null where they do not. */
export function skewOfFilm({ readings }: Look): number | null {
  const [first] = readings;
  if (first?.kind !== 'item' || codedItems[first.colour]?.kind !== 'video') return null;
  const frames = readings.flatMap((one) => (one.kind === 'item' && one.colour === first.colour ? [one.frame] : []));
  if (frames.length !== readings.length) return null;
  // a film that begins again is a circle: the largest gap on it is what they do not span
  const around = frames.toSorted((a, b) => a - b);
  const gaps = around.map((frame, index) => (around[index + 1] ?? (around[0] ?? 0) + filmFrames) - frame);
  return ((filmFrames - Math.max(...gaps)) * 1_000) / framesPerSecond;
}

export type Skew = { readonly p50Ms: number; readonly p99Ms: number; readonly worstMs: number };

export function skewOf(values: readonly number[]): Skew {
  return { p50Ms: quantile(values, 0.5), p99Ms: quantile(values, 0.99), worstMs: Math.max(...values) };
}
