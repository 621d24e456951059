import { estimateFit, unitsOf, type Box, type Paragraph } from '@gatecast/glass-text';
import { textBoxes, type FitBounds } from './fit-text.ts';

/** Size at which the boxes' styles are read; what counts is the ratio to it. */
const probePx = 100;
/** One step down where the estimate was too large after all. */
const shrink = 0.88;

/**
 * Gives boxes a size that holds their text with one layout of it, where `fitText` needs about eight: it is estimated from the boxes,
 * which are measured while their text is out of the layout, and then looked at. Smaller than the best by some percent, never clipped; where it holds
 * at `smallestPx`, never smaller than that.
 */
export function quickFit(boxes: readonly HTMLElement[], bounds: FitBounds, side: number, smallestPx = 0): void {
  for (const box of boxes) box.classList.add('is-measuring');
  const text = textBoxes(boxes);
  if (text === null) return;
  text.set(probePx);
  const measured = boxes.map(measure);
  const legiblePx = Math.max(side * bounds.legible, smallestPx);
  const range = { legiblePx, largestPx: Math.max(side * bounds.largest, smallestPx) };
  let sizePx = Math.max(estimateFit(measured, range), smallestPx);
  text.set(sizePx);
  for (const box of boxes) box.classList.remove('is-measuring');
  // the first look costs nothing: it is the layout that the frame needs anyway
  while (sizePx > legiblePx / 3 && !text.holds()) text.set((sizePx = nextSmaller(sizePx, smallestPx)));
}

/** The smallest size is not stepped over: most texts hold at it. */
function nextSmaller(sizePx: number, smallestPx: number): number {
  const next = sizePx * shrink;
  return sizePx > smallestPx ? Math.max(next, smallestPx) : next;
}

function measure(box: HTMLElement): Box {
  const { paddingTop, paddingBottom, paddingLeft, paddingRight } = getComputedStyle(box);
  const inner = box.firstElementChild;
  const lines = inner === null ? [] : [...inner.children];
  return {
    widthPx: box.clientWidth - px(paddingLeft) - px(paddingRight),
    heightPx: box.clientHeight - px(paddingTop) - px(paddingBottom),
    paragraphs: lines.flatMap((line) => (line instanceof HTMLElement ? paragraphsOf(line) : [])),
  };
}

function paragraphsOf(line: HTMLElement): readonly Paragraph[] {
  const { fontSize, lineHeight, marginTop } = getComputedStyle(line);
  const scale = px(fontSize) / probePx;
  const shape = { gap: 0.27 * scale, lineHeight: px(lineHeight) / probePx };
  const before = px(marginTop) / probePx;
  return unitsOf(line.textContent, line.lang, scale).map((units, index) => ({ units, ...shape, before: index === 0 ? before : 0 }));
}

function px(length: string): number {
  return Number.parseFloat(length) || 0;
}
