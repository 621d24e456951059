import { between, eased, glowGradient, n, ripples, seeded, verticalGradient } from './paint.ts';

/** The city across West lake as evening falls: windows light up, the tower of Tran Quoc pagoda, an aeroplane coming in. */
export function cityEvening(w: number, h: number, seconds: number): string {
  const line = h * 0.68;
  const dark = eased(seconds / 4.5);
  const defs = [
    verticalGradient('cs', 0, line, [
      [0, '#27386f'],
      [0.45, '#7b5f95'],
      [0.78, '#e58a7b'],
      [1, '#ffc27f'],
    ]),
    verticalGradient('cn', 0, line, [
      [0, '#0c1636'],
      [0.6, '#2b2e63'],
      [1, '#7c4c74'],
    ]),
    verticalGradient('cw', line, h, [
      [0, '#d9856f'],
      [0.3, '#6e5283'],
      [1, '#1b2452'],
    ]),
    verticalGradient('cv', line, h, [
      [0, '#5b3c66'],
      [1, '#0a1231'],
    ]),
    glowGradient('cg', '#ffcf8d', 0.85),
  ].join('');
  const veil = n(0.85 * dark);
  const parts = [
    `<rect width="${w}" height="${n(line + 1)}" fill="url(#cs)"/>`,
    `<circle cx="${n(w * 0.2)}" cy="${n(line)}" r="${n(h * 0.42)}" fill="url(#cg)" fill-opacity="${n(1 - 0.7 * dark)}"/>`,
    `<rect width="${w}" height="${n(line + 1)}" fill="url(#cn)" fill-opacity="${veil}"/>`,
    evenStars(w, line, dark, seconds),
    moon(w * 0.86, h * 0.17, h * 0.045, dark),
    skyline(w, line, h, { seed: 61, tall: 0.2, colour: '#8a6389', night: '#3b335f', shift: -3 * seconds, seconds, lit: 0.25 }),
    skyline(w, line, h, { seed: 73, tall: 0.34, colour: '#5a4674', night: '#211f48', shift: -6 * seconds, seconds, lit: 0.5 }),
    `<rect y="${n(line)}" width="${w}" height="${n(h - line)}" fill="url(#cw)"/><rect y="${n(line)}" width="${w}" height="${n(h - line)}" fill="url(#cv)" fill-opacity="${veil}"/>`,
    glints(w, line, h, seconds, dark),
    ripples(19, { left: 0, right: w, top: line + 8, bottom: h }, 54, seconds, '#ffd9b8'),
    island(w * 0.77 - 12 * seconds, line + h * 0.1, h * 0.52, dark),
    aeroplane(between(-w * 0.03, w * 0.66, seconds / 5.6), between(h * 0.1, h * 0.33, seconds / 5.6), h * 0.105, seconds),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

type Skyline = {
  readonly seed: number;
  readonly tall: number;
  readonly colour: string;
  readonly night: string;
  readonly shift: number;
  readonly seconds: number;
  readonly lit: number;
};

/** A row of buildings; each window has its own moment to light up. */
function skyline(w: number, line: number, h: number, { seed, tall, colour, night, shift, seconds, lit }: Skyline): string {
  const next = seeded(seed);
  const dark = eased(seconds / 4.5);
  let blocks = '';
  let windows = '';
  let x = -50;
  while (x < w + 110) {
    const wide = h * (0.04 + 0.06 * next());
    const high = h * tall * (0.25 + 0.75 * next() ** 1.8);
    const left = x + shift;
    blocks += `M${n(left)} ${n(line + 1)}v${n(-high)}h${n(wide)}v${n(high)}z`;
    if (next() < 0.3) blocks += `M${n(left + wide * 0.46)} ${n(line - high)}v${n(-high * 0.16)}h${n(wide * 0.08)}v${n(high * 0.16)}z`;
    const columns = Math.max(2, Math.floor(wide / 12));
    const pitch = wide / columns;
    for (let row = 0; row < high / 15 - 1; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const moment = next() * 5;
        if (next() > lit || moment > seconds + 0.7) continue;
        windows += `M${n(left + pitch * (column + 0.28))} ${n(line - high + 8 + row * 15)}h${n(pitch * 0.44)}v7h${n(-pitch * 0.44)}z`;
      }
    }
    x += wide + h * 0.008 * next();
  }
  return `<path d="${blocks}" fill="${colour}"/><path d="${blocks}" fill="${night}" fill-opacity="${n(0.9 * dark)}"/><path d="${windows}" fill="#ffd98a" fill-opacity="${n(0.45 + 0.5 * dark)}"/>`;
}

function evenStars(w: number, line: number, dark: number, seconds: number): string {
  const next = seeded(7);
  let dots = '';
  for (let index = 0; index < 44; index += 1) {
    const opacity = dark * (0.35 + 0.45 * next() + 0.2 * Math.sin(seconds * 2.3 + index));
    dots += `<circle cx="${n(w * next())}" cy="${n(line * 0.55 * next())}" r="${n(0.8 + next())}" fill="#fff" fill-opacity="${n(Math.max(0, opacity))}"/>`;
  }
  return dots;
}

function moon(x: number, y: number, r: number, dark: number): string {
  return `<path d="M${n(x)} ${n(y - r)}A${n(r)} ${n(r)} 0 1 0 ${n(x + r)} ${n(y + r * 0.1)}A${n(r * 0.86)} ${n(r * 0.86)} 0 0 1 ${n(x)} ${n(y - r)}Z" fill="#fff3d0" fill-opacity="${n(0.25 + 0.75 * dark)}"/>`;
}

/** Lights of the far bank in the water: trembling upright strokes. */
function glints(w: number, line: number, h: number, seconds: number, dark: number): string {
  const next = seeded(83);
  let strokes = '';
  for (let index = 0; index < 46; index += 1) {
    const x = w * next() - 5 * seconds;
    const long = h * (0.03 + 0.13 * next());
    const thick = 2 + 2.4 * next();
    for (let part = 0; part < 4; part += 1) {
      const y = line + 8 + long * (part / 4);
      const shift = Math.sin(seconds * 2.4 + index * 1.3 + part * 1.9) * (1.5 + part * 1.6);
      strokes += `M${n(x + shift)} ${n(y)}h${n(thick)}v${n(long * 0.16)}h${n(-thick)}z`;
    }
  }
  return `<path d="${strokes}" fill="#ffd98a" fill-opacity="${n(0.12 + 0.45 * dark)}"/>`;
}

/** The pagoda's island: trees, a temple roof and the tower of eleven storeys. */
function island(x: number, water: number, tall: number, dark: number): string {
  const ink = '#171433';
  const at = (px: number, py: number): string => `${n(x + px * tall)} ${n(water - py * tall)}`;
  let tower = '';
  let niches = '';
  for (let storey = 0; storey < 11; storey += 1) {
    const half = 0.1 - storey * 0.0062;
    const foot = 0.14 + storey * 0.068;
    tower += `M${at(-half, foot)}L${at(-half, foot + 0.05)}L${at(-half - 0.028, foot + 0.046)}Q${at(-half - 0.008, foot + 0.06)} ${at(-half + 0.01, foot + 0.07)}L${at(half - 0.01, foot + 0.07)}Q${at(half + 0.008, foot + 0.06)} ${at(half + 0.028, foot + 0.046)}L${at(half, foot + 0.05)}L${at(half, foot)}Z`;
    for (const side of [-0.5, 0.12])
      niches += `M${at(half * side, foot + 0.01)}L${at(half * side, foot + 0.035)}Q${at(half * (side + 0.19), foot + 0.05)} ${at(half * (side + 0.38), foot + 0.035)}L${at(half * (side + 0.38), foot + 0.01)}Z`;
  }
  const spire = `M${at(-0.035, 0.885)}L${at(0, 1.0)}L${at(0.035, 0.885)}Z`;
  const bank = `M${at(-0.72, 0)}Q${at(-0.6, 0.06)} ${at(-0.36, 0.1)}L${at(0.5, 0.12)}Q${at(0.72, 0.08)} ${at(0.82, 0)}Z`;
  const hall = `M${at(0.2, 0.1)}V${n(water - 0.22 * tall)}H${n(x + 0.52 * tall)}V${n(water - 0.1 * tall)}ZM${at(0.13, 0.225)}Q${at(0.2, 0.21)} ${at(0.25, 0.31)}L${at(0.47, 0.31)}Q${at(0.52, 0.21)} ${at(0.59, 0.225)}Q${at(0.54, 0.19)} ${at(0.5, 0.2)}L${at(0.22, 0.2)}Q${at(0.18, 0.19)} ${at(0.13, 0.225)}Z`;
  const crowns = [
    [-0.48, 0.16, 0.11],
    [-0.36, 0.22, 0.13],
    [-0.24, 0.16, 0.1],
    [0.66, 0.16, 0.1],
    [0.56, 0.14, 0.08],
  ]
    .map(([px = 0, py = 0, r = 0]) => `<circle cx="${n(x + px * tall)}" cy="${n(water - py * tall)}" r="${n(r * tall)}" fill="#1d1b3d"/>`)
    .join('');
  const windows = `M${at(0.26, 0.12)}V${n(water - 0.18 * tall)}H${n(x + 0.31 * tall)}V${n(water - 0.12 * tall)}ZM${at(0.34, 0.12)}V${n(water - 0.18 * tall)}H${n(x + 0.39 * tall)}V${n(water - 0.12 * tall)}ZM${at(0.42, 0.12)}V${n(water - 0.18 * tall)}H${n(x + 0.47 * tall)}V${n(water - 0.12 * tall)}Z`;
  const mirrored = `<g transform="translate(0 ${n(water * 2)}) scale(1 -1)" fill="${ink}" fill-opacity="0.3"><path d="${tower}"/><path d="${bank}"/></g>`;
  return `${mirrored}${crowns}<path d="${bank}${hall}" fill="${ink}"/><path d="${tower}${spire}" fill="#532a3f"/><path d="${tower}${spire}" fill="${ink}" fill-opacity="${n(0.55 * dark)}"/><path d="${niches}${windows}" fill="#ffd27a" fill-opacity="${n(0.2 + 0.75 * dark)}"/>`;
}

/** Coming in to land, seen from the side, nose right and down a little. */
function aeroplane(x: number, y: number, size: number, seconds: number): string {
  const at = (px: number, py: number): string => `${n(px * size)} ${n(py * size)}`;
  const blink = seconds % 1.1 < 0.14 ? 1 : 0;
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(7)"><path d="M${at(-1.2, -0.06)}Q${at(-1.0, -0.14)} ${at(-0.7, -0.14)}L${at(0.9, -0.14)}Q${at(1.24, -0.12)} ${at(1.3, 0)}Q${at(1.22, 0.12)} ${at(0.86, 0.13)}L${at(-0.5, 0.13)}Q${at(-0.9, 0.1)} ${at(-1.2, -0.06)}Z" fill="#f4f1f7"/><path d="M${at(-1.22, -0.05)}L${at(-1.36, -0.5)}L${at(-1.12, -0.5)}L${at(-0.72, -0.12)}Z" fill="#d8473f"/><path d="M${at(0.18, 0.05)}L${at(-0.46, 0.44)}L${at(-0.26, 0.45)}L${at(0.48, 0.08)}Z" fill="#b9b6cc"/><path d="M${at(0.18, -0.1)}L${at(-0.2, -0.3)}L${at(-0.06, -0.3)}L${at(0.42, -0.12)}Z" fill="#cfcbdc"/><rect x="${n(-0.12 * size)}" y="${n(0.2 * size)}" width="${n(0.3 * size)}" height="${n(0.11 * size)}" rx="${n(0.05 * size)}" fill="#8f8aa8"/><path d="M${at(-0.7, -0.03)}L${at(0.8, -0.03)}" stroke="#3d4674" stroke-width="${n(0.055 * size)}" stroke-dasharray="${n(0.06 * size)} ${n(0.07 * size)}"/><path d="M${at(1.02, -0.07)}L${at(1.2, -0.05)}L${at(1.14, -0.11)}L${at(1.02, -0.12)}Z" fill="#3d4674"/><circle cx="${n(-1.24 * size)}" cy="${n(-0.5 * size)}" r="${n(0.06 * size)}" fill="#ff6b5e" fill-opacity="${blink}"/><circle cx="${n(0.55 * size)}" cy="${n(0.14 * size)}" r="${n(0.05 * size)}" fill="#fff7c8"/></g>`;
}
