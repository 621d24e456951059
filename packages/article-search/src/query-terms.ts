import { halfWidth } from './fold-letters.ts';

// Languages whose words are not parted by spaces, or (Korean) carry their particles with them: looked up by
// sequences of three characters instead of by words.
const unsegmented = new Set(['zh', 'ja', 'ko', 'yue', 'th', 'lo', 'km', 'my']);

/** Whether the language is looked up by sequences of characters. */
export function isUnsegmented(language: string): boolean {
  return unsegmented.has(language.split('-', 1)[0] ?? '');
}

/** More is no search by a person; each word costs a look-up. */
const limits = { queryLength: 200, terms: 12 };

/**
 * The words of a query: runs of letters, digits and marks in NFC, at most 12. Everything else (quotes, operators,
 * NUL) parts words and reaches the index in no form.
 */
export function queryTerms(query: string): readonly string[] {
  const text = halfWidth(query.slice(0, limits.queryLength).normalize('NFC'));
  return [...new Set(text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu))].slice(0, limits.terms);
}

/** In code points, as the trigram tokenizer counts. */
export function lengthOf(term: string): number {
  return Array.from(term).length;
}

/** Every three neighbouring characters of a term; none where it has fewer. */
export function trigramsOf(term: string): readonly string[] {
  const characters = Array.from(term);
  return characters.slice(0, -2).map((_, index) => characters.slice(index, index + 3).join(''));
}
