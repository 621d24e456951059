/**
 * The language of `offered` that a reader's Accept-Language asks for (RFC 9110, 12.5.4; RFC 4647 lookup by prefixes,
 * where zh-CN and zh-SG mean zh-Hans and zh-TW, zh-HK, zh-MO mean zh-Hant); the first offered one where none fits.
 */
export function chooseLanguage(header: string | undefined, offered: readonly [string, ...string[]]): string {
  const wanted = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => /^q=/i.test(parameter));
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => /^[a-z0-9-]+$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    for (const range of rangesOf(tag)) {
      const found =
        offered.find((language) => language.toLowerCase() === range) ??
        offered.find((language) => language.toLowerCase().startsWith(`${range}-`));
      if (found !== undefined) return found;
    }
  }
  return offered[0];
}

/** A tag and its ever shorter beginnings. */
function rangesOf(tag: string): readonly string[] {
  const parts = tag.split('-');
  const own = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  if (parts[0] !== 'zh') return own;
  const isTraditional = parts.some((part) => ['tw', 'hk', 'mo', 'hant'].includes(part));
  return [tag, isTraditional ? 'zh-hant' : 'zh-hans', ...own];
}
