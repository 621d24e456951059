import type { Words } from '../../words/words.ts';

/** The topics that the house has words for, here as in the portal; an item may have another one of its own. */
export const categories = [
  'border',
  'correction',
  'culture',
  'customs',
  'health',
  'investment',
  'law',
  'notice',
  'security',
  'services',
  'tourism',
  'transport',
] as const;

/** A category in the present language; one that the house has no word for stays as it is. */
export function categoryInWords(category: string, words: Words): string {
  const known = categories.find((each) => each === category);
  return known === undefined ? category : words(`categories.${known}`);
}
