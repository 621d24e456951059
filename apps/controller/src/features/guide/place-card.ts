export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Size = { readonly width: number; readonly height: number };

/** Between the card, what it points at, and the window's edges; in CSS pixels. */
const gapPx = 14;

/**
 * Where a card stands that points at a box of the window: beside it, else below or above it, and always whole within
 * the window. Without a box, or without room beside it, in the middle of the lower half. In CSS pixels.
 */
export function placeCard(box: Box | null, card: Size, window: Size): { readonly left: number; readonly top: number } {
  const within = (value: number, size: number, room: number) => Math.max(gapPx, Math.min(value, room - size - gapPx));
  const middle = { left: within((window.width - card.width) / 2, card.width, window.width) };
  if (box === null) return { ...middle, top: within((window.height - card.height) / 2, card.height, window.height) };
  const right = box.left + box.width + gapPx;
  if (right + card.width + gapPx <= window.width) return { left: right, top: within(box.top, card.height, window.height) };
  const left = within(box.left + box.width / 2 - card.width / 2, card.width, window.width);
  const below = box.top + box.height + gapPx;
  if (below + card.height + gapPx <= window.height) return { left, top: below };
  const above = box.top - gapPx - card.height;
  if (above >= gapPx) return { left, top: above };
  return { ...middle, top: within(window.height, card.height, window.height) };
}
