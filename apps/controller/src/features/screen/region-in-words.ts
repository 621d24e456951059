import type { Words } from '../../words/words.ts';

/** The parts of the house's own layouts have names; another layout's keep theirs. */
export function regionInWords(regionId: string, words: Words): string {
  return regionId === 'main' || regionId === 'ticker' || regionId === 'clock' ? words(`regions.${regionId}`) : regionId;
}
