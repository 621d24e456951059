import type { StoredLayout } from '@gatecast/protocol';
import type { Words } from '../../words/words.ts';

type Layout = Pick<StoredLayout, 'key' | 'name' | 'regions'>;

const ownLayouts = ['full-screen', 'main-ticker', 'portrait-ticker', 'bar-clock', 'overlay-foot', 'overlay-corner'] as const;
const wholeScreen = 10_000 * 10_000;

/** Whether the regions leave a part of the screen open, through which the winner is seen: such a layout is for overlays. */
export function isForOverlays({ regions }: Pick<Layout, 'regions'>): boolean {
  return regions.reduce((sum, { frame }) => sum + frame.widthBp * frame.heightBp, 0) < wholeScreen;
}

/** The layouts of the house have names in both languages; another one keeps its own. */
export function layoutInWords({ key, name }: Pick<Layout, 'key' | 'name'>, words: Words): string {
  const known = ownLayouts.find((own) => own === key);
  return known === undefined ? name : words(`layouts.${known}`);
}
