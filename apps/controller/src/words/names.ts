/** A thing's name in the interface's language, else in English, Vietnamese, or whatever there is. */
export function nameIn(names: Readonly<Record<string, string>>, language: string): string {
  return names[language] ?? names['en'] ?? names['vi'] ?? Object.values(names)[0] ?? '';
}

/** An alert's headline in the interface's language, else in the first that it has. */
export function headlineIn(texts: Readonly<Record<string, { readonly headline: string }>>, language: string): string {
  return (texts[language] ?? Object.values(texts)[0])?.headline ?? '';
}

const languageNames = new Map<string, Intl.DisplayNames>();

/** A language's own name in the interface's language, for example `Korean` or `Tiếng Hàn`. */
export function languageName(tag: string, inLanguage: string): string {
  let names = languageNames.get(inLanguage);
  if (names === undefined) {
    names = new Intl.DisplayNames([inLanguage], { type: 'language' });
    languageNames.set(inLanguage, names);
  }
  const name = names.of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
}
