/**
 * Maps letters that no Unicode decomposition joins, one code unit to one, so that positions in the result are
 * positions in `text`: đ to d (and ð, ø, ł, ı likewise), full-width forms to ASCII. Diacritics are left to the tokenizer.
 */
export function foldLetters(text: string): string {
  return text.replaceAll(/[đĐðÐøØłŁıĦħ\uFF01-\uFF5E\u3000]/g, (letter) => plain.get(letter) ?? halfWidth(letter));
}

const plain = new Map(Object.entries({ đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', ı: 'i', ħ: 'h', Ħ: 'H' }));

/** Full-width ASCII, as Chinese, Japanese and Korean keyboards write it, and the ideographic space. */
export function halfWidth(text: string): string {
  return text.replaceAll(/[\uFF01-\uFF5E\u3000]/g, (letter) =>
    letter === '\u3000' ? ' ' : String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0xfee0),
  );
}

/** A word without diacritics and case, for comparing; not of the same length. */
export function bareWord(word: string): string {
  return foldLetters(word).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
