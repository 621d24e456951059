/** A pattern of LIKE for texts that hold the words; what has a meaning in patterns stands for any one character, which finds too much at worst. */
export function likeOf(words: string): string {
  return `%${words.replaceAll(/[%_\\]/g, '_')}%`;
}
