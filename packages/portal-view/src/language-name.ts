/** A language's name in `shownIn`, as a person reads it; by default in itself: `Tiếng Việt`, `简体中文`. */
export function languageName(language: string, shownIn: string = language): string {
  const name = nameIn(language, shownIn) ?? language;
  // a name by itself is a title on a button, where CLDR gives it as it stands within a sentence ("français")
  return shownIn === language ? `${name.charAt(0).toLocaleUpperCase(language)}${name.slice(1)}` : name;
}

function nameIn(language: string, shownIn: string): string | undefined {
  try {
    return new Intl.DisplayNames([shownIn], { type: 'language' }).of(language);
  } catch (error) {
    // a tag that is well-formed for the house and not for Intl shows as it is
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
