/** Where people stand before a screen. */
export type Viewing = {
  /** From the eye to the glass. */
  readonly distanceMm: number;
  /** Of the picture, edge to edge, in the direction of `widthPx`. */
  readonly glassWidthMm: number;
};

/** Capitals of 16 minutes of arc, the smallest that ISO 9241-303 allows for reading; tan(16′). */
const capitalPerDistance = 0.004_654;
/** Height of a capital of Noto Sans, in em. */
const capitalEm = 0.714;
/** Where nobody said from where a screen is read: 21.6 px on 1920 by 1080, for about 1.7 times its width away. */
const shareOfDiagonalMean = 0.015;

/**
 * The smallest font size that can be read on a screen, in its own pixels: from its viewing distance, else as a share of the geometric
 * mean of its sides, so that a bar is not taken for a small screen.
 */
export function legibleSize(screen: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly viewing?: Viewing | undefined;
}): number {
  const { widthPx, heightPx, viewing } = screen;
  if (viewing === undefined) return shareOfDiagonalMean * Math.sqrt(widthPx * heightPx);
  return (viewing.distanceMm * capitalPerDistance * widthPx) / (capitalEm * viewing.glassWidthMm);
}
