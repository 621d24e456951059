type Spot = { readonly id: string; readonly x: number; readonly y: number };
type Shift = { readonly dx: number; readonly dy: number };

/** More would be a crowd on any picture, and is left as it stands. */
const mostSpread = 150;
const rounds = 24;

/**
 * How far each of some spots on a picture must be drawn from its place, so that none covers another: at most `mostPx`, and not off the picture.
 * Those that stand free stay; the others keep their order as far as it goes. The same spots give the same answer.
 */
export function spreadApart(
  spots: readonly Spot[],
  { nearPx, mostPx, width, height }: { readonly nearPx: number; readonly mostPx: number; readonly width: number; readonly height: number },
): ReadonlyMap<string, Shift> {
  if (spots.length > mostSpread || width === 0) return new Map();
  const at = spots.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < rounds; round += 1) {
    let isFree = true;
    for (const [one, a] of at.entries())
      for (const [other, b] of at.entries()) {
        if (other <= one) continue;
        const [x, y] = [b.x - a.x, b.y - a.y];
        const apart = Math.hypot(x, y);
        if (apart >= nearPx - 0.5) continue;
        isFree = false;
        // of two in one place each goes its own way, by its number
        const angle = apart === 0 ? one * 2.4 : Math.atan2(y, x);
        const push = (nearPx - apart) / 2;
        a.x -= Math.cos(angle) * push;
        a.y -= Math.sin(angle) * push;
        b.x += Math.cos(angle) * push;
        b.y += Math.sin(angle) * push;
      }
    for (const [index, point] of at.entries()) {
      const from = spots[index] ?? point;
      const far = Math.hypot(point.x - from.x, point.y - from.y);
      const share = far > mostPx ? mostPx / far : 1;
      point.x = within(from.x + (point.x - from.x) * share, width);
      point.y = within(from.y + (point.y - from.y) * share, height);
    }
    if (isFree) break;
  }
  const shifts = spots.flatMap(({ id, x, y }, index): [string, Shift][] => {
    const dx = Math.round((at[index]?.x ?? x) - x);
    const dy = Math.round((at[index]?.y ?? y) - y);
    return dx === 0 && dy === 0 ? [] : [[id, { dx, dy }]];
  });
  return new Map(shifts);
}

function within(value: number, size: number): number {
  return Math.min(Math.max(value, 0), size);
}
