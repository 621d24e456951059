import { between, eased, glowGradient, lightOnWater, n, ripples, seeded, softArea, verticalGradient } from './paint.ts';
import type { Point } from './paint.ts';

/** The One Pillar Pagoda on its pond under a rising moon, windows alight, lanterns drifting. */
export function onePillarPagoda(w: number, h: number, seconds: number): string {
  const line = h * 0.7;
  const moonX = w * 0.66;
  const moonY = h * between(0.34, 0.25, seconds / 5);
  const defs = [
    verticalGradient('ps', 0, line, [
      [0, '#0f1f45'],
      [0.5, '#2f4277'],
      [0.82, '#7d6390'],
      [1, '#d08d83'],
    ]),
    verticalGradient('pw', line, h, [
      [0, '#8a6285'],
      [0.25, '#3d4474'],
      [1, '#0b1736'],
    ]),
    glowGradient('pg', '#ffe7b0', 0.7),
    glowGradient('pl', '#ffb64d', 0.9),
    verticalGradient('pr', h * 0.2, h * 0.42, [
      [0, '#4a2436'],
      [1, '#1d1233'],
    ]),
  ].join('');
  const parts = [
    `<rect width="${w}" height="${n(line + 1)}" fill="url(#ps)"/>`,
    stars(w, line, seconds),
    `<circle cx="${n(moonX)}" cy="${n(moonY)}" r="${n(h * 0.36)}" fill="url(#pg)"/>`,
    `<circle cx="${n(moonX)}" cy="${n(moonY)}" r="${n(h * 0.105)}" fill="#fff3d2"/>`,
    `<circle cx="${n(moonX - h * 0.03)}" cy="${n(moonY - h * 0.02)}" r="${n(h * 0.02)}" fill="#f3deb0" fill-opacity="0.7"/><circle cx="${n(moonX + h * 0.035)}" cy="${n(moonY + h * 0.03)}" r="${n(h * 0.028)}" fill="#f3deb0" fill-opacity="0.6"/>`,
    treeLine(w, line, h, 5, 0.2, '#3b3560', -3 * seconds),
    treeLine(w, line, h, 17, 0.13, '#241f47', -6 * seconds),
    `<rect y="${n(line)}" width="${w}" height="${n(h - line)}" fill="url(#pw)"/>`,
    lightOnWater(moonX, line + h * 0.015, h, [h * 0.05, h * 0.16], seconds, '#ffe9b8'),
    ripples(9, { left: 0, right: w, top: line + 8, bottom: h }, 46, seconds, '#e8c9d0'),
    pagoda(w * 0.4, line + h * 0.085, h * 0.62, seconds),
    lanterns(w, h, line, seconds),
    branch(w, h, seconds),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

/** Drawn from the water line up; `tall` is from the water to the roof's crest. */
function pagoda(x: number, water: number, tall: number, seconds: number): string {
  const dark = '#171030';
  const at = (px: number, py: number): string => `${n(x + px * tall)} ${n(water - py * tall)}`;
  const line = (points: readonly Point[], width: number): string =>
    `<path d="M${points.map(([px, py]) => at(px, py)).join('L')}" stroke="${dark}" stroke-width="${n(width * tall)}" stroke-linecap="round" fill="none"/>`;
  const mirrored = `<ellipse cx="${n(x)}" cy="${n(water + tall * 0.03)}" rx="${n(tall * 0.62)}" ry="${n(tall * 0.045)}" fill="${dark}" fill-opacity="0.5"/><rect x="${n(x - tall * 0.085)}" y="${n(water)}" width="${n(tall * 0.17)}" height="${n(tall * 0.3)}" fill="${dark}" fill-opacity="0.4"/>`;
  const pillar = `<path d="M${at(-0.085, 0)}L${at(-0.078, 0.4)}L${at(0.078, 0.4)}L${at(0.085, 0)}Z" fill="#2b2145"/><path d="M${at(0.03, 0)}L${at(0.03, 0.4)}L${at(0.078, 0.4)}L${at(0.085, 0)}Z" fill="#4a3a63" fill-opacity="0.6"/>`;
  // The wooden arms that carry the shrine spread like the petals of a lotus.
  const arms = [-0.34, -0.2, 0.2, 0.34]
    .map((px) =>
      line(
        [
          [px > 0 ? 0.06 : -0.06, 0.2 + 0.06 * (Math.abs(px) < 0.3 ? 1 : 0)],
          [px * 0.75, 0.34],
          [px, 0.42],
        ],
        0.018,
      ),
    )
    .join('');
  const floor = `<path d="M${at(-0.4, 0.41)}L${at(0.4, 0.41)}L${at(0.38, 0.45)}L${at(-0.38, 0.45)}Z" fill="${dark}"/>`;
  const glow = 0.82 + 0.1 * Math.sin(seconds * 5.1) + 0.05 * Math.sin(seconds * 11.3);
  const walls = `<path d="M${at(-0.29, 0.45)}L${at(-0.29, 0.68)}L${at(0.29, 0.68)}L${at(0.29, 0.45)}Z" fill="#3a1d33"/>`;
  const lights = [-0.2, 0, 0.2]
    .map((px) => {
      const half = px === 0 ? 0.07 : 0.05;
      const bars = [-0.5, 0, 0.5].map((bar) => `M${at(px + half * bar, 0.475)}L${at(px + half * bar, 0.64)}`).join('');
      return `<path d="M${at(px - half, 0.47)}L${at(px - half, 0.645)}L${at(px + half, 0.645)}L${at(px + half, 0.47)}Z" fill="#ffc15e" fill-opacity="${n(glow)}"/><path d="${bars}M${at(px - half, 0.56)}L${at(px + half, 0.56)}" stroke="#5a2a2c" stroke-width="${n(tall * 0.008)}"/>`;
    })
    .join('');
  const halo = `<ellipse cx="${n(x)}" cy="${n(water - tall * 0.56)}" rx="${n(tall * 0.5)}" ry="${n(tall * 0.3)}" fill="url(#pl)" fill-opacity="${n(0.5 * glow)}"/>`;
  const rail = `<path d="M${at(-0.39, 0.52)}L${at(-0.29, 0.52)}M${at(0.29, 0.52)}L${at(0.39, 0.52)}M${at(-0.385, 0.45)}L${at(-0.385, 0.54)}M${at(0.385, 0.45)}L${at(0.385, 0.54)}M${at(-0.337, 0.45)}L${at(-0.337, 0.52)}M${at(0.337, 0.45)}L${at(0.337, 0.52)}" stroke="${dark}" stroke-width="${n(tall * 0.013)}"/>`;
  const roof = `<path d="M${at(-0.54, 0.735)}Q${at(-0.42, 0.66)} ${at(-0.3, 0.66)}L${at(0.3, 0.66)}Q${at(0.42, 0.66)} ${at(0.54, 0.735)}Q${at(0.44, 0.71)} ${at(0.37, 0.745)}Q${at(0.24, 0.82)} ${at(0.19, 0.93)}L${at(-0.19, 0.93)}Q${at(-0.24, 0.82)} ${at(-0.37, 0.745)}Q${at(-0.44, 0.71)} ${at(-0.54, 0.735)}Z" fill="url(#pr)"/>`;
  let tiles = '';
  for (let index = -6; index <= 6; index += 1) tiles += `M${at(index * 0.03, 0.92)}Q${at(index * 0.036, 0.8)} ${at(index * 0.056, 0.69)}`;
  const crest = `<path d="M${at(-0.22, 0.965)}Q${at(-0.2, 0.93)} ${at(-0.16, 0.93)}L${at(0.16, 0.93)}Q${at(0.2, 0.93)} ${at(0.22, 0.965)}Q${at(0.17, 0.955)} ${at(0.13, 0.95)}L${at(-0.13, 0.95)}Q${at(-0.17, 0.955)} ${at(-0.22, 0.965)}Z" fill="${dark}"/><circle cx="${n(x)}" cy="${n(water - tall * 0.975)}" r="${n(tall * 0.026)}" fill="#ffd27a"/>`;
  const steps = stair(x, water, tall, dark);
  return [
    mirrored,
    halo,
    steps,
    pillar,
    arms,
    floor,
    walls,
    lights,
    rail,
    roof,
    `<path d="${tiles}" stroke="#8a5362" stroke-opacity="0.35" stroke-width="${n(tall * 0.006)}" fill="none"/>`,
    crest,
  ].join('');
}

/** The brick stair that leads up from the bank on the left. */
function stair(x: number, water: number, tall: number, colour: string): string {
  let path = '';
  const count = 9;
  for (let index = 0; index < count; index += 1) {
    const left = x - tall * (0.92 - index * 0.058);
    const top = water - tall * (0.07 + index * 0.042);
    path += `M${n(left)} ${n(top)}H${n(x - tall * 0.36)}V${n(water - tall * 0.41)}H${n(x - tall * 0.36)}V${n(top + tall * 0.042)}H${n(left)}Z`;
  }
  return `<path d="${path}" fill="#221841"/><path d="M${n(x - tall * 1.4)} ${n(water)}Q${n(x - tall * 1.2)} ${n(water - tall * 0.1)} ${n(x - tall * 0.94)} ${n(water - tall * 0.07)}L${n(x - tall * 0.36)} ${n(water - tall * 0.07)}L${n(x - tall * 0.36)} ${n(water)}Z" fill="${colour}"/>`;
}

function stars(w: number, bottom: number, seconds: number): string {
  const next = seeded(3);
  let dots = '';
  for (let index = 0; index < 60; index += 1) {
    const y = bottom * 0.7 * next() ** 1.4;
    const twinkle = 0.35 + 0.35 * next() + 0.25 * Math.sin(seconds * (1.5 + 2 * next()) + index);
    dots += `<circle cx="${n(w * next())}" cy="${n(y)}" r="${n(0.8 + 1.1 * next())}" fill="#fff" fill-opacity="${n(Math.max(0, twinkle))}"/>`;
  }
  return dots;
}

function treeLine(w: number, line: number, h: number, seed: number, tall: number, colour: string, shift: number): string {
  const next = seeded(seed);
  const points: Point[] = [];
  for (let x = -60; x <= w + 120; x += 34)
    points.push([x + shift, line - h * tall * (0.35 + 0.65 * next()) * (0.65 + 0.35 * Math.cos((x / w - 0.5) * 5 + Math.PI))]);
  return `<path d="${softArea(points, line + 1)}" fill="${colour}"/>`;
}

/** Paper lanterns shaped like lotus flowers, as set afloat on full-moon nights. */
function lanterns(w: number, h: number, line: number, seconds: number): string {
  return [
    [0.08, 0.5, 0.9],
    [0.2, 0.8, 1.25],
    [0.56, 0.42, 0.8],
    [0.7, 0.86, 1.4],
    [0.8, 0.38, 0.75],
    [0.9, 0.62, 1.05],
    [0.47, 0.78, 1.15],
  ]
    .map(([px = 0, depth = 0, scale = 1], index) => {
      const x = w * px + seconds * 9 * scale;
      const y = between(line, h, depth) + Math.sin(seconds * 1.5 + index * 1.3) * 2.2;
      const r = h * 0.021 * scale;
      const flame = 0.85 + 0.15 * Math.sin(seconds * 6 + index * 2);
      const side = (sign: number): string =>
        `M0 ${n(r * 0.55)}Q${n(sign * r * 1.5)} ${n(r * 0.4)} ${n(sign * r * 1.45)} ${n(-r * 0.5)}Q${n(sign * r * 0.5)} ${n(-r * 0.1)} 0 ${n(r * 0.55)}Z`;
      return `<g transform="translate(${n(x)} ${n(y)})"><circle r="${n(r * 3.6)}" fill="url(#pl)" fill-opacity="${n(0.5 * flame)}"/><ellipse cy="${n(r * 1.5)}" rx="${n(r * 1.1)}" ry="${n(r * 0.5)}" fill="#ffb64d" fill-opacity="0.3"/><path d="${side(1)}${side(-1)}" fill="#d9486e"/><path d="M0 ${n(-r * 1.15)}Q${n(r * 0.85)} ${n(-r * 0.1)} 0 ${n(r * 0.55)}Q${n(-r * 0.85)} ${n(-r * 0.1)} 0 ${n(-r * 1.15)}Z" fill="#ff9db0"/><circle cy="${n(-r * 0.15)}" r="${n(r * 0.36)}" fill="#fff2b0" fill-opacity="${n(flame)}"/></g>`;
    })
    .join('');
}

/** A hanging branch in the near corner gives the picture its depth. */
function branch(w: number, h: number, seconds: number): string {
  const next = seeded(64);
  const sway = eased(0.5 + 0.5 * Math.sin(seconds * 0.8)) * 2 - 1;
  let leaves = '';
  let stems = `M${n(w * 0.74)} ${n(h * -0.02)}Q${n(w * 0.9)} ${n(h * 0.05)} ${n(w * 1.02)} ${n(h * 0.02)}`;
  for (let strand = 0; strand < 9; strand += 1) {
    const x = w * (0.8 + 0.025 * strand);
    const long = h * (0.14 + 0.26 * next());
    stems += `M${n(x)} 0Q${n(x)} ${n(long * 0.6)} ${n(x + sway * 7)} ${n(long)}`;
    for (let index = 1; index < 12; index += 1) {
      const y = (long * index) / 11;
      const bend = sway * 7 * (index / 11) ** 2;
      const side = index % 2 === 0 ? 1 : -1;
      leaves += `M${n(x + bend)} ${n(y)}q${n(side * 13)} 5 ${n(side * 15)} 21q${n(-side * 11)} -7 ${n(-side * 15)} -21z`;
    }
  }
  return `<path d="${stems}" stroke="#0b0f2b" stroke-width="2.4" fill="none"/><path d="${leaves}" fill="#0b0f2b"/>`;
}
