import type { PlanPlace, ScreenId } from '@gatecast/protocol';

export type Point = { readonly x: number; readonly y: number };
type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Where a pointer stands on a picture, in basis points of it; null: beside it. */
export function placeAt({ x, y }: Point, { left, top, width, height }: Box): { readonly xBp: number; readonly yBp: number } | null {
  if (width <= 0 || height <= 0) return null;
  const [xBp, yBp] = [Math.round(((x - left) / width) * 10_000), Math.round(((y - top) / height) * 10_000)];
  return xBp < 0 || yBp < 0 || xBp > 10_000 || yBp > 10_000 ? null : { xBp, yBp };
}

const onPicture = (bp: number) => Math.min(10_000, Math.max(0, Math.round(bp)));

/** The places with one screen put there, on the picture's edge at the farthest. */
export function withPlace(
  places: readonly PlanPlace[],
  screenId: ScreenId,
  at: { readonly xBp: number; readonly yBp: number },
): PlanPlace[] {
  const place = { screenId, xBp: onPicture(at.xBp), yBp: onPicture(at.yBp) };
  const isThere = places.some((one) => one.screenId === screenId);
  return isThere ? places.map((one) => (one.screenId === screenId ? place : one)) : [...places, place];
}

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** A place moved by an arrow key: a hundredth of the picture, with Shift a thousandth; null: it is no such key. */
export function movedByKey(
  { xBp, yBp }: Pick<PlanPlace, 'xBp' | 'yBp'>,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): { readonly xBp: number; readonly yBp: number } | null {
  const arrow = arrows[key];
  const step = shiftKey ? 10 : 100;
  return arrow === undefined ? null : { xBp: xBp + arrow.x * step, yBp: yBp + arrow.y * step };
}

/** How large the picture is drawn, as a multiple of what fits. */
export const zooms = [1, 1.5, 2, 3, 4, 6] as const;
/** The next larger (`by` 1) or smaller (-1) size. */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const at = zooms.findIndex((one) => one === zoom);
  return zooms[Math.min(zooms.length - 1, Math.max(0, at + by))] ?? 1;
}
