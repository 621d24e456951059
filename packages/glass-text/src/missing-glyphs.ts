import { coverageTable } from './coverage-table.ts';

export type MissingGlyph = {
  readonly character: string;
  /** `U+1F6C2` */
  readonly codePoint: string;
};

type Range = readonly [from: number, until: number];

const ranges: readonly Range[] = coverageTable.split(' ').map((text) => {
  const [from = '', until = from] = text.split('-');
  return [Number.parseInt(from, 16), Number.parseInt(until, 16)];
});
/** Marks of direction, joining and variation, and white space: they are followed, not drawn. */
const undrawn = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]$/u;

/** The characters of a text that no bundled font has, each once, in order: on the glass they would be empty boxes. */
export function missingGlyphs(text: string): readonly MissingGlyph[] {
  return [...new Set(text)].flatMap((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (undrawn.test(character) || isCovered(codePoint)) return [];
    return [{ character, codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}` }];
  });
}

function isCovered(codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, until] = ranges[middle] ?? [0, 0];
    if (codePoint < from) high = middle - 1;
    else if (codePoint > until) low = middle + 1;
    else return true;
  }
  return false;
}
