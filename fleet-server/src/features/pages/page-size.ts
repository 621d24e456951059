/** The size in pixels of a page with these sides in points: its longer side is `sidePx`, so that it fills the largest screen either way. */
export function pageSize(page: { readonly width: number; readonly height: number }, sidePx: number) {
  const scale = sidePx / Math.max(page.width, page.height);
  return { widthPx: Math.max(Math.round(page.width * scale), 1), heightPx: Math.max(Math.round(page.height * scale), 1) };
}

const samples = 10_000;
/** Of so many samples, smoothed black text on white has some two hundred colours, a scan or photo thousands. */
const coloursOfPhoto = 1_500;

/** Whether RGBA pixels are rather a photo than text and drawings: these are smaller and exact without loss, a photo is not. */
export function isPhotographic(pixels: Uint8Array): boolean {
  const count = pixels.length / 4;
  const step = Math.max(Math.floor(count / samples), 1);
  const colours = new Set<number>();
  for (let at = 0; at < count; at += step) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * 4, at * 4 + 3);
    colours.add((red << 16) | (green << 8) | blue);
    if (colours.size > coloursOfPhoto) return true;
  }
  return false;
}
