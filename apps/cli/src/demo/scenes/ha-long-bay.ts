import { between, birds, glowGradient, lightOnWater, n, picture, ripples, seeded, softArea, verticalGradient } from './paint.ts';
import type { Point } from './paint.ts';

export type BayLight = {
  readonly sky: readonly (readonly [number, string])[];
  readonly water: readonly (readonly [number, string])[];
  readonly sun: string;
  readonly glow: string;
  readonly haze: string;
  /** Rock from the farthest row to the nearest. */
  readonly rows: readonly [string, string, string, string];
  readonly sail: string;
  readonly sailShade: string;
};

export const morningBay: BayLight = {
  sky: [
    [0, '#5f93b8'],
    [0.42, '#a9c3c6'],
    [0.74, '#f3cfa6'],
    [1, '#fbe3bd'],
  ],
  water: [
    [0, '#f3d3a8'],
    [0.22, '#b9c9bd'],
    [1, '#2f6f7d'],
  ],
  sun: '#fff6de',
  glow: '#ffdf9e',
  haze: '#fbe6c8',
  rows: ['#a5b5b4', '#6f969c', '#3f727c', '#17454f'],
  sail: '#b4472f',
  sailShade: '#7f2c22',
};

export const duskBay: BayLight = {
  sky: [
    [0, '#1d2b57'],
    [0.34, '#584a86'],
    [0.62, '#c4627e'],
    [0.84, '#f39a6b'],
    [1, '#ffd08a'],
  ],
  water: [
    [0, '#f0a073'],
    [0.16, '#b9647f'],
    [0.5, '#4b3f78'],
    [1, '#141d45'],
  ],
  sun: '#fff0c4',
  glow: '#ffb566',
  haze: '#f6a77c',
  rows: ['#b0688a', '#7c4b80', '#463469', '#171a40'],
  sail: '#5b1f3a',
  sailShade: '#3a1330',
};

export type BayView = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Share of the height where water meets sky. */
  readonly horizon: number;
  readonly sunX: number;
  /** The length that rocks, boat and birds are drawn by: the height of a wide picture, less than that of a tall one. */
  readonly unitPx: number;
  readonly light: BayLight;
};

