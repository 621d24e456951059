/**
 * What a tool said, fit for people: its first line without the paths of this machine's folders, which are nobody's business outside.
 */
export function withoutPaths(text: string): string {
  return (text.trim().split('\n')[0] ?? '')
    .replaceAll(/(?:file:)?(?:[A-Za-z]:)?[\\/](?:[^\s:'"`\\/]+[\\/])+([^\s:'"`\\/]*)/g, 'the file')
    .slice(0, 200);
}
