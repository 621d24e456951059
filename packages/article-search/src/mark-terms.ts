import { bareWord, foldLetters } from './fold-letters.ts';

/** Text with what matched: half-open ranges in UTF-16 code units, in order, without overlap. */
export type MarkedText = { readonly text: string; readonly marks: readonly { readonly from: number; readonly to: number }[] };

/** Marks the words of a text that a query's terms match: equal without diacritics and case, the last term also as a beginning. */
export function markWords(text: string, terms: readonly string[]): MarkedText {
  const bare = terms.map(bareWord);
  const last = bare.at(-1);
  const marks = [...text.matchAll(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)].flatMap(({ 0: word, index }) => {
    const found = bareWord(word);
    const isMatch = bare.includes(found) || (last !== undefined && last !== '' && found.startsWith(last));
    return isMatch ? [{ from: index, to: index + word.length }] : [];
  });
  return { text, marks };
}

/** Marks every place where a term stands, within words too, whatever its case. */
export function markSequences(text: string, terms: readonly string[]): MarkedText {
  const folded = lowerCase(foldLetters(text));
  const places: { from: number; to: number }[] = [];
  const wanted = terms.map((each) => lowerCase(foldLetters(each))).filter((term) => term !== '');
  for (const term of wanted) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      places.push({ from: at, to: at + term.length });
    }
  }
  const marks: { from: number; to: number }[] = [];
  for (const place of places.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const before = marks.at(-1);
    if (before !== undefined && place.from <= before.to) before.to = Math.max(before.to, place.to);
    else marks.push({ ...place });
  }
  return { text, marks };
}

/** Lower case where that keeps the length, so that positions stay true ('İ' becomes two code units). */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
