import { between, birds, glowGradient, lightOnWater, n, ripples, seeded, softArea, straightLine, verticalGradient } from './paint.ts';
import type { Point } from './paint.ts';

const iron = '#3a2a3d';

/** Long Bien bridge over the Red river at daybreak, a train on its way across, a boat below. */
export function longBienBridge(w: number, h: number, seconds: number): string {
  const line = h * 0.7;
  const sunX = w * 0.3;
  const sunY = line - h * between(0.1, 0.2, seconds / 5.5);
  const defs = [
    verticalGradient('bs', 0, line, [
      [0, '#6f8fb5'],
      [0.4, '#c7b7c0'],
      [0.75, '#f8c398'],
      [1, '#ffe0ad'],
    ]),
    verticalGradient('bw', line, h, [
      [0, '#f5bf92'],
      [0.35, '#b97766'],
      [1, '#5f3444'],
    ]),
    glowGradient('bg', '#fff0c0', 0.95),
  ].join('');
  const shift = -9 * seconds;
  const parts = [
    `<rect width="${w}" height="${n(line + 1)}" fill="url(#bs)"/>`,
    `<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(h * 0.36)}" fill="url(#bg)"/>`,
    `<circle cx="${n(sunX)}" cy="${n(sunY)}" r="${n(h * 0.058)}" fill="#fffaea"/>`,
    farShore(w, h, line, -3 * seconds),
    `<rect y="${n(line)}" width="${w}" height="${n(h - line)}" fill="url(#bw)"/>`,
    lightOnWater(sunX, line + 6, h, [h * 0.05, h * 0.17], seconds, '#fff1cf'),
    ripples(13, { left: 0, right: w, top: line + 6, bottom: h }, 60, seconds, '#ffe3c4'),
    bridge(w, h, line, shift),
    train(between(-w * 0.5, w * 1.02, (seconds + 0.9) / 7.2), h * 0.5, h),
    frontRails(w, h, shift),
    sampan(w * 0.74 - seconds * 11, h * 0.865 + Math.sin(seconds * 1.5) * 2, h * 0.16),
    reeds(w, h, seconds),
    birds(
      [
        [0.56, 0.2],
        [0.6, 0.17],
        [0.63, 0.22],
        [0.67, 0.19],
      ].map(([x = 0, y = 0]): Point => [w * x - seconds * 26, h * y + Math.sin(seconds * 0.9 + x * 30) * 5]),
      seconds,
      iron,
      1.1,
    ),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

/** The other bank: low trees and the first towers of the city in the haze. */
function farShore(w: number, h: number, line: number, shift: number): string {
  const next = seeded(29);
  let towers = '';
  for (let x = -40; x < w + 100; x += 30 + 46 * next()) {
    const tall = h * (0.02 + 0.1 * next() ** 3);
    towers += `M${n(x + shift)} ${n(line)}v${n(-tall)}h${n(14 + 18 * next())}v${n(tall)}z`;
  }
  const trees: Point[] = [];
  for (let x = -60; x <= w + 120; x += 26) trees.push([x + shift * 1.4, line - h * (0.012 + 0.03 * next())]);
  return `<path d="${towers}" fill="#d3a398" fill-opacity="0.75"/><path d="${softArea(trees, line + 1)}" fill="#a97c7c"/>`;
}

/** Piers and trusses: between two high peaks over each pair of piers the iron sinks to the deck, as on no other bridge. */
function bridge(w: number, h: number, line: number, shift: number): string {
  const deck = h * 0.535;
  const span = w * 0.42;
  let piers = '';
  let chords = '';
  let bars = '';
  for (let index = -1; index < 4; index += 1) {
    const left = index * span + shift + w * 0.05;
    const peak = (share: number): number => {
      const [a, b] = [Math.abs(share - 0.25), Math.abs(share - 0.75)];
      return deck - h * (0.05 + 0.17 * Math.max(0, 1 - Math.min(a, b) / 0.25) ** 1.25);
    };
    const top: Point[] = [];
    for (let step = 0; step <= 20; step += 1) {
      const share = step / 20;
      const point = [left + span * share, peak(share)] as const;
      top.push(point);
      bars += `M${n(point[0])} ${n(deck)}L${n(point[0])} ${n(point[1])}`;
      const other = (step + (step % 10 < 5 ? 1 : -1)) / 20;
      if (other >= 0 && other <= 1) bars += `M${n(point[0])} ${n(deck)}L${n(left + span * other)} ${n(peak(other))}`;
    }
    chords += straightLine(top);
    for (const share of [0.25, 0.75]) {
      const x = left + span * share;
      piers += `M${n(x - h * 0.03)} ${n(deck + h * 0.02)}H${n(x + h * 0.03)}L${n(x + h * 0.036)} ${n(line + h * 0.05)}H${n(x - h * 0.036)}ZM${n(x - h * 0.046)} ${n(line + h * 0.035)}H${n(x + h * 0.046)}V${n(line + h * 0.062)}H${n(x - h * 0.046)}Z`;
    }
  }
  return [
    `<g transform="translate(0 ${n((line + h * 0.06) * 2)}) scale(1 -1)"><path d="${piers}" fill="#4a2a3a" fill-opacity="0.28"/></g>`,
    `<path d="${piers}" fill="#7a5a5c"/>`,
    `<path d="${bars}" stroke="${iron}" stroke-width="${n(h * 0.0042)}" stroke-opacity="0.85"/>`,
    `<path d="${chords}" stroke="${iron}" stroke-width="${n(h * 0.011)}" fill="none" stroke-linejoin="round"/>`,
    `<rect x="0" y="${n(deck)}" width="${w}" height="${n(h * 0.02)}" fill="${iron}"/>`,
    `<rect x="0" y="${n(deck + h * 0.026)}" width="${w}" height="${n(h * 0.006)}" fill="${iron}" fill-opacity="0.7"/>`,
  ].join('');
}

/** The hand rail in front of the train. */
function frontRails(w: number, h: number, shift: number): string {
  const top = h * 0.516;
  let posts = '';
  for (let x = (shift % 18) - 18; x < w + 18; x += 18) posts += `M${n(x)} ${n(top)}V${n(h * 0.537)}`;
  return `<path d="${posts}M0 ${n(top)}H${w}" stroke="${iron}" stroke-width="2"/>`;
}

/** A diesel engine and four coaches, heading right; `x` is the tail. */
function train(x: number, y: number, h: number): string {
  const tall = h * 0.052;
  const long = h * 0.2;
  const floor = y + h * 0.033;
  let coaches = '';
  for (let index = 0; index < 4; index += 1) {
    const left = x + index * (long + 6);
    coaches += `<rect x="${n(left)}" y="${n(floor - tall)}" width="${n(long)}" height="${n(tall)}" rx="4" fill="#2f5d8c"/><rect x="${n(left)}" y="${n(floor - tall * 0.3)}" width="${n(long)}" height="${n(tall * 0.16)}" fill="#d8473f"/>`;
    for (let window = 0; window < 7; window += 1) {
      coaches += `<rect x="${n(left + long * (0.06 + window * 0.13))}" y="${n(floor - tall * 0.8)}" width="${n(long * 0.085)}" height="${n(tall * 0.34)}" rx="1.5" fill="#ffe9a8"/>`;
    }
  }
  const nose = x + 4 * (long + 6);
  const engine = `<path d="M${n(nose)} ${n(floor)}V${n(floor - tall * 1.02)}H${n(nose + long * 0.62)}Q${n(nose + long * 0.78)} ${n(floor - tall)} ${n(nose + long * 0.82)} ${n(floor - tall * 0.5)}L${n(nose + long * 0.84)} ${n(floor)}Z" fill="#c23a35"/><rect x="${n(nose)}" y="${n(floor - tall * 0.36)}" width="${n(long * 0.83)}" height="${n(tall * 0.14)}" fill="#ffd86b"/><path d="M${n(nose + long * 0.56)} ${n(floor - tall * 0.86)}H${n(nose + long * 0.66)}Q${n(nose + long * 0.73)} ${n(floor - tall * 0.84)} ${n(nose + long * 0.76)} ${n(floor - tall * 0.52)}H${n(nose + long * 0.56)}Z" fill="#ffe9a8"/><circle cx="${n(nose + long * 0.81)}" cy="${n(floor - tall * 0.25)}" r="3.2" fill="#fffbe0"/>`;
  return coaches + engine;
}

/** A narrow boat and its rower under a conical hat. */
function sampan(x: number, y: number, size: number): string {
  const at = (px: number, py: number): string => `${n(x + px * size)} ${n(y + py * size)}`;
  return [
    `<ellipse cx="${n(x)}" cy="${n(y + size * 0.12)}" rx="${n(size * 0.95)}" ry="${n(size * 0.06)}" fill="#2c1626" fill-opacity="0.4"/>`,
    `<path d="M${at(0.34, -0.62)}L${at(0.92, 0.2)}" stroke="#2c1626" stroke-width="3"/>`,
    `<path d="M${at(-1.05, -0.14)}Q${at(-0.6, 0.13)} ${at(0, 0.13)}Q${at(0.6, 0.13)} ${at(1.05, -0.16)}Q${at(0.5, 0)} ${at(0, 0)}Q${at(-0.5, 0)} ${at(-1.05, -0.14)}Z" fill="#2c1626"/>`,
    `<path d="M${at(-0.5, 0.01)}Q${at(-0.3, -0.34)} ${at(0, -0.34)}Q${at(0.12, -0.32)} ${at(0.14, 0.02)}Z" fill="#6d3d3c"/>`,
    `<path d="M${at(0.26, 0.02)}Q${at(0.22, -0.34)} ${at(0.36, -0.5)}Q${at(0.52, -0.4)} ${at(0.5, 0.02)}Z" fill="#3c1f33"/>`,
    `<path d="M${at(0.14, -0.52)}L${at(0.37, -0.74)}L${at(0.6, -0.52)}Q${at(0.37, -0.46)} ${at(0.14, -0.52)}Z" fill="#f2d49a"/>`,
  ].join('');
}

function reeds(w: number, h: number, seconds: number): string {
  const next = seeded(47);
  let blades = '';
  for (let index = 0; index < 46; index += 1) {
    const isLeft = index < 26;
    const x = isLeft ? w * 0.2 * next() ** 1.5 : w - w * 0.16 * next() ** 1.5;
    const tall = h * (0.1 + 0.2 * next()) * (isLeft ? 1 : 0.8);
    const bend = (isLeft ? 1 : -1) * (14 + 26 * next()) + Math.sin(seconds * 1.4 + index * 0.7) * 5;
    blades += `M${n(x - 4)} ${n(h)}Q${n(x)} ${n(h - tall * 0.6)} ${n(x + bend)} ${n(h - tall)}Q${n(x + 7)} ${n(h - tall * 0.55)} ${n(x + 5)} ${n(h)}Z`;
  }
  return `<path d="${blades}" fill="#2a1728"/>`;
}
