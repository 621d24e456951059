import { between, eased, glowGradient, n, seeded, verticalGradient } from './paint.ts';

/** A lotus that opens over its pond in the first light, leaves around it, rings on the water. */
export function lotusPond(w: number, h: number, seconds: number): string {
  const open = eased((seconds - 0.1) / 3.2);
  const sway = Math.sin(seconds * 0.9) * 1.4;
  const defs = [
    verticalGradient('lw', 0, h, [
      [0, '#f7dcc0'],
      [0.3, '#a9cdbb'],
      [0.62, '#4c8f86'],
      [1, '#123f47'],
    ]),
    verticalGradient('lb', -1, 0, [
      [0, '#c62f74'],
      [0.45, '#ea7ba6'],
      [1, '#fde3e6'],
    ]),
    verticalGradient('lf', -1, 0, [
      [0, '#e2558c'],
      [0.5, '#f7a9c3'],
      [1, '#fff3ee'],
    ]),
    verticalGradient('ls', -1, 0, [
      [0, '#a92463'],
      [0.6, '#d9588e'],
      [1, '#f3c1cc'],
    ]),
    '<linearGradient id="ll" x2="0.3" y2="1"><stop offset="0" stop-color="#86bf90"/><stop offset="0.55" stop-color="#3d8468"/><stop offset="1" stop-color="#1d5a52"/></linearGradient>',
    '<linearGradient id="ld" x2="0.3" y2="1"><stop offset="0" stop-color="#35806b"/><stop offset="1" stop-color="#12474a"/></linearGradient>',
    glowGradient('lg', '#fff0cf', 0.9),
    glowGradient('lo', '#ffffff', 0.5),
  ].join('');
  const flowerX = w * 0.5;
  const flowerY = h * 0.63;
  const parts = [
    `<rect width="${w}" height="${h}" fill="url(#lw)"/>`,
    `<circle cx="${n(w * 0.72)}" cy="${n(h * 0.1)}" r="${n(h * 0.5)}" fill="url(#lg)"/>`,
    lightSpots(w, h, seconds),
    rings(flowerX, h * 0.8, h, seconds),
    [
      [0.06, 0.5, 0.15],
      [0.24, 0.43, 0.1],
      [0.82, 0.46, 0.13],
      [0.95, 0.56, 0.17],
      [0.66, 0.41, 0.08],
    ]
      .map(([x = 0, y = 0, r = 0], index) => leaf(w * x + Math.sin(seconds * 0.7 + index) * 3, h * y, h * r, index * 37, 'ld'))
      .join(''),
    [
      [0.2, 0.71, 0.25],
      [0.83, 0.75, 0.27],
      [0.5, 0.86, 0.3],
      [0.02, 0.93, 0.24],
      [0.98, 0.99, 0.27],
    ]
      .map(([x = 0, y = 0, r = 0], index) => leaf(w * x + Math.sin(seconds * 0.8 + index * 2) * 4, h * y, h * r, 20 + index * 71, 'll'))
      .join(''),
    bud(w * 0.235, h * 0.63, h * 0.3, sway),
    `<g transform="rotate(${n(sway * 0.6)} ${n(flowerX)} ${n(h)})">`,
    `<circle cx="${n(flowerX)}" cy="${n(flowerY - h * 0.16)}" r="${n(h * 0.36)}" fill="url(#lg)" fill-opacity="${n(0.25 + 0.5 * open)}"/>`,
    `<path d="M${n(flowerX)} ${n(flowerY)}Q${n(flowerX + 10)} ${n(h * 0.75)} ${n(flowerX - 6)} ${n(h * 0.86)}" stroke="#2f6d4e" stroke-width="${n(h * 0.016)}" fill="none"/>`,
    flower(flowerX, flowerY, h * 0.36, open),
    '</g>',
    dragonfly(w, h, seconds),
  ];
  return `<defs>${defs}</defs>${parts.join('')}`;
}

/** Petals in rows from the back to the front, each row a fan that spreads as the flower opens. */
function flower(x: number, y: number, size: number, open: number): string {
  const fan = (count: number, spread: number, length: number, wide: number, fill: string, drop: number): string => {
    let petals = '';
    const order = Array.from({ length: count }, (_, index) => index).toSorted(
      (a, b) => Math.abs(b - (count - 1) / 2) - Math.abs(a - (count - 1) / 2),
    );
    for (const index of order) {
      const side = count === 1 ? 0 : (index / (count - 1)) * 2 - 1;
      const angle = side * spread * between(0.24, 1, open);
      // Outer petals lean towards the eye as they fall open, so they look shorter.
      const long = size * length * (1 - 0.2 * Math.abs(side) * open);
      const broad = size * wide * between(0.8, 1, open);
      petals += `<g transform="translate(${n(x)} ${n(y + drop * size)}) rotate(${n(angle)}) scale(${n(broad)} ${n(long)})">${petal(fill)}</g>`;
    }
    return petals;
  };
  return [
    fan(7, 84, 1.0, 0.2, 'ls', 0),
    fan(6, 58, 1.08, 0.21, 'lb', 0),
    fan(4, 30, 1.04, 0.21, 'lb', 0),
    fan(6, 94, 0.86, 0.2, 'lb', 0.01),
    fan(5, 68, 0.76, 0.22, 'lf', 0.02),
    fan(4, 40, 0.66, 0.23, 'lf', 0.025),
    fan(1, 0, 0.56, 0.24, 'lf', 0.03),
  ].join('');
}

