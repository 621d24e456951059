// What the drawn scenes share. A scene is a pure function of time that gives SVG without words: no fonts, no filters
// (slow in librsvg), no chance but the seeded kind, so every machine draws the same picture.

export type Point = readonly [x: number, y: number];

/** One drawing of `widthPx` by `heightPx`; what it holds is SVG. */
export function picture(widthPx: number, heightPx: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">${content}</svg>`;
}

/** A number as SVG wants it: two decimals are a hundredth of a pixel. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `from` at 0, `to` at 1, straight between and held outside. */
export function between(from: number, to: number, share: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, share));
}

/** 0 to 1, slow at both ends, held outside. */
export function eased(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * (3 - 2 * x);
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A soft line through the points (Catmull-Rom as Béziers), without the leading move. */
export function curveThrough(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  return points
    .slice(1)
    .map((point, index) => {
      const [before, from, after] = [at(index - 1), at(index), at(index + 2)];
      const c1 = [from[0] + (point[0] - before[0]) / 6, from[1] + (point[1] - before[1]) / 6] as const;
      const c2 = [point[0] - (after[0] - from[0]) / 6, point[1] - (after[1] - from[1]) / 6] as const;
      return `C${n(c1[0])} ${n(c1[1])} ${n(c2[0])} ${n(c2[1])} ${n(point[0])} ${n(point[1])}`;
    })
    .join('');
}

/** A soft open line as path data. */
export function softLine(points: readonly Point[]): string {
  const [first] = points;
  return first === undefined ? '' : `M${n(first[0])} ${n(first[1])}${curveThrough(points)}`;
}

/** The area under a soft line, down to `bottom`. */
export function softArea(points: readonly Point[], bottom: number): string {
  const first = points[0] ?? [0, 0];
  const last = points.at(-1) ?? first;
  return `${softLine(points)}L${n(last[0])} ${n(bottom)}L${n(first[0])} ${n(bottom)}Z`;
}

export function straightLine(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
}

/** A vertical gradient from `top` to `bottom` in picture units; stops are [share, colour, opacity]. */
export function verticalGradient(id: string, top: number, bottom: number, stops: readonly (readonly [number, string, number?])[]): string {
  const parts = stops.map(
    ([share, colour, opacity = 1]) => `<stop offset="${n(share)}" stop-color="${colour}" stop-opacity="${n(opacity)}"/>`,
  );
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${n(top)}" x2="0" y2="${n(bottom)}">${parts.join('')}</linearGradient>`;
}

/** A glow: full in the middle, nothing at the rim; for any circle or ellipse. */
export function glowGradient(id: string, colour: string, opacity = 1): string {
  const stops = [
    [0, 1],
    [0.25, 0.62],
    [0.5, 0.28],
    [0.75, 0.08],
    [1, 0],
  ] as const;
  return `<radialGradient id="${id}">${stops
    .map(([share, part]) => `<stop offset="${share}" stop-color="${colour}" stop-opacity="${n(opacity * part)}"/>`)
    .join('')}</radialGradient>`;
}

/** Birds far away, each a pair of wings that beats as the seconds pass. */
export function birds(places: readonly Point[], seconds: number, colour: string, size = 1): string {
  return places
    .map(([x, y], index) => {
      const beat = Math.sin(seconds * 7 + index * 1.9) * 0.5 + 0.35;
      const span = (11 + (index % 3) * 2) * size;
      const tip = y - span * 0.62 * beat;
      const knee = y - span * 0.5 * beat - 2 * size;
      const wings = `M${n(x - span)} ${n(tip)}Q${n(x - span * 0.45)} ${n(knee)} ${n(x)} ${n(y)}Q${n(x + span * 0.45)} ${n(knee)} ${n(x + span)} ${n(tip)}`;
      return `<path d="${wings}" fill="none" stroke="${colour}" stroke-width="${n(2.2 * size)}" stroke-linecap="round"/>`;
    })
    .join('');
}

/** A path of light on water under a sun or moon: strips that widen towards the eye and tremble. */
export function lightOnWater(x: number, top: number, bottom: number, widths: Point, seconds: number, colour: string): string {
  const count = Math.round((bottom - top) / 13);
  let strips = '';
  for (let index = 0; index < count; index += 1) {
    const depth = (index + 0.5) / count;
    const y = top + (bottom - top) * depth ** 1.35;
    const tremble = 1 + 0.22 * Math.sin(seconds * 2.1 + index * 2.4) + 0.12 * Math.sin(seconds * 3.7 + index * 1.1);
    const half = between(widths[0], widths[1], depth) * tremble * (0.72 + 0.28 * Math.sin(index * 5.3));
    const shift = Math.sin(seconds * 1.3 + index * 1.7) * (4 + 14 * depth);
    const thick = 2 + 5 * depth;
    const opacity = 0.75 - 0.55 * depth;
    strips += `<rect x="${n(x + shift - half)}" y="${n(y)}" width="${n(half * 2)}" height="${n(thick)}" rx="${n(thick / 2)}" fill="${colour}" fill-opacity="${n(opacity)}"/>`;
  }
  return strips;
}

/** Short bright strokes that drift over water. */
export function ripples(
  seed: number,
  area: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  count: number,
  seconds: number,
  colour: string,
): string {
  const next = seeded(seed);
  let strokes = '';
  for (let index = 0; index < count; index += 1) {
    const depth = next() ** 0.8;
    const y = between(area.top, area.bottom, depth);
    const half = 14 + 60 * depth * next();
    const span = area.right - area.left + 200;
    const x = area.left - 100 + ((next() * span + seconds * (5 + 16 * depth)) % span);
    const opacity = (0.1 + 0.25 * next()) * (0.65 + 0.35 * Math.sin(seconds * 1.7 + index));
    strokes += `<rect x="${n(x - half)}" y="${n(y)}" width="${n(half * 2)}" height="${n(1.2 + 1.8 * depth)}" rx="1.5" fill="${colour}" fill-opacity="${n(opacity)}"/>`;
  }
  return strokes;
}
