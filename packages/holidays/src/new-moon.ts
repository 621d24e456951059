import { deltaTDays } from './delta-t.ts';

const degree = Math.PI / 180;

/** The coefficients of one term: days, and the multiples of E, M, M′, F and Ω in it. */
type Term = readonly [days: number, e: number, m: number, moon: number, f: number, node: number];

// Meeus, Astronomical Algorithms (2nd edition), chapter 49, new moon
const periodic: readonly Term[] = [
  [-0.4072, 0, 0, 1, 0, 0],
  [0.17241, 1, 1, 0, 0, 0],
  [0.01608, 0, 0, 2, 0, 0],
  [0.01039, 0, 0, 0, 2, 0],
  [0.00739, 1, -1, 1, 0, 0],
  [-0.00514, 1, 1, 1, 0, 0],
  [0.00208, 2, 2, 0, 0, 0],
  [-0.00111, 0, 0, 1, -2, 0],
  [-0.00057, 0, 0, 1, 2, 0],
  [0.00056, 1, 1, 2, 0, 0],
  [-0.00042, 0, 0, 3, 0, 0],
  [0.00042, 1, 1, 0, 2, 0],
  [0.00038, 1, 1, 0, -2, 0],
  [-0.00024, 1, -1, 2, 0, 0],
  [-0.00017, 0, 0, 0, 0, 1],
  [-0.00007, 0, 2, 1, 0, 0],
  [0.00004, 0, 0, 2, -2, 0],
  [0.00004, 0, 3, 0, 0, 0],
  [0.00003, 0, 1, 1, -2, 0],
  [0.00003, 0, 0, 2, 2, 0],
  [-0.00003, 0, 1, 1, 2, 0],
  [0.00003, 0, -1, 1, 2, 0],
  [-0.00002, 0, -1, 1, -2, 0],
  [-0.00002, 0, 1, 3, 0, 0],
  [0.00002, 0, 0, 4, 0, 0],
];

/** Of the planets: days, degrees at k = 0, degrees for each lunation. */
const planetary: readonly (readonly [number, number, number])[] = [
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
];

/** The number of the first lunation whose new moon may fall in this year; 0 is that of 6 January 2000. */
export function lunationNear(year: number): number {
  return Math.floor((year - 2_000) * 12.3685);
}

/**
 * The instant of new moon, as a Julian date in universal time, good to half a minute. Meeus, chapter 49.
 */
export function newMoon(lunation: number): number {
  const k = lunation;
  const t = k / 1_236.85;
  const mean = 2_451_550.09766 + 29.530588861 * k + t * t * (0.00015437 + t * (-0.00000015 + t * 0.00000000073));
  const e = 1 + t * (-0.002516 - t * 0.0000074);
  const m = 2.5534 + 29.1053567 * k + t * t * (-0.0000014 - t * 0.00000011);
  const moon = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * (0.00001238 - t * 0.000000058));
  const f = 160.7108 + 390.67050284 * k + t * t * (-0.0016118 + t * (-0.00000227 + t * 0.000000011));
  const node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215);
  let days = 0.000325 * Math.sin((299.77 + 0.107408 * k - 0.009173 * t * t) * degree);
  for (const [amount, eccentric, ofSun, ofMoon, ofF, ofNode] of periodic)
    days += amount * e ** eccentric * Math.sin((ofSun * m + ofMoon * moon + ofF * f + ofNode * node) * degree);
  for (const [amount, at0, each] of planetary) days += amount * Math.sin((at0 + each * k) * degree);
  return mean + days - deltaTDays(2_000 + k / 12.3685);
}
