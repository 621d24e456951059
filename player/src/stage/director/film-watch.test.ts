import { expect, test } from 'vitest';
import { startFilmWatch, watchFilm, type FilmSight, type FilmVerdict } from './film-watch.ts';

/** What is judged of a film that is looked at each second. */
function verdicts(seconds: number, sightAt: (second: number) => FilmSight): readonly string[] {
  let watch = startFilmWatch(0);
  const found: (readonly [number, FilmVerdict])[] = [];
  for (let second = 1; second <= seconds; second++) {
    const next = watchFilm(watch, sightAt(second), second * 1_000);
    watch = next.watch;
    if (next.verdict !== 'plays') found.push([second, next.verdict]);
  }
  return found.map(([second, verdict]) => `${verdict} at ${second}`);
}

test('a film that advances and draws plays, also one that begins again and one that is pushed now and then', () => {
  expect(verdicts(60, (second) => ({ placeS: second % 10, frames: second * 25, pushes: 0 }))).toEqual([]);
  expect(verdicts(60, (second) => ({ placeS: second, frames: second * 25, pushes: Math.floor(second / 3) }))).toEqual([]);
});

test('a film that stands for 4 s is loaded again, and fails where it stands again', () => {
  expect(verdicts(12, (second) => ({ placeS: Math.min(second, 3), frames: 75, pushes: 0 }))).toEqual(['reload at 7', 'failed at 12']);
});

test('a film that moves only because it is pushed stands', () => {
  expect(verdicts(8, (second) => ({ placeS: second, frames: second, pushes: second }))).toEqual(['reload at 5']);
});

test('a film whose time runs and that draws nothing for 10 s is loaded again', () => {
  expect(verdicts(12, (second) => ({ placeS: second, frames: 1, pushes: 0 }))).toEqual(['reload at 11']);
});
