import type { PlanPlace, ScreenState, WallScreen } from '@gatecast/protocol';

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
/** `letters`: of the longest line of its label. */
type Placed = { readonly screen: Pick<WallScreen, 'id' | 'state'>; readonly place: PlanPlace; readonly letters: number };

/** As plan.module.css draws them. */
const shapePx = 32;
const gapPx = 3;
const labelHeightPx = 34;
const mostLabelPx = 124;
/** A letter of 12 px in the mean, semibold; and what stands around the name. */
const letterPx = 7;
const aroundPx = 14;
/** What the window shows beside the picture. */
const beyondPx = 18;

/** Above this a label hangs below its screen, from here on above it. */
export const lowEdgeBp = 8_500;

/** Who needs somebody says its name before who is well. */
const urgency = ['offline', 'impaired', 'unknown', 'unpaired', 'healthy'] as const satisfies readonly ScreenState[];

/**
 * The screens whose names can stand beside them on a picture of this size, so that no name covers another one or another screen. The one that
 * is chosen has its name in any case. The others go by numbers.
 */
export function labelsThatFit(
  placed: readonly Placed[],
  size: { readonly width: number; readonly height: number },
  chosen: string | null = null,
): ReadonlySet<string> {
  const spots = placed.map(({ screen, place, letters }) => ({
    ...{ screen, letters, x: (place.xBp / 10_000) * size.width, y: (place.yBp / 10_000) * size.height, isLow: place.yBp > lowEdgeBp },
  }));
  const rankOf = ({ id, state }: Placed['screen']) => (id === chosen ? -1 : urgency.indexOf(state));
  const labels: Box[] = [];
  const fits = new Set<string>();
  for (const spot of spots.toSorted((one, other) => rankOf(one.screen) - rankOf(other.screen))) {
    const box = labelOf(spot);
    const covers = (one: Box) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom;
    const isOnPicture = box.left >= -beyondPx && box.right <= size.width + beyondPx;
    const isFree = !labels.some(covers) && !spots.some((other) => other !== spot && covers(shapeOf(other)));
    if (spot.screen.id !== chosen && !(isOnPicture && isFree)) continue;
    labels.push(box);
    fits.add(spot.screen.id);
  }
  return fits;
}

function shapeOf({ x, y }: { readonly x: number; readonly y: number }): Box {
  const half = shapePx / 2;
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}

function labelOf({
  letters,
  x,
  y,
  isLow,
}: {
  readonly letters: number;
  readonly x: number;
  readonly y: number;
  readonly isLow: boolean;
}): Box {
  const half = Math.min(mostLabelPx, letters * letterPx + aroundPx) / 2;
  const near = shapePx / 2 + gapPx;
  const top = isLow ? y - near - labelHeightPx : y + near;
  return { left: x - half, top, right: x + half, bottom: top + labelHeightPx };
}

/** The others by the numbers that they go by, as one reads: from the top, from the left. */
export function numbered<T extends Placed>(placed: readonly T[], labelled: ReadonlySet<string>): readonly T[] {
  return placed
    .filter(({ screen }) => !labelled.has(screen.id))
    .toSorted((one, other) => one.place.yBp - other.place.yBp || one.place.xBp - other.place.xBp);
}
