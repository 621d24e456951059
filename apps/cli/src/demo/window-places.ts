export type WindowPlace = { readonly widthPx: number; readonly heightPx: number; readonly xPx: number; readonly yPx: number };

const longSidePx = 480;
const gapPx = 20;
/** For the frame that a desktop draws above a window. */
const titlePx = 50;
const columns = 2;

/**
 * Where the windows of these screens stand on a desktop, in their order: landscape ones in two columns, portrait ones to
 * their right, none over another. The demo's four fit on 1366 by 768.
 */
export function windowPlaces(screens: readonly { readonly widthPx: number; readonly heightPx: number }[]): readonly WindowPlace[] {
  const rowPx = Math.max(0, ...screens.filter(isLandscape).map(({ widthPx, heightPx }) => Math.round((heightPx / widthPx) * longSidePx)));
  let landscapes = 0;
  let portraits = 0;
  return screens.map(({ widthPx, heightPx }) => {
    const scale = longSidePx / Math.max(widthPx, heightPx);
    const size = { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
    if (!isLandscape({ widthPx, heightPx }))
      return { ...size, xPx: columns * (longSidePx + gapPx) + portraits++ * (longSidePx + gapPx), yPx: 0 };
    const index = landscapes++;
    return { ...size, xPx: (index % columns) * (longSidePx + gapPx), yPx: Math.floor(index / columns) * (rowPx + titlePx) };
  });
}

function isLandscape({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): boolean {
  return widthPx >= heightPx;
}
