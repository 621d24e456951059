import { largestFitting, type SizeRange } from './largest-fitting.ts';

// How large a text may be set, without laying it out: a layout of a page full of scripts costs more than a frame, and an alert is
// to be painted in the next one. The estimate leans to the small side.

/** Lengths in em of the box's own size, unless they say px. */
export type Paragraph = {
  /** What is never broken: a word, or as many signs as stand together in languages without spaces. */
  readonly units: readonly number[];
  /** Between two units of a line. */
  readonly gap: number;
  readonly lineHeight: number;
  readonly before: number;
};

export type Box = { readonly widthPx: number; readonly heightPx: number; readonly paragraphs: readonly Paragraph[] };

/** A size at which all boxes hold their text by this reckoning; within the range where it can be, as in `largestFitting`. */
export function estimateFit(boxes: readonly Box[], range: SizeRange): number {
  return largestFitting(range, (sizePx) => boxes.every((box) => heightOf(box, sizePx) <= box.heightPx));
}

function heightOf({ widthPx, paragraphs }: Box, sizePx: number): number {
  const width = widthPx / sizePx;
  return paragraphs.reduce((sum, one) => sum + one.before + linesOf(one, width) * one.lineHeight, 0) * sizePx;
}

/** Lines of a paragraph, filled greedily. A unit wider than the line is broken anywhere. */
function linesOf({ units, gap }: Paragraph, width: number): number {
  let lines = 1;
  let used = 0;
  for (const unit of units) {
    const start = used === 0 ? 0 : used + gap;
    if (start + unit <= width) {
      used = start + unit;
      continue;
    }
    lines += used === 0 ? 0 : 1;
    const broken = Math.max(Math.ceil(unit / width), 1);
    lines += broken - 1;
    used = unit - (broken - 1) * width;
  }
  return lines;
}

/** Signs that stand together where there are no spaces: punctuation is kept with its neighbour, Japanese breaks between phrases. */
const runLength = { zh: 2, ja: 6 } as const;

/** The units of a text in a language, at a size of `scale` em; each line break in it is a paragraph's end. */
export function unitsOf(text: string, language: string, scale: number): readonly (readonly number[])[] {
  const [primary = ''] = language.split('-');
  return text.split('\n').map((line) =>
    line
      .split(/\s+/u)
      .filter((word) => word !== '')
      .flatMap((word) => (primary === 'zh' || primary === 'ja' ? pieces(word, runLength[primary]) : [word]))
      .map((word) => widthOf(word) * scale),
  );
}

function pieces(word: string, length: number): readonly string[] {
  const signs = Array.from(word);
  const made: string[] = [];
  for (let start = 0; start < signs.length; start += length) made.push(signs.slice(start, start + length).join(''));
  return made;
}

/** In em, of a bold face; marks above and below take no width of their own. */
export function widthOf(word: string): number {
  let width = 0;
  for (const sign of word.normalize('NFD')) width += signWidth(sign);
  return width;
}

function signWidth(sign: string): number {
  if (/\p{M}/u.test(sign)) return 0;
  // decomposed Hangul: the leading consonant stands for the whole syllable
  if (/[\u1160-\u11ff]/u.test(sign)) return 0;
  if (
    /[\u1100-\u115f\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u.test(
      sign,
    )
  )
    return 1;
  if (/[MWmw@%—…]/u.test(sign)) return 0.98;
  if (/[ijl.,:;'’!|()[\]ıI·-]/u.test(sign)) return 0.4;
  if (/[frtsJ/]/u.test(sign)) return 0.52;
  if (/\p{Lu}/u.test(sign)) return 0.76;
  if (/[\p{Ll}\p{N}]/u.test(sign)) return 0.66;
  return 0.8;
}
