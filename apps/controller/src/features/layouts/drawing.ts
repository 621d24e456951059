import { doOverlap, leastSideBp, type Frame, type LayoutRegion } from '@gatecast/protocol';

const wholeBp = 10_000;
/** How many lines the design grid has across and down; a frame may lie between them where numbers say so. */
export const grids = [12, 20, 24, 40, 100] as const;
/** Shapes of usual screens, width to height. */
export const usualAspects = ['16:9', '9:16', '16:10', '4:3', '1:1', '21:9', '32:9', '16:3'] as const;

export type Delta = { readonly xBp: number; readonly yBp: number };
/** Which edges go along: -1 the left or upper one, 1 the right or lower one, 0 none of the two. */
export type Grip = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

const within = (least: number, bp: number, most: number) => Math.min(most, Math.max(least, bp));
const lineAt = (line: number, grid: number) => Math.round((line * wholeBp) / grid);
/** The nearest line of the grid. Edges are put on lines, not widths, so that neighbours meet whatever the lines are rounded to. */
export function snapped(bp: number, grid: number): number {
  return lineAt(Math.round((bp * grid) / wholeBp), grid);
}

/** The next line beyond an edge. */
function nextLine(bp: number, by: -1 | 0 | 1, grid: number): number {
  if (by === 0) return bp;
  const line = (bp * grid) / wholeBp;
  // an edge that lies on a line within rounding counts as on it
  const next = by === 1 ? Math.floor(line + 0.01) + 1 : Math.ceil(line - 0.01) - 1;
  return within(0, lineAt(next, grid), wholeBp);
}

function span(fromBp: number, toBp: number, least = leastSideBp): readonly [number, number] {
  return [fromBp, Math.max(least, toBp - fromBp)];
}

/** One axis of a frame whose beginning is put at `wanted`: both edges stay on lines where they were, and all of it on the screen. */
function shifted(fromBp: number, sizeBp: number, wanted: number, grid: number): readonly [number, number] {
  const isOnLines = snapped(fromBp, grid) === fromBp && snapped(fromBp + sizeBp, grid) === fromBp + sizeBp;
  const from = within(0, wanted, wholeBp - sizeBp);
  if (!isOnLines) return [from, sizeBp];
  const lines = Math.round((sizeBp * grid) / wholeBp);
  const line = within(0, Math.round((wanted * grid) / wholeBp), grid - lines);
  return span(lineAt(line, grid), lineAt(line + lines, grid));
}

/** A frame dragged from where it was, on to the grid, as far as the screen reaches. */
export function moved(frame: Frame, by: Delta, grid: number): Frame {
  const [xBp, widthBp] = shifted(frame.xBp, frame.widthBp, snapped(frame.xBp + by.xBp, grid), grid);
  const [yBp, heightBp] = shifted(frame.yBp, frame.heightBp, snapped(frame.yBp + by.yBp, grid), grid);
  return { xBp, yBp, widthBp, heightBp };
}

function stretched(fromBp: number, sizeBp: number, edge: -1 | 0 | 1, to: number): readonly [number, number] {
  const end = fromBp + sizeBp;
  if (edge === 0) return [fromBp, sizeBp];
  if (edge === 1) return span(fromBp, within(fromBp + leastSideBp, to, wholeBp));
  return span(within(0, to, end - leastSideBp), end);
}

/** A frame whose grip was dragged: the other edges stay where they are. */
export function resized(frame: Frame, grip: Grip, by: Delta, grid: number): Frame {
  const edge = (fromBp: number, sizeBp: number, which: -1 | 0 | 1, delta: number) =>
    stretched(fromBp, sizeBp, which, snapped((which === 1 ? fromBp + sizeBp : fromBp) + delta, grid));
  const [xBp, widthBp] = edge(frame.xBp, frame.widthBp, grip.x, by.xBp);
  const [yBp, heightBp] = edge(frame.yBp, frame.heightBp, grip.y, by.yBp);
  return { xBp, yBp, widthBp, heightBp };
}

const arrows: Readonly<Record<string, Grip>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** A frame after an arrow key: on to the next line, with Shift its right or lower edge alone; null: it is no such key. */
export function byKey(frame: Frame, { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }, grid: number): Frame | null {
  const arrow = arrows[key];
  if (arrow === undefined) return null;
  if (!shiftKey) {
    const [xBp, widthBp] = shifted(frame.xBp, frame.widthBp, nextLine(frame.xBp, arrow.x, grid), grid);
    const [yBp, heightBp] = shifted(frame.yBp, frame.heightBp, nextLine(frame.yBp, arrow.y, grid), grid);
    return { xBp, yBp, widthBp, heightBp };
  }
  const right = nextLine(frame.xBp + frame.widthBp, arrow.x, grid);
  const foot = nextLine(frame.yBp + frame.heightBp, arrow.y, grid);
  const [xBp, widthBp] = stretched(frame.xBp, frame.widthBp, arrow.x === 0 ? 0 : 1, right);
  const [yBp, heightBp] = stretched(frame.yBp, frame.heightBp, arrow.y === 0 ? 0 : 1, foot);
  return { xBp, yBp, widthBp, heightBp };
}

const coarse = 20;
const wantedSizes = [
  [20, 20],
  [20, 3],
  [10, 10],
  [6, 5],
  [4, 3],
  [2, 2],
  [1, 1],
] as const;
type Cells = { readonly left: number; readonly top: number; readonly right: number; readonly foot: number };
function frameOf({ left, top, right, foot }: Cells): Frame {
  const [xBp, widthBp] = span(lineAt(left, coarse), lineAt(right, coarse));
  const [yBp, heightBp] = span(lineAt(top, coarse), lineAt(foot, coarse));
  return { xBp, yBp, widthBp, heightBp };
}

/** A frame that lies over no other, as large as its place lets it grow; where everything is taken, one in the upper left corner. */
export function freeFrame(taken: readonly Frame[]): Frame {
  const isFree = (cells: Cells) => !taken.some((other) => doOverlap(other, frameOf(cells)));
  for (const [columns, rows] of wantedSizes) {
    for (let top = coarse - rows; top >= 0; top--) {
      for (let left = 0; left <= coarse - columns; left++) {
        const cells = { left, top, right: left + columns, foot: top + rows };
        if (isFree(cells)) return frameOf(grown(cells, isFree));
      }
    }
  }
  return { xBp: 0, yBp: 0, widthBp: 2_000, heightBp: 2_000 };
}

function grown(cells: Cells, isFree: (cells: Cells) => boolean): Cells {
  const { left, top, right, foot } = cells;
  const larger = [
    ...(right < coarse ? [{ ...cells, right: right + 1 }] : []),
    ...(left > 0 ? [{ ...cells, left: left - 1 }] : []),
    ...(top > 0 ? [{ ...cells, top: top - 1 }] : []),
    ...(foot < coarse ? [{ ...cells, foot: foot + 1 }] : []),
  ].find(isFree);
  return larger === undefined ? cells : grown(larger, isFree);
}

/** `base`, or with the first number that makes it the only one of its name. */
export function freeName(base: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} ${number}`;
    if (!taken.includes(name)) return name;
  }
}

/** Width by height. */
export function ratioOf(aspect: string): number {
  const [width = 16, height = 9] = aspect.split(':').map(Number);
  return width > 0 && height > 0 ? width / height : 16 / 9;
}

/** The regions with one moved to another place in their order. */
export function reordered(regions: readonly LayoutRegion[], from: number, to: number): readonly LayoutRegion[] {
  const region = regions[from];
  return region === undefined ? regions : regions.toSpliced(from, 1).toSpliced(to, 0, region);
}
