// Whether a film plays, from what can be seen of it about once a second. A picture that stands is no film; a film that stands is no picture.

/** What a film shows of itself. */
export type FilmSight = {
  readonly placeS: number;
  /** Frames decoded since its source was loaded. */
  readonly frames: number;
  /** How often its place was set from outside: a film that moves only by being pushed does not play. */
  readonly pushes: number;
};
export type FilmWatch = {
  readonly last: FilmSight | null;
  readonly movedMs: number;
  readonly drawnMs: number;
  readonly reloads: number;
};
/** `failed`: it stood again after it was loaded again. */
export type FilmVerdict = 'plays' | 'reload' | 'failed';

const standsAfterMs = 4_000;
/** Longer than between two frames of the slowest film that is worth the name. */
const drawsNothingAfterMs = 10_000;

/** A watch over a film that is to play from now on. */
export function startFilmWatch(nowMs: number): FilmWatch {
  return { last: null, movedMs: nowMs, drawnMs: nowMs, reloads: 0 };
}

/** Looks once. `nowMs` is on a monotonic clock. After `reload` the film is given the same time again. */
export function watchFilm(watch: FilmWatch, sight: FilmSight, nowMs: number): { readonly watch: FilmWatch; readonly verdict: FilmVerdict } {
  const { last } = watch;
  const hasMoved = last === null || (sight.placeS !== last.placeS && sight.pushes === last.pushes);
  const hasDrawn = last === null || sight.frames !== last.frames;
  const movedMs = hasMoved ? nowMs : watch.movedMs;
  const drawnMs = hasDrawn ? nowMs : watch.drawnMs;
  const isStanding = nowMs - movedMs >= standsAfterMs || nowMs - drawnMs >= drawsNothingAfterMs;
  if (!isStanding) return { watch: { ...watch, last: sight, movedMs, drawnMs }, verdict: 'plays' };
  if (watch.reloads > 0) return { watch, verdict: 'failed' };
  return { watch: { ...startFilmWatch(nowMs), reloads: watch.reloads + 1 }, verdict: 'reload' };
}