/** One petal of length and half-width 1, tip up, with its veins. */
function petal(fill: string): string {
  const outline =
    'M0 0C-0.62 -0.14 -1.12 -0.46 -0.72 -0.78C-0.5 -0.92 -0.16 -0.95 0 -1C0.16 -0.95 0.5 -0.92 0.72 -0.78C1.12 -0.46 0.62 -0.14 0 0Z';
  const body = `<path d="${outline}" fill="url(#${fill})" stroke="#fff" stroke-opacity="0.35" stroke-width="0.012"/>`;
  // Only the front row is near enough for veins to be seen.
  if (fill !== 'lf') return body;
  return `${body}<path d="M0 -0.05L0 -0.9M-0.08 -0.08Q-0.42 -0.5 -0.26 -0.86M0.08 -0.08Q0.42 -0.5 0.26 -0.86" fill="none" stroke="#b52d6c" stroke-opacity="0.16" stroke-width="0.02"/>`;
}

/** A leaf on the water: an ellipse with a notch, veins from its middle and a pale rim. */
function leaf(x: number, y: number, r: number, turn: number, fill: string): string {
  const flat = 0.34;
  const at = (degrees: number, share: number): string => {
    const angle = ((degrees + turn) / 180) * Math.PI;
    return `${n(Math.cos(angle) * r * share)} ${n(Math.sin(angle) * r * share * flat)}`;
  };
  const rim = `M${at(0, 0.1)}L${at(7, 1)}A${n(r)} ${n(r * flat)} 0 1 1 ${at(-7, 1)}Z`;
  let veins = '';
  for (let degrees = 30; degrees < 340; degrees += 30) veins += `M0 0L${at(degrees, 0.88)}`;
  return `<g transform="translate(${n(x)} ${n(y)})"><ellipse cy="${n(r * 0.05)}" rx="${n(r * 1.03)}" ry="${n(r * flat * 1.08)}" fill="#0d3b42" fill-opacity="0.35"/><path d="${rim}" fill="url(#${fill})" stroke="#cfeabf" stroke-opacity="0.35" stroke-width="${n(r * 0.014)}"/><path d="${veins}" stroke="#bfe0b0" stroke-opacity="0.28" stroke-width="${n(r * 0.012)}"/></g>`;
}

function bud(x: number, foot: number, tall: number, sway: number): string {
  const size = tall * 0.36;
  return `<g transform="rotate(${n(3 + sway)} ${n(x)} ${n(foot)})"><path d="M${n(x)} ${n(foot + tall * 0.2)}L${n(x)} ${n(foot - tall)}" stroke="#2f6d4e" stroke-width="${n(tall * 0.035)}"/><g transform="translate(${n(x)} ${n(foot - tall * 0.94)})"><g transform="rotate(-9) scale(${n(size * 0.34)} ${n(size * 1.2)})">${petal('ls')}</g><g transform="rotate(9) scale(${n(size * 0.34)} ${n(size * 1.2)})">${petal('ls')}</g><g transform="scale(${n(size * 0.36)} ${n(size * 1.1)})">${petal('lb')}</g></g></g>`;
}

function rings(x: number, y: number, h: number, seconds: number): string {
  return [0, 1, 2, 3]
    .map((index) => {
      const age = (seconds / 4.4 + index / 4) % 1;
      const rx = h * between(0.15, 1.1, age);
      return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(rx * 0.24)}" fill="none" stroke="#e8fff5" stroke-width="2" stroke-opacity="${n(0.34 * (1 - age) * Math.min(1, age * 5))}"/>`;
    })
    .join('');
}

function lightSpots(w: number, h: number, seconds: number): string {
  const next = seeded(91);
  let spots = '';
  for (let index = 0; index < 12; index += 1) {
    const r = h * (0.02 + 0.07 * next());
    const x = w * next() + seconds * (4 + 5 * next());
    const y = h * 0.42 * next() - seconds * 2;
    spots += `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="url(#lo)" fill-opacity="${n(0.35 + 0.4 * next())}"/>`;
  }
  return spots;
}

function dragonfly(w: number, h: number, seconds: number): string {
  const glide = eased((seconds - 0.3) / 3.4);
  const x = between(w * 1.04, w * 0.7, glide);
  const y = h * 0.3 + Math.sin(seconds * 2.2) * h * 0.018 - glide * h * 0.03;
  const flap = Math.sin(seconds * 47) * 9;
  const wing = (angle: number): string =>
    `<ellipse cx="0" cy="${n(-h * 0.05)}" rx="${n(h * 0.011)}" ry="${n(h * 0.052)}" fill="#f4fffb" fill-opacity="0.62" stroke="#2c6a72" stroke-opacity="0.45" transform="rotate(${n(angle)})"/>`;
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(-14)">${wing(-24 + flap)}${wing(14 - flap)}<rect x="${n(-h * 0.012)}" y="${n(-h * 0.005)}" width="${n(h * 0.115)}" height="${n(h * 0.009)}" rx="${n(h * 0.0045)}" fill="#b23a48"/><ellipse cx="${n(-h * 0.01)}" cy="0" rx="${n(h * 0.02)}" ry="${n(h * 0.01)}" fill="#7c1f35"/><circle cx="${n(-h * 0.031)}" cy="0" r="${n(h * 0.0095)}" fill="#5d1529"/></g>`;
}
