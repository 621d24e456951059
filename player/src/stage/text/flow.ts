// A panel's words as pieces in a row, so that what does not fit on one page goes on the next: words of the body, then the rows of a
// template. Nothing is cut within a piece.

export type Piece = {
  /** What it takes to read, in characters. */
  readonly weight: number;
  /** Whether a page may well end after it: a sentence, a line or a row is over. */
  readonly isEnd: boolean;
};

export type Page = { readonly from: number; readonly until: number; readonly hasTitle: boolean };

export type Flow = {
  readonly pieces: readonly Piece[];
  readonly show: (page: Page) => void;
};

export function wholeOf({ pieces }: Flow): Page {
  return { from: 0, until: pieces.length, hasTitle: true };
}

/**
 * Divides a flow into pages that hold. The title stands on each; where it leaves no room for anything it has a page of its own. A piece
 * that no page holds is on one alone. `holds` looks at the page that was shown last.
 */
export function pagesOf(flow: Flow, holds: () => boolean): readonly Page[] {
  const titled = divide(flow, 0, true, holds);
  if (titled.every((page) => isHeld(flow, page, holds))) return titled;
  return [{ from: 0, until: 0, hasTitle: true }, ...divide(flow, 0, false, holds)];
}

function isHeld(flow: Flow, page: Page, holds: () => boolean): boolean {
  flow.show(page);
  return holds();
}

function divide(flow: Flow, from: number, hasTitle: boolean, holds: () => boolean): readonly Page[] {
  const pages: Page[] = [];
  while (from < flow.pieces.length) {
    const until = niceEnd(flow.pieces, from, furthest(flow, from, hasTitle, holds));
    pages.push({ from, until, hasTitle });
    from = until;
  }
  return pages;
}

/** How far a page reaches that begins here; one piece at least. */
function furthest(flow: Flow, from: number, hasTitle: boolean, holds: () => boolean): number {
  const fits = (until: number): boolean => isHeld(flow, { from, until, hasTitle }, holds);
  if (fits(flow.pieces.length)) return flow.pieces.length;
  let low = from + 1;
  let high = flow.pieces.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The last end of a sentence or row in the second half of the page, else where it is full. */
function niceEnd(pieces: readonly Piece[], from: number, until: number): number {
  if (until === pieces.length) return until;
  for (let end = until; end > from + (until - from) / 2; end -= 1) if (pieces[end - 1]?.isEnd === true) return end;
  return until;
}

/** Which page is on when a share of the time is over, 0 to 1: each has as much of it as it takes to read. */
export function pageAt({ pieces }: Flow, pages: readonly Page[], share: number): number {
  const weights = pages.map(({ from, until }) => pieces.slice(from, until).reduce((sum, { weight }) => sum + weight, titleWeight));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let over = 0;
  for (const [index, weight] of weights.entries()) {
    over += weight;
    if (share * whole < over) return index;
  }
  return pages.length - 1;
}

/** Finding oneself on a page again takes as long as some words. */
const titleWeight = 20;

/** The words of a text as pieces, each with the white space and punctuation after it; together they are the text. */
export function piecesOfText(text: string, language: string): readonly (Piece & { readonly text: string })[] {
  const locale = language === 'zxx' ? 'en' : language;
  const sentenceEnds = new Set([...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)].map((one) => one.index));
  const words: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) {
    const last = words.at(-1);
    const isOwn = isWordLike === true ? last === undefined || !opening.test(last) : opening.test(segment);
    if (isOwn || last === undefined) words.push(segment);
    else words[words.length - 1] = last + segment;
  }
  let at = 0;
  return words.map((word) => {
    at += word.length;
    return { text: word, weight: word.length, isEnd: at === text.length || sentenceEnds.has(at) || word.endsWith('\n') };
  });
}

/** What belongs to the word that follows. */
const opening = /^[\p{Ps}\p{Pi}]+$/u;
