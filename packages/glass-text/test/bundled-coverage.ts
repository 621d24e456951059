import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

export type Face = { readonly path: string; readonly ranges: readonly (readonly [from: number, until: number])[] };

const styleSheet = new URL('../fonts.css', import.meta.url);
const { resolve } = createRequire(import.meta.url);

/** Each face of a style sheet with the characters that a browser asks it for. */
export function facesOf(sheet: string = readFileSync(styleSheet, 'utf8'), base: string = import.meta.url): readonly Face[] {
  const own = [...sheet.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, body = '']): Face => {
    const [, url = ''] = /url\('?([^')]+\.woff2)'?\)/.exec(body) ?? [];
    const [, ranges = ''] = /unicode-range:\s*([^;}]+)/.exec(body) ?? [];
    return { path: url.startsWith('.') ? new URL(url, base).pathname : resolve(url), ranges: ranges.split(',').map(rangeOf) };
  });
  const imported = [...sheet.matchAll(/@import '([^']+)'/g)].flatMap(([, name = '']) => {
    const path = resolve(name);
    return facesOf(readFileSync(path, 'utf8'), `file://${path}`);
  });
  return [...imported, ...own];
}

/** What the bundled fonts can draw: characters that a face is asked for and really has. Takes some seconds. */
export function bundledCoverage(): { readonly ranges: string; readonly files: number } {
  const faces = facesOf();
  const covered = new Set<number>();
  for (const face of faces) for (const codePoint of coverageOf(face)) covered.add(codePoint);
  return { ranges: rangesText(covered), files: faces.length };
}

/** The characters that a face is asked for and has. */
export function coverageOf({ path, ranges }: Face): readonly number[] {
  const font = create(readFileSync(path));
  if (!('characterSet' in font)) throw new Error(`${path} is no single font`);
  return font.characterSet.filter((codePoint) => ranges.some(([from, until]) => from <= codePoint && codePoint <= until));
}

/** `U+A9E0-A9FE`, `U+25CC` or `U+4??`. */
function rangeOf(text: string): readonly [number, number] {
  const [from = '', until = from] = text.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(until.replaceAll('?', 'F'), 16)];
}

function rangesText(codePoints: ReadonlySet<number>): string {
  const ranges: [number, number][] = [];
  for (const codePoint of [...codePoints].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === codePoint - 1) last[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  return ranges.map(([from, until]) => (from === until ? hex(from) : `${hex(from)}-${hex(until)}`)).join(' ');
}

function hex(codePoint: number): string {
  return codePoint.toString(16);
}
