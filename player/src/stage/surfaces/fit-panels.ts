import { legibleSize } from '@gatecast/glass-text';
import { glassSize } from '../mount-glass.ts';
import { fitText, textBoxes, type FitBounds } from '../text/fit-text.ts';
import { pagesOf, wholeOf, type Page } from '../text/flow.ts';
import type { Place } from './surface.ts';
import type { TextPanel } from './text-panel.ts';

/** From this many times as wide as high, a surface is a band of one or two lines; the style sheet has the same. */
const bandShape = 3;
/** A surface too small to be read from where people stand is not filled with a single letter: the operator was told at publish. */
const mostLegible = 0.2;
/** Above this share of its smaller side a surface keeps to what is said, as all of it is that large. */
const farShare = 0.04;

/** Bounds of the body's size as shares of the smaller side. */
function sizesOf(count: number, index: number, isBand: boolean): FitBounds {
  if (isBand) return { legible: 0.14, largest: 0.21 };
  if (count === 1) return { legible: 0.03, largest: 0.07 };
  if (index === 0) return { legible: 0.024, largest: 0.052 };
  return { legible: 0.02, largest: count === 2 ? 0.044 : 0.034 };
}

/** Fits all panels and gives the pages of each. Those beside the lead one share one size, so that no language looks like an afterthought. */
export function fitPanels(root: HTMLElement, panels: readonly TextPanel[], { viewing }: Place): readonly (readonly Page[])[] {
  const side = Math.min(root.clientWidth, root.clientHeight);
  const legiblePx = legibleSize({ ...glassSize(), viewing });
  const smallestPx = Math.min(legiblePx, side * mostLegible);
  root.style.setProperty('--legible', `${smallestPx}px`);
  root.classList.toggle('is-far', smallestPx > side * farShare);
  const isBand = root.clientWidth >= bandShape * root.clientHeight;
  const qrPx = viewing === undefined ? 0 : (viewing.distanceMm / qrDistances) * (glassSize().widthPx / viewing.glassWidthMm);
  const [leastShare, mostShare] = isBand ? qrSharesOfBand : qrShares;
  for (const { element, qr } of panels) {
    const ownPx = Math.min(element.clientWidth, element.clientHeight);
    qr?.size(Math.min(Math.max(qrPx, leastShare * side), mostShare * side, qrMostOfPanel * ownPx));
  }
  const [lead, ...rest] = panels;
  const fit = (group: readonly TextPanel[], index: number) => fitGroup(group, sizesOf(panels.length, index, isBand), side, smallestPx);
  return [...(lead === undefined ? [] : fit([lead], 0)), ...fit(rest, 1)];
}

/** A code is scanned from up to ten times its own side away. */
const qrDistances = 10;
const qrShares = [0.26, 0.42] as const;
const qrSharesOfBand = [0.44, 0.6] as const;
const qrMostOfPanel = 0.6;

/** One step down where a single word or row is too large for its box even so: small text can be walked up to, clipped text cannot be read. */
const shrink = 0.85;

function fitGroup(panels: readonly TextPanel[], bounds: FitBounds, side: number, smallestPx: number): readonly (readonly Page[])[] {
  for (const { element, flow, mark } of panels) {
    delete element.dataset['page'];
    mark(null);
    flow.show(wholeOf(flow));
  }
  const boxes = panels.map(({ box }) => box);
  const text = fitText(boxes, bounds, side, smallestPx);
  if (text === null || (text.holds() && panels.every(({ holdsCode }) => holdsCode()))) return panels.map(({ flow }) => [wholeOf(flow)]);
  for (let sizePx = smallestPx; ; sizePx *= shrink) {
    text.set(sizePx);
    const divided = panels.map((panel) => pagesOfPanel(panel));
    if (divided.every(({ isHeld }) => isHeld) || sizePx < smallestPx / 3) return divided.map(({ pages }) => pages);
  }
}

function pagesOfPanel({ box, flow, mark, holdsCode }: TextPanel): { readonly pages: readonly Page[]; readonly isHeld: boolean } {
  const text = textBoxes([box]);
  if (text === null) return { pages: [wholeOf(flow)], isHeld: true };
  const holds = (): boolean => text.holds() && holdsCode();
  flow.show(wholeOf(flow));
  if (holds()) return { pages: [wholeOf(flow)], isHeld: true };
  // the mark takes room, whatever it says
  mark('1/2');
  const pages = pagesOf(flow, holds);
  const isHeld = pages.every((page) => {
    flow.show(page);
    return holds();
  });
  if (pages.length < 2) mark(null);
  return { pages, isHeld };
}