/** Ha Long bay: limestone towers in four rows, a junk under sail, birds; the eye drifts along as seconds pass. */
export function haLongBay(view: BayView, seconds: number): string {
  const { widthPx: w, heightPx: h, light, unitPx: u } = view;
  const line = h * view.horizon;
  const sunX = w * view.sunX;
  const sunY = line - u * (0.17 + 0.006 * seconds);
  const defs = [
    verticalGradient('hs', 0, line, light.sky),
    verticalGradient('hw', line, h, light.water),
    glowGradient('hg', light.glow, 0.95),
    glowGradient('hm', light.haze, 0.85),
    ...light.rows.map((colour, row) =>
      verticalGradient(`hr${row}`, line - u * 0.42, line + u * 0.06 * row, [
        [0, colour],
        [0.62, colour],
        [1, light.haze],
      ]),
    ),
    verticalGradient('hn', line - u * 0.5, line + u * 0.2, [
      [0, light.rows[3]],
      [1, light.rows[3]],
    ]),
  ].join('');

  const parts = [
    `<rect width="${w}" height="${n(line + 2)}" fill="url(#hs)"/>`,
    clouds(view, seconds),
    `<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(u * 0.62)}" fill="url(#hg)"/>`,
    `<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(u * 0.062)}" fill="${light.sun}"/>`,
    rockRow(view, { seed: 11, row: 0, count: 9, tall: 0.2, wide: 0.17, base: line + 1, shift: -3 * seconds }),
    mist(w, line - u * 0.01, u, 0.75, 5 * seconds),
    rockRow(view, { seed: 23, row: 1, count: 7, tall: 0.3, wide: 0.2, base: line + u * 0.006, shift: -7 * seconds }),
    mist(w, line, u, 0.6, -6 * seconds + 200),
    `<rect y="${n(line)}" width="${w}" height="${n(h - line)}" fill="url(#hw)"/>`,
    mist(w, line, u, 0.5, 3 * seconds + 90),
    lightOnWater(sunX, line + u * 0.01, h, [u * 0.05, u * 0.2], seconds, light.sun),
    ripples(5, { left: 0, right: w, top: line + u * 0.02, bottom: h }, 70, seconds, light.haze),
    rockGroup(
      view,
      [
        [0.03, 0.17, 0.3, 31],
        [0.19, 0.12, 0.19, 37],
      ],
      line + u * 0.045,
      -14 * seconds,
      2,
    ),
    rockGroup(
      view,
      [
        [0.86, 0.2, 0.36, 41],
        [1.02, 0.16, 0.27, 43],
      ],
      line + u * 0.06,
      -14 * seconds,
      2,
    ),
    junk(
      w * 0.36 + seconds * u * 0.016,
      line + u * 0.14 + Math.sin(seconds * 1.6) * u * 0.003,
      u * 0.2,
      light,
      Math.sin(seconds * 1.1) * 0.9,
    ),
    birds(
      [
        [0.52, -0.36],
        [0.555, -0.385],
        [0.585, -0.355],
        [0.62, -0.4],
        [0.5, -0.42],
      ].map(([x = 0, y = 0]): Point => [w * x + seconds * u * 0.03, line + u * y + Math.sin(seconds + x * 20) * 3]),
      seconds,
      light.rows[3],
      u / 720,
    ),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

/** The portrait of the bay at dusk, as a still. */
export function haLongDuskPortrait(widthPx: number, heightPx: number): string {
  return picture(
    widthPx,
    heightPx,
    haLongBay({ widthPx, heightPx, horizon: 0.62, sunX: 0.58, unitPx: widthPx * 1.06, light: duskBay }, 1.5),
  );
}

/** A limestone tower: steep sides, a broken round head. Points from the left foot to the right foot. */
function rock(x: number, base: number, wide: number, tall: number, seed: number): readonly Point[] {
  const next = seeded(seed);
  const lean = (next() - 0.5) * 0.2;
  const shape: readonly Point[] = [
    [-0.56, 0],
    [-0.5, 0.1],
    [-0.46, 0.34],
    [-0.4, 0.55],
    [-0.34, 0.74],
    [-0.22, 0.9],
    [-0.08, 0.96],
    [0.04, 1],
    [0.16, 0.9],
    [0.24, 0.8],
    [0.32, 0.72],
    [0.4, 0.5],
    [0.46, 0.28],
    [0.5, 0.1],
    [0.56, 0],
  ];
  return shape.map(([px, py]) => {
    const rough = py === 0 ? 0 : 0.07;
    const y = py * (1 + (next() - 0.5) * rough * 1.6);
    return [x + (px + lean * py + (next() - 0.5) * rough) * wide, base - y * tall];
  });
}

type Row = {
  readonly seed: number;
  readonly row: number;
  readonly count: number;
  readonly tall: number;
  readonly wide: number;
  readonly base: number;
  readonly shift: number;
};

/** A chain of rocks across the whole picture and a little more. */
function rockRow({ widthPx: w, unitPx: u }: BayView, { seed, row, count, tall, wide, base, shift }: Row): string {
  const next = seeded(seed);
  let path = '';
  for (let index = 0; index < count; index += 1) {
    const x = ((index + 0.2 + 0.6 * next()) / count) * (w * 1.16) - w * 0.03 + shift;
    path += softArea(rock(x, base, u * wide * (0.6 + 0.9 * next()), u * tall * (0.42 + 0.58 * next()), seed * 31 + index), base + 2);
  }
  return `<path d="${path}" fill="url(#hr${row})"/>`;
}

/** A few rocks near the eye, each with a lit shoulder and its picture in the water. */
function rockGroup(
  view: BayView,
  rocks: readonly (readonly [x: number, wide: number, tall: number, seed: number])[],
  base: number,
  shift: number,
  row: number,
): string {
  const { widthPx: w, unitPx: u, light, sunX } = view;
  return rocks
    .map(([x, wide, tall, seed]) => {
      const centre = w * x + shift;
      const points = rock(centre, base, u * wide * 1.35, u * tall, seed);
      const body = softArea(points, base);
      const toSun = sunX * w > centre ? 1 : -1;
      const lit = rock(centre + toSun * u * wide * 0.3, base, u * wide * 0.62, u * tall * 0.66, seed + 7);
      const mirrored = softArea(
        points.map(([px, py]): Point => [px, base + (base - py) * 0.42]),
        base,
      );
      return [
        `<path d="${mirrored}" fill="${light.rows[3]}" fill-opacity="0.26"/>`,
        `<path d="${body}" fill="url(#hr${row})"/>`,
        `<path d="${body}" fill="${light.rows[3]}" fill-opacity="0.45"/>`,
        `<path d="${softArea(lit, base)}" fill="${light.glow}" fill-opacity="0.08"/>`,
        `<rect x="${n(centre - u * wide * 0.8)}" y="${n(base - 1.5)}" width="${n(u * wide * 1.6)}" height="3" rx="1.5" fill="${light.haze}" fill-opacity="0.5"/>`,
      ].join('');
    })
    .join('');
}

function mist(w: number, y: number, u: number, opacity: number, shift: number): string {
  return [0.1, 0.42, 0.78, 1.02]
    .map((x, index) => {
      const rx = u * (0.42 + 0.1 * (index % 2));
      return `<ellipse cx="${n(w * x + shift)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(u * 0.045)}" fill="url(#hm)" fill-opacity="${opacity}"/>`;
    })
    .join('');
}

function clouds({ widthPx: w, heightPx: h, horizon, unitPx: u, light }: BayView, seconds: number): string {
  const next = seeded(77);
  let shapes = '';
  for (let index = 0; index < 9; index += 1) {
    const y = h * horizon * (0.12 + 0.6 * next());
    const x = w * (next() * 1.2 - 0.1) + seconds * (2 + 3 * next());
    const rx = u * (0.14 + 0.26 * next());
    shapes += `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(rx * 0.034)}" fill="${light.haze}" fill-opacity="${n((0.1 + 0.16 * next()) * (0.35 + 0.65 * (y / (h * horizon))))}"/>`;
  }
  return shapes;
}

/** A junk with three ribbed sails, seen from the side; `size` is the height of its main sail. */
function junk(x: number, y: number, size: number, light: BayLight, leanDegrees: number): string {
  const sail = (foot: number, wide: number, tall: number): string => {
    const [l, r, t] = [foot - wide * 0.38, foot + wide * 0.62, -0.17 - tall];
    const outline = `M${n(l * size)} ${n(-0.2 * size)}Q${n((l - 0.06) * size)} ${n(t * 0.55 * size)} ${n((l + 0.1) * size)} ${n(t * size)}Q${n((foot + wide * 0.5) * size)} ${n((t + 0.02) * size)} ${n((r - 0.03) * size)} ${n((t + 0.26 * tall) * size)}Q${n((r + 0.05) * size)} ${n(t * 0.5 * size)} ${n(r * size)} ${n(-0.2 * size)}Z`;
    let ribs = '';
    for (let rib = 1; rib < 6; rib += 1) {
      const share = rib / 6;
      const ry = -0.2 + (t + 0.2) * share;
      const inset = 0.11 * share;
      ribs += `M${n((l + inset - 0.01) * size)} ${n(ry * size)}L${n((r - inset * 0.2) * size)} ${n((ry + 0.12 * share * tall) * size)}`;
    }
    return `<path d="${outline}" fill="${light.sail}"/><path d="${ribs}" stroke="${light.sailShade}" stroke-width="${n(size * 0.012)}" fill="none"/>`;
  };
  const hull = `M${n(-0.72 * size)} ${n(-0.2 * size)}Q${n(-0.6 * size)} ${n(-0.02 * size)} ${n(-0.46 * size)} 0L${n(0.5 * size)} 0Q${n(0.66 * size)} ${n(-0.06 * size)} ${n(0.76 * size)} ${n(-0.22 * size)}L${n(0.5 * size)} ${n(-0.15 * size)}L${n(-0.34 * size)} ${n(-0.14 * size)}L${n(-0.38 * size)} ${n(-0.24 * size)}L${n(-0.68 * size)} ${n(-0.27 * size)}Z`;
  const reflection = `<ellipse cx="0" cy="${n(size * 0.06)}" rx="${n(size * 0.62)}" ry="${n(size * 0.045)}" fill="${light.rows[3]}" fill-opacity="0.4"/><ellipse cx="0" cy="${n(size * 0.2)}" rx="${n(size * 0.4)}" ry="${n(size * 0.06)}" fill="${light.sail}" fill-opacity="0.16"/>`;
  return `<g transform="translate(${n(x)} ${n(y)})">${reflection}<g transform="rotate(${n(leanDegrees)})">${sail(-0.4, 0.34, 0.52)}${sail(0.02, 0.5, 0.86)}${sail(0.44, 0.32, 0.48)}<path d="${hull}" fill="${light.rows[3]}"/></g></g>`;
}

/** Frames of the bay for a wide film. */
export function haLongMorning(widthPx: number, heightPx: number, seconds: number): string {
  return haLongBay({ widthPx, heightPx, horizon: 0.64, sunX: 0.525, unitPx: heightPx, light: morningBay }, between(0, 60, seconds / 60));
}
