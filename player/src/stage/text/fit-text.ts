import { largestFitting } from '../director/largest-fitting.ts';

/**
 * Gives `box` the largest font size at which nothing in it overflows. Bounds are shares of the smaller side of the
 * surface the box stands in; the size is set as `--fit` in pixels.
 */
export function fitText(box: HTMLElement, bounds: { readonly legible: number; readonly largest: number }, side: number): void {
  const inner = box.firstElementChild;
  if (!(inner instanceof HTMLElement)) return;
  const padding = getComputedStyle(box);
  const across = Number.parseFloat(padding.paddingLeft) + Number.parseFloat(padding.paddingRight);
  const down = Number.parseFloat(padding.paddingTop) + Number.parseFloat(padding.paddingBottom);
  const sizePx = largestFitting({ legiblePx: side * bounds.legible, largestPx: side * bounds.largest }, (size) => {
    box.style.setProperty('--fit', `${size}px`);
    return inner.offsetHeight <= box.clientHeight - down && inner.scrollWidth <= box.clientWidth - across;
  });
  box.style.setProperty('--fit', `${sizePx}px`);
}
