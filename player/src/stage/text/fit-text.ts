import { largestFitting } from '@gatecast/glass-text';

/** Shares of the smaller side of the surface that a text stands in. */
export type FitBounds = { readonly legible: number; readonly largest: number };

/** Nobody sees less, and each halving is a layout of everything in the boxes. */
const precisionPx = 1;

/** Boxes whose texts have one size, `--fit` in pixels. */
export type TextBoxes = {
  /** The size they were given before; NaN where none was. */
  readonly sizePx: number;
  readonly set: (sizePx: number) => void;
  /** Whether nothing overflows in any of them; a layout where something changed. */
  readonly holds: () => boolean;
};

/** The boxes that hold something; null where none does. */
export function textBoxes(boxes: readonly HTMLElement[]): TextBoxes | null {
  const measured = boxes.flatMap((box) => {
    const inner = box.firstElementChild;
    if (!(inner instanceof HTMLElement)) return [];
    const { paddingTop, paddingBottom } = getComputedStyle(box);
    return [{ box, inner, paddingPx: Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom) }];
  });
  if (measured.length === 0) return null;
  return {
    sizePx: Number.parseFloat(measured[0]?.box.style.getPropertyValue('--fit') ?? ''),
    set(sizePx) {
      for (const { box } of measured) box.style.setProperty('--fit', `${sizePx}px`);
    },
    // lengths are rounded when they are read, so a pixel is no overflow
    holds: () =>
      measured.every(
        ({ box, inner, paddingPx }) => inner.offsetHeight <= box.clientHeight - paddingPx + 1 && inner.scrollWidth <= inner.clientWidth + 1,
      ),
  };
}

/**
 * Gives boxes one font size: the largest at which nothing in any of them overflows. One search for all, because what costs is each
 * forced layout and not what is in it. A text that holds already only grows. Below `smallestPx` nothing is set: the boxes that it gives back
 * may not hold then. Null where there is nothing to fit.
 */
export function fitText(boxes: readonly HTMLElement[], bounds: FitBounds, side: number, smallestPx?: number): TextBoxes | null {
  const text = textBoxes(boxes);
  if (text === null) return null;
  const atLeast = (sizePx: number): number => Math.max(sizePx, smallestPx ?? 0);
  const [legiblePx, largestPx] = [atLeast(side * bounds.legible), atLeast(side * bounds.largest)];
  const fits = (sizePx: number): boolean => {
    text.set(sizePx);
    return text.holds();
  };
  const isHeld = text.sizePx < largestPx && text.holds();
  const range = { legiblePx: isHeld ? text.sizePx : legiblePx, largestPx, ...(smallestPx === undefined ? {} : { smallestPx }) };
  text.set(largestFitting(range, fits, precisionPx));
  return text;
}
