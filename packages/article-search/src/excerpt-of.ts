import type { MarkedText } from './mark-terms.ts';

/**
 * A stretch of about `length` code units around the place where most marks stand together, cut at spaces where there
 * are some, with an ellipsis for what was left out. A text without marks gives its beginning.
 */
export function excerptOf(marked: MarkedText, length: number): MarkedText {
  const { text, marks } = marked;
  if (text.length <= length) return marked;
  const first = densest(marked, length);
  const wanted = Math.max(0, first - Math.floor(length / 5));
  const from = wanted === 0 ? 0 : afterSpace(text, wanted, first);
  const to = from + length >= text.length ? text.length : beforeSpace(text, from + length, from);
  const head = from === 0 ? '' : '…';
  const kept = marks.filter((mark) => mark.from >= from && mark.to <= to);
  return {
    text: `${head}${text.slice(from, to).replaceAll('\n', ' ')}${to === text.length ? '' : '…'}`,
    marks: kept.map((mark) => ({ from: mark.from - from + head.length, to: mark.to - from + head.length })),
  };
}

/** Start of the mark after which the most marks follow within reach. */
function densest({ marks }: MarkedText, length: number): number {
  let best = { from: 0, count: 0 };
  for (const { from } of marks) {
    const count = marks.filter((mark) => mark.from >= from && mark.to <= from + (length * 4) / 5).length;
    if (count > best.count) best = { from, count };
  }
  return best.from;
}

/** How far a cut may move to find a space: longer words are cut. */
const reach = 24;

function afterSpace(text: string, wanted: number, limit: number): number {
  for (let at = wanted; at < Math.min(wanted + reach, limit); at += 1) if (/\s/.test(text.charAt(at))) return at + 1;
  return isInsidePair(text, wanted) ? wanted - 1 : wanted;
}

function beforeSpace(text: string, wanted: number, limit: number): number {
  for (let at = wanted; at > Math.max(wanted - reach, limit); at -= 1) if (/\s/.test(text.charAt(at))) return at;
  return isInsidePair(text, wanted) ? wanted - 1 : wanted;
}

function isInsidePair(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at));
}
