import type { Item, Variant } from '@gatecast/protocol';

export type CoverageState = 'approved' | 'stale' | 'submitted' | 'draft' | 'rejected' | 'missing' | 'wordless';
export type Coverage = { readonly language: string; readonly state: CoverageState };

/**
 * How far an item is in each of the given languages. An approved revision that players show stays `approved` while
 * its successor is drafted; a variant without words (`zxx`) serves every language.
 */
export function coverageOf(item: Pick<Item, 'variants'>, languages: readonly string[]): Coverage[] {
  const wordless = item.variants.find(({ language }) => language === 'zxx');
  const named = new Map(item.variants.map((variant) => [variant.language, variant]));
  const own = [...named.keys()].filter((language) => language !== 'zxx' && !languages.includes(language));
  const list = [...languages, ...own].map((language): Coverage => {
    const variant = named.get(language);
    if (variant) return { language, state: stateOf(variant) };
    return { language, state: wordless && stateOf(wordless) === 'approved' ? 'wordless' : 'missing' };
  });
  return wordless
    ? [{ language: 'zxx', state: stateOf(wordless) }, ...list.filter(({ state }) => state !== 'wordless' && state !== 'missing')]
    : list;
}

function stateOf(variant: Variant): CoverageState {
  if (variant.review === 'approved') return variant.isStale ? 'stale' : 'approved';
  // a waiting or rejected successor is what the editor must see, even while the older one still plays
  return variant.review;
}

/** The languages of all sites, in the order of their first mention. */
export function languagesOf(sites: readonly { readonly languages: readonly string[] }[]): string[] {
  return [...new Set(sites.flatMap(({ languages }) => languages))];
}
