import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What a machine finds against WCAG 2.2 AA on the page as it stands, each as its rule and its first place. `within` (a selector): only in
 * there; `only`: by these rules. A page without frames is asked in one go: a second tab that puts the answers of frames together took more than
 * the looking did.
 */
export async function violationsOn(
  page: Page,
  { within, only }: { readonly within?: string; readonly only?: readonly string[] } = {},
): Promise<string[]> {
  const all = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  const axe = (only === undefined ? all.withTags(levels) : all.withRules([...only])).setLegacyMode(page.frames().length === 1);
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
}
