import { expect, test } from 'vitest';
import { demoMedia } from '../content/media.ts';
import { airportToCityMap } from './airport-to-city-map.ts';
import { filmFrame, films, framesPerSecond } from './films.ts';
import { haLongDuskPortrait } from './ha-long-bay.ts';
import { seeded } from './paint.ts';

function frames(): readonly string[] {
  return Object.values(films).flatMap((film) => {
    const drawn: string[] = [];
    // A prime step meets the middle of scenes and both sides of every crossfade.
    for (let index = 0; index < film.seconds * framesPerSecond; index += 7) drawn.push(filmFrame(film, index, 1280, 720));
    return drawn;
  });
}

const drawings = [...frames(), airportToCityMap(1920, 1080), haLongDuskPortrait(1080, 1920)];

test('drawings hold no words, nothing from elsewhere and no number that is none', () => {
  for (const drawing of drawings) expect(drawing).not.toMatch(/<text|<image|href|font|<filter|NaN|undefined|Infinity/);
});

test('every gradient that a drawing uses is in it once', () => {
  for (const drawing of drawings) {
    const made = [...drawing.matchAll(/ id="(\w+)"/g)].map(([, id]) => id);
    expect(new Set(made).size).toBe(made.length);
    for (const [, id] of drawing.matchAll(/url\(#(\w+)\)/g)) expect(made).toContain(id);
  }
});

test('a frame is the same whenever it is drawn', () => {
  for (const film of Object.values(films)) expect(filmFrame(film, 120, 1280, 720)).toBe(filmFrame(film, 120, 1280, 720));
  const [first, second] = [seeded(7), seeded(7)];
  expect([first(), first()]).toEqual([second(), second()]);
});

test('every film of the demo has its scenes, and never a frame without one', () => {
  const wanted = demoMedia.filter(({ kind }) => kind === 'video').map(({ key }) => key);
  expect(Object.keys(films)).toEqual(wanted);
  for (const drawing of drawings) expect(drawing.length).toBeGreaterThan(5_000);
});
