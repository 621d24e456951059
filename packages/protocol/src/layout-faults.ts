import type { Region } from '@gatecast/schedules';

/** Of one layout. */
export const mostRegions = 16;
/** A hundredth of the screen: a region is at least so wide and so high. */
export const leastSideBp = 100;
const wholeBp = 10_000;

export type Frame = Region['frame'];
type Framed = Pick<Region, 'id' | 'frame'> & { readonly content: { readonly kind: Region['content']['kind'] } };

/** Why regions make no layout; `index` and the ids say which of them. */
export type LayoutFault =
  | { readonly kind: 'too-many'; readonly limit: number }
  | { readonly kind: 'main-count'; readonly count: number }
  | { readonly kind: 'same-name'; readonly index: number; readonly regionId: string }
  | { readonly kind: 'too-small'; readonly index: number; readonly regionId: string; readonly side: Side; readonly limit: number }
  | { readonly kind: 'outside'; readonly index: number; readonly regionId: string; readonly side: Side; readonly limit: number }
  | { readonly kind: 'overlap'; readonly index: number; readonly regionId: string; readonly otherId: string };
type Side = 'widthBp' | 'heightBp';

/** Whether two frames share a part of the screen; edges that only touch share nothing. */
export function doOverlap(a: Frame, b: Frame): boolean {
  const across = a.xBp < b.xBp + b.widthBp && b.xBp < a.xBp + a.widthBp;
  return across && a.yBp < b.yBp + b.heightBp && b.yBp < a.yBp + a.heightBp;
}

/** Everything that keeps regions from being a layout: one rule for whoever draws them and whoever keeps them. */
export function layoutFaults(regions: readonly Framed[]): readonly LayoutFault[] {
  const mains = regions.filter(({ content }) => content.kind === 'main').length;
  return [
    ...(regions.length > mostRegions ? [{ kind: 'too-many', limit: mostRegions } as const] : []),
    ...(mains === 1 ? [] : [{ kind: 'main-count', count: mains } as const]),
    ...regions.flatMap((region, index) => regionFaults(region, index, regions.slice(0, index))),
  ];
}

function regionFaults({ id: regionId, frame }: Framed, index: number, before: readonly Framed[]): readonly LayoutFault[] {
  const sides = [
    ['widthBp', wholeBp - frame.xBp],
    ['heightBp', wholeBp - frame.yBp],
  ] as const;
  return [
    ...(before.some(({ id }) => id === regionId) ? [{ kind: 'same-name', index, regionId } as const] : []),
    ...sides.flatMap(([side, limit]): readonly LayoutFault[] => {
      if (frame[side] < leastSideBp) return [{ kind: 'too-small', index, regionId, side, limit: leastSideBp }];
      return frame[side] > limit ? [{ kind: 'outside', index, regionId, side, limit }] : [];
    }),
    ...before
      .filter((other) => doOverlap(other.frame, frame))
      .map((other) => ({ kind: 'overlap', index, regionId, otherId: other.id }) as const),
  ];
}
