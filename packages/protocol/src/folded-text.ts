/** Text without case and without diacritics, as people type it into a search field: `noi bai` finds `Nội Bài`. */
export function foldedText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase();
}

/** The words of a search, each of which must be found. */
export function searchedWords(search: string): readonly string[] {
  return foldedText(search).split(/\s+/).filter(Boolean);
}
