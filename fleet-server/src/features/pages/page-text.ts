import { pagesLimits } from '@gatecast/protocol';

/**
 * Text of a page as a variant may hold it: NFC, one space between words, one line end between lines, nothing that cannot be read, cut
 * at a character at the most that a page may have.
 */
export function pageText(found: string): string {
  const readable = found
    .normalize('NFC')
    .replaceAll(/\r\n?|\f|\v|\u2028|\u2029/g, '\n')
    // what is left of Cc control, Cf format, Co private use, Cs lone surrogates, Cn noncharacters; a soft hyphen stands where a word is broken
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, (character) => (character === '\t' ? ' ' : ''))
    .split('\n')
    .map((line) => line.replaceAll(/\p{Zs}+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  let length = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('und').segment(readable)) {
    length += segment.length;
    if (length > pagesLimits.textLength) break;
    kept += segment;
  }
  return kept.trim();
}
