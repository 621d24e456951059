import { largestFitting } from '../director/largest-fitting.ts';

/** Shares of the smaller side of the surface that a text stands in. */
export type FitBounds = { readonly legible: number; readonly largest: number };

/** Nobody sees less, and each halving is a layout of everything in the boxes. */
const precisionPx = 1;

/**
 * Gives boxes one font size: the largest at which nothing in any of them overflows. It is set as `--fit`, in pixels. One search for
 * all, because what costs is each forced layout and not what is in it.
 */
export function fitText(boxes: readonly HTMLElement[], bounds: FitBounds, side: number): void {
  const measured = boxes.flatMap((box) => {
    const inner = box.firstElementChild;
    if (!(inner instanceof HTMLElement)) return [];
    const { paddingTop, paddingBottom } = getComputedStyle(box);
    return [{ box, inner, paddingPx: Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom) }];
  });
  if (measured.length === 0) return;
  const set = (sizePx: number): void => {
    for (const { box } of measured) box.style.setProperty('--fit', `${sizePx}px`);
  };
  const range = { legiblePx: side * bounds.legible, largestPx: side * bounds.largest };
  const fits = (sizePx: number): boolean => {
    set(sizePx);
    // lengths are rounded when they are read, so a pixel is no overflow
    return measured.every(
      ({ box, inner, paddingPx }) => inner.offsetHeight <= box.clientHeight - paddingPx + 1 && inner.scrollWidth <= inner.clientWidth + 1,
    );
  };
  set(largestFitting(range, fits, precisionPx));
}
