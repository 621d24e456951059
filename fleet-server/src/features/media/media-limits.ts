/** What a file may be at most. Over these it is refused before anything decodes it. */
export const mediaLimits = {
  sidePx: 16_384,
  pixels: 100_000_000,
  durationMs: 3_600_000,
  /** Players want a whole second of anything. */
  shortestMs: 1_000,
  /** A rendition's: what the screens of today show. */
  videoHeightPx: 1_080,
  imageSidePx: 3_840,
  thumbnailSidePx: 480,
} as const;
