import { widthOf } from './estimate-fit.ts';

/** Widths of a notice's texts on one line each, in em of their own size; small enough to be kept beside each variant. */
export type TextMeasure = {
  readonly titleEm: number;
  readonly bodyEm: number;
  /** Of a template, each with what stands beside it. */
  readonly rowEms: readonly number[];
};

export function measureText(title: string, body: string, rows: readonly string[]): TextMeasure {
  return { titleEm: emOf(title), bodyEm: emOf(body), rowEms: rows.map(emOf) };
}

/** Whole tenths, so that a measure is the same number wherever it is written. */
function emOf(text: string): number {
  return Math.round(widthOf(text) * 10) / 10;
}

export type Region = { readonly widthPx: number; readonly heightPx: number };

/**
 * On how many pages each of the texts that share a region stands, the lead one first, where none may be set smaller than `smallestPx`.
 * An estimate by the proportions of the stage's style sheet; real fonts are never asked, so it may be one page off.
 */
export function estimatePages(region: Region, texts: readonly TextMeasure[], smallestPx: number): readonly number[] {
  // alone in a band the rows of a template stand side by side
  const isFlowing = texts.length === 1 && isBand(region);
  return texts.map((text, index) => pagesIn(text, boxOf(region, texts.length, index, smallestPx), smallestPx, isFlowing));
}

function isBand({ widthPx, heightPx }: Region): boolean {
  return widthPx >= bandShape * heightPx;
}

/** From these on the stage leaves out what stands around the words; its style sheet has the same. */
const bandShape = 3;
const smallHeightPx = 320;
const smallWidthPx = 480;
const farShare = 0.04;

function boxOf({ widthPx, heightPx }: Region, count: number, index: number, smallestPx: number): Region {
  const side = Math.min(widthPx, heightPx);
  if (isBand({ widthPx, heightPx })) {
    const share = index === 0 ? 1.3 / (count + 0.3) : 1 / (count + 0.3);
    return { widthPx: widthPx * (share - (count === 1 ? 0.06 : 0.028)) - 0.06 * side, heightPx: heightPx * 0.88 };
  }
  const isBare = heightPx <= smallHeightPx || widthPx <= smallWidthPx || smallestPx > side * farShare;
  const around = isBare ? 0 : Math.max(0.09 * side, 2.4 * smallestPx) + Math.max(0.074 * side, 2.2 * smallestPx);
  const chip = isBare || index > 0 ? 0 : 1.35 * Math.max(0.029 * side, smallestPx) + 0.026 * side;
  const [acrossShare, downShare] = shareOf(count, index, widthPx <= heightPx);
  return {
    widthPx: widthPx * acrossShare - 0.12 * side,
    heightPx: (heightPx - around) * downShare - 0.05 * side - chip,
  };
}

/** Of the room for words: the lead text has the first column, or the first row on a high screen. */
function shareOf(count: number, index: number, isHigh: boolean): readonly [number, number] {
  if (count === 1) return [1, 1];
  const others = count - 1;
  if (isHigh) {
    const columns = others > 3 ? 2 : 1;
    const rows = Math.ceil(others / columns);
    return index === 0 ? [1, 1.35 / (rows + 1.35)] : [1 / columns, 1 / (rows + 1.35)];
  }
  const columns = others > 3 ? 2 : 1;
  if (index === 0) return [1.2 / (columns + 1.2), 1];
  return [1 / (columns + 1.2), 1 / Math.ceil(others / columns)];
}

/** What the estimate of a bold face is too wide for a plain one. */
const plain = 0.88;
const titleSize = 1.62;

function pagesIn({ titleEm, bodyEm, rowEms }: TextMeasure, { widthPx, heightPx }: Region, sizePx: number, isFlowing: boolean): number {
  const width = Math.max(widthPx / sizePx, 1);
  const height = heightPx / sizePx;
  const title = Math.ceil((titleEm * titleSize) / width) * titleSize * 1.28;
  const body = bodyEm === 0 ? 0 : 0.7 + Math.ceil((bodyEm * plain) / Math.min(width, isFlowing ? width : 36)) * 1.5;
  const rows = isFlowing ? flowingRows(rowEms, width) : stackedRows(rowEms, width);
  if (title + body + rows <= height) return 1;
  const room = height - 1.6;
  return room - title >= 3 ? Math.ceil((body + rows) / (room - title)) : 1 + Math.ceil((body + rows) / Math.max(room, 1.5));
}

/** Heights in em: of rows one below the other, each with its number or sign before it. */
function stackedRows(rowEms: readonly number[], width: number): number {
  const rowWidth = Math.max(Math.min(width, 40) - 2.6, 3);
  return rowEms.reduce((sum, em) => sum + Math.ceil((em * plain) / rowWidth) * 1.42 + 0.62, 0);
}

function flowingRows(rowEms: readonly number[], width: number): number {
  const whole = rowEms.reduce((sum, em) => sum + em * plain + 4.4, 0);
  return Math.ceil(whole / width) * 2.1;
}
