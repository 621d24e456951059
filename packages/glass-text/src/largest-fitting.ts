export type SizeRange = {
  /** The smallest size that can be read from where people stand. */
  readonly legiblePx: number;
  readonly largestPx: number;
  /** Nothing is set smaller, whether it fits or not; a third of `legiblePx` unless given. */
  readonly smallestPx?: number;
};

/**
 * The largest size at which `fits` holds, by binary search, to `precisionPx`. Text that does not fit at the legible size goes on
 * shrinking to the smallest, because small text can be walked up to and clipped text cannot be read at all.
 */
export function largestFitting(range: SizeRange, fits: (sizePx: number) => boolean, precisionPx = 0.5): number {
  const { legiblePx, largestPx, smallestPx = legiblePx / 3 } = range;
  if (fits(largestPx)) return largestPx;
  let low = fits(legiblePx) ? legiblePx : smallestPx;
  let high = low === legiblePx ? largestPx : legiblePx;
  while (high - low > precisionPx) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
