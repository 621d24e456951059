import { largestFitting } from '../director/largest-fitting.ts';

/**
 * Gives `box` the largest font size at which nothing in it overflows. Bounds are shares of the smaller side of the
 * surface the box stands in; the size is set as `--fit` in pixels.
 */
export function fitText(box: HTMLElement, bounds: { readonly legible: number; readonly largest: number }, side: number): void {
  const inner = box.firstElementChild;
  if (!(inner instanceof HTMLElement)) return;
  const { paddingTop, paddingBottom } = getComputedStyle(box);
  // lengths are rounded when they are read, so a pixel is no overflow
  const room = (): number => box.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom) + 1;
  const sizePx = largestFitting({ legiblePx: side * bounds.legible, largestPx: side * bounds.largest }, (size) => {
    box.style.setProperty('--fit', `${size}px`);
    return inner.offsetHeight <= room() && inner.scrollWidth <= inner.clientWidth + 1;
  });
  box.style.setProperty('--fit', `${sizePx}px`);
}
