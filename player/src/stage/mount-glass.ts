import type { PlanScreen } from '@gatecast/schedules';

/** How a panel hangs, and which part of a larger picture it shows. */
export type Mounting = Pick<PlanScreen, 'widthPx' | 'heightPx' | 'wall' | 'rotationDeg'>;

/**
 * Turns the stage for a panel that is mounted turned, and lays the scenes out over the whole canvas of a video wall, of which the glass
 * shows its part. Alerts, board and look-up point keep to the glass: each panel says them whole. Gives whether anything changed.
 */
export function mountGlass(stage: HTMLElement, scenes: HTMLElement, { widthPx, heightPx, wall, rotationDeg }: Mounting): boolean {
  const before = stage.dataset['mounting'];
  stage.dataset['mounting'] = JSON.stringify([widthPx, heightPx, wall, rotationDeg]);
  if (before === stage.dataset['mounting']) return false;
  // sizes in the style sheets that follow the glass's height ask the root element
  const root = document.documentElement;
  if (rotationDeg === undefined) delete root.dataset['rotation'];
  else root.dataset['rotation'] = String(rotationDeg);
  const share = (part: number, whole: number): string => `${(part / whole) * 100}%`;
  scenes.style.inset = wall === undefined ? '' : `${share(-wall.yPx, heightPx)} auto auto ${share(-wall.xPx, widthPx)}`;
  scenes.style.width = wall === undefined ? '' : share(wall.widthPx, widthPx);
  scenes.style.height = wall === undefined ? '' : share(wall.heightPx, heightPx);
  return before !== undefined || wall !== undefined || rotationDeg !== undefined;
}

/** The glass as people see it, in CSS pixels. */
export function glassSize(): { readonly widthPx: number; readonly heightPx: number } {
  const isOnItsSide = ['90', '270'].includes(document.documentElement.dataset['rotation'] ?? '');
  const [widthPx, heightPx] = isOnItsSide ? [window.innerHeight, window.innerWidth] : [window.innerWidth, window.innerHeight];
  return { widthPx, heightPx };
}
