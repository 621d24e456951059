import { between, birds, glowGradient, n, seeded, softArea, softLine, verticalGradient } from './paint.ts';
import type { Point } from './paint.ts';

/** Terraced rice fields below northern mountains, cloud in the valleys, two people going home along a dyke. */
export function riceTerraces(w: number, h: number, seconds: number): string {
  const defs = [
    verticalGradient('ts', 0, h * 0.55, [
      [0, '#7fb4d6'],
      [0.6, '#cfe6e0'],
      [1, '#f9efcf'],
    ]),
    verticalGradient('t0', h * 0.2, h * 0.55, [
      [0, '#86a9bd'],
      [1, '#c9dcd6'],
    ]),
    verticalGradient('t1', h * 0.28, h * 0.6, [
      [0, '#5f8f97'],
      [1, '#a9cbb4'],
    ]),
    glowGradient('tg', '#fff8da', 0.9),
    glowGradient('tc', '#ffffff', 0.8),
  ].join('');
  const parts = [
    `<rect width="${w}" height="${n(h * 0.6)}" fill="url(#ts)"/>`,
    `<circle cx="${n(w * 0.78)}" cy="${n(h * 0.18)}" r="${n(h * 0.34)}" fill="url(#tg)"/><circle cx="${n(w * 0.78)}" cy="${n(h * 0.18)}" r="${n(h * 0.05)}" fill="#fffdf2"/>`,
    mountains(w, h, 3, 0.24, 0.2, 't0', -2 * seconds),
    cloudBank(w, h * 0.46, h, 5 * seconds, 0.8),
    mountains(w, h, 8, 0.36, 0.16, 't1', -5 * seconds),
    cloudBank(w, h * 0.55, h, -4 * seconds + 60, 0.7),
    hill(w, h, {
      seed: 21,
      crest: 0.5,
      foot: 0.78,
      left: -0.1,
      right: 0.72,
      peak: 0.22,
      steps: 9,
      shift: -9 * seconds,
      far: '#a9c66a',
      near: '#7fae55',
      edge: '#e9edb0',
    }),
    hill(w, h, {
      seed: 34,
      crest: 0.55,
      foot: 0.9,
      left: 0.36,
      right: 1.25,
      peak: 0.86,
      steps: 10,
      shift: -13 * seconds,
      far: '#d7c75e',
      near: '#93ac48',
      edge: '#f6eebd',
    }),
    hut(w * 0.79 - 13 * seconds, h * 0.645, h * 0.07),
    hill(w, h, {
      seed: 55,
      crest: 0.74,
      foot: 1.12,
      left: -0.3,
      right: 1.4,
      peak: 0.1,
      steps: 10,
      shift: -22 * seconds,
      far: '#6ea24e',
      near: '#2f6a3c',
      edge: '#cfe38f',
    }),
    walker(w * 0.47 + seconds * 12, dykeY(w, h, w * 0.47 + seconds * 12, seconds), h * 0.125, seconds),
    walker(w * 0.375 + seconds * 12, dykeY(w, h, w * 0.375 + seconds * 12, seconds), h * 0.11, seconds + 0.4),
    birds(
      [
        [0.3, 0.3],
        [0.33, 0.27],
        [0.36, 0.31],
        [0.4, 0.28],
        [0.27, 0.33],
      ].map(([x = 0, y = 0]): Point => [w * x + seconds * 30, h * y - seconds * 4]),
      seconds,
      '#ffffff',
      1.2,
    ),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

function mountains(w: number, h: number, seed: number, base: number, tall: number, fill: string, shift: number): string {
  const next = seeded(seed);
  const points: Point[] = [];
  for (let x = -100; x <= w + 160; x += 74)
    points.push([x + shift + 20 * next(), h * (base + tall * (0.15 + 0.85 * next()) * (points.length % 2 === 0 ? 1 : 0.35))]);
  return `<path d="${softArea(points, h * 0.7)}" fill="url(#${fill})"/>`;
}

function cloudBank(w: number, y: number, h: number, shift: number, opacity: number): string {
  return [0, 0.3, 0.62, 0.95]
    .map(
      (x, index) =>
        `<ellipse cx="${n(w * x + shift)}" cy="${n(y + (index % 2) * 9)}" rx="${n(h * 0.38)}" ry="${n(h * 0.05)}" fill="url(#tc)" fill-opacity="${opacity}"/>`,
    )
    .join('');
}

type Hill = {
  readonly seed: number;
  readonly crest: number;
  readonly foot: number;
  readonly left: number;
  readonly right: number;
  readonly peak: number;
  readonly steps: number;
  readonly shift: number;
  readonly far: string;
  readonly near: string;
  readonly edge: string;
};

/** A hillside cut into steps: each is an area in its own green with a light edge, where water stands. */
function hill(w: number, h: number, { seed, crest, foot, left, right, peak, steps, shift, far, near, edge }: Hill): string {
  const next = seeded(seed);
  const waves = [next(), next(), next(), next()];
  let drawn = '';
  for (let step = 0; step < steps; step += 1) {
    const share = step / (steps - 1);
    // Steps grow towards the eye.
    const base = between(crest, foot, share ** 1.25);
    const points: Point[] = [];
    for (let x = left; x <= right + 0.001; x += (right - left) / 14) {
      const fall = Math.abs(x - peak) / (right - left);
      const swing =
        0.016 * Math.sin(x * 13 + (waves[0] ?? 0) * 6 + share * 2.1) + 0.011 * Math.sin(x * 27 + (waves[1] ?? 0) * 6 - share * 3.4);
      points.push([w * x + shift, h * (base + fall * fall * 0.62 * (1 - share * 0.62) + swing * (0.5 + share))]);
    }
    drawn += `<path d="${softArea(points, h * 1.2)}" fill="${mixed(far, near, share, step % 2 === 0 ? 0 : 0.09)}"/><path d="${softLine(points)}" fill="none" stroke="${edge}" stroke-opacity="${n(0.75 - 0.25 * share)}" stroke-width="${n(1.2 + 2.2 * share)}"/>`;
  }
  return drawn;
}

/** The colour between two, made a little darker by `shade`. */
function mixed(from: string, to: string, share: number, shade: number): string {
  const channel = (at: number): string => {
    const value = between(Number.parseInt(from.slice(at, at + 2), 16), Number.parseInt(to.slice(at, at + 2), 16), share) * (1 - shade);
    return Math.round(value).toString(16).padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

function hut(x: number, y: number, size: number): string {
  return `<rect x="${n(x - size * 0.5)}" y="${n(y - size * 0.5)}" width="${n(size)}" height="${n(size * 0.5)}" fill="#7b4f35"/><rect x="${n(x - size * 0.1)}" y="${n(y - size * 0.36)}" width="${n(size * 0.22)}" height="${n(size * 0.36)}" fill="#3f281f"/><path d="M${n(x - size * 0.82)} ${n(y - size * 0.42)}Q${n(x - size * 0.4)} ${n(y - size * 0.7)} ${n(x - size * 0.28)} ${n(y - size * 1.1)}H${n(x + size * 0.28)}Q${n(x + size * 0.4)} ${n(y - size * 0.7)} ${n(x + size * 0.82)} ${n(y - size * 0.42)}Z" fill="#a9743f"/>`;
}

/** The height of the dyke that the walkers go on. */
function dykeY(w: number, h: number, x: number, seconds: number): number {
  return h * (0.885 + 0.008 * Math.sin(((x + 22 * seconds) / w) * 9));
}

/** Someone in a conical hat with two baskets on a shoulder pole. */
function walker(x: number, foot: number, tall: number, seconds: number): string {
  const step = Math.sin(seconds * 6.2);
  const lift = Math.abs(step) * tall * 0.025;
  const at = (px: number, py: number): string => `${n(x + px * tall)} ${n(foot - lift - py * tall)}`;
  const ink = '#24352f';
  const basket = (px: number): string =>
    `<path d="M${at(px, 0.76)}L${at(px - 0.1, 0.4)}M${at(px, 0.76)}L${at(px + 0.1, 0.4)}" stroke="${ink}" stroke-width="1.6"/><path d="M${at(px - 0.15, 0.42)}H${n(x + (px + 0.15) * tall)}L${at(px + 0.1, 0.24)}H${n(x + (px - 0.1) * tall)}Z" fill="#8a5a2b"/><ellipse cx="${n(x + px * tall)}" cy="${n(foot - lift - 0.42 * tall)}" rx="${n(tall * 0.15)}" ry="${n(tall * 0.06)}" fill="#5fa14a"/>`;
  const bounce = 0.012 * Math.sin(seconds * 12.4);
  return [
    `<ellipse cx="${n(x)}" cy="${n(foot)}" rx="${n(tall * 0.36)}" ry="${n(tall * 0.035)}" fill="#16331f" fill-opacity="0.35"/>`,
    `<path d="M${at(-0.02, 0.4)}L${at(-0.1 * step - 0.01, 0)}M${at(0.03, 0.4)}L${at(0.1 * step + 0.02, 0)}" stroke="${ink}" stroke-width="${n(tall * 0.07)}" stroke-linecap="round"/>`,
    `<path d="M${at(-0.11, 0.34)}Q${at(-0.13, 0.7)} ${at(0, 0.76)}Q${at(0.13, 0.7)} ${at(0.12, 0.34)}Z" fill="#7a2f3c"/>`,
    basket(-0.52),
    basket(0.55),
    `<path d="M${at(-0.56, 0.74 + bounce)}Q${at(0, 0.82 - bounce)} ${at(0.6, 0.74 + bounce)}" stroke="#6b4423" stroke-width="${n(tall * 0.035)}" fill="none" stroke-linecap="round"/>`,
    `<circle cx="${n(x + tall * 0.02)}" cy="${n(foot - lift - tall * 0.86)}" r="${n(tall * 0.07)}" fill="#c98d63"/>`,
    `<path d="M${at(-0.19, 0.86)}L${at(0.02, 1.05)}L${at(0.23, 0.86)}Q${at(0.02, 0.83)} ${at(-0.19, 0.86)}Z" fill="#f3d998"/>`,
  ].join('');
}
