export type SizeRange = {
  /** The smallest size that can be read from where people stand. */
  readonly legiblePx: number;
  readonly largestPx: number;
};

/**
 * The largest size at which `fits` holds, by binary search, to `precisionPx`. Text that does not fit at the legible size goes on
 * shrinking to a third of it, because small text can be walked up to and clipped text cannot be read at all.
 */
export function largestFitting({ legiblePx, largestPx }: SizeRange, fits: (sizePx: number) => boolean, precisionPx = 0.5): number {
  if (fits(largestPx)) return largestPx;
  const floorPx = legiblePx / 3;
  let low = fits(legiblePx) ? legiblePx : floorPx;
  let high = low === legiblePx ? largestPx : legiblePx;
  while (high - low > precisionPx) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
