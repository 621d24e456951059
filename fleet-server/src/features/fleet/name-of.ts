/** A thing's name where nobody's language is known: in English, Vietnamese, or whatever there is. */
export function nameOf(names: Readonly<Record<string, string>>): string {
  return names['en'] ?? names['vi'] ?? Object.values(names)[0] ?? '';
}
