import type { ArticleContent, ItemPart, VariantDocument } from '@gatecast/protocol';

/** An article in one of its languages. */
export type ArticleVariant = { readonly language: string; readonly document: string; readonly content: ArticleContent };
export type PortalArticle = {
  readonly itemId: string;
  readonly category: string;
  readonly supplier: string;
  readonly validFromMs: number | null;
  /** Whether another language stands in where one is missing. */
  readonly missing: ItemPart['missing'];
  /** At least one, in the portal's order of languages. */
  readonly variants: readonly [ArticleVariant, ...ArticleVariant[]];
};

/** All that the pages show. */
export type PortalData = {
  /** What the organisation or site is called, by language. */
  readonly names: Readonly<Record<string, string>>;
  /** The lead language first. */
  readonly languages: readonly string[];
  readonly articles: readonly PortalArticle[];
  /** When the articles were published together; null where nobody knows. */
  readonly asOfMs: number | null;
  /** IANA zone in which dates are told. */
  readonly timeZone: string;
};

/**
 * The articles among a release's items that are valid at `atMs`. `documentOf` gives a variant's document by name, and
 * undefined for one that is withdrawn or not here: it is left out, and an article without any variant too.
 */
export function portalArticles(options: {
  readonly items: Iterable<ItemPart>;
  readonly documentOf: (name: string) => VariantDocument | undefined;
  readonly languages: readonly string[];
  readonly atMs: number;
}): readonly PortalArticle[] {
  const { documentOf, languages, atMs } = options;
  const isValid = (span: { fromMs: number | null; untilMs: number | null }) =>
    (span.fromMs === null || span.fromMs <= atMs) && (span.untilMs === null || atMs < span.untilMs);
  const rank = (language: string) => (languages.includes(language) ? languages.indexOf(language) : languages.length);
  return [...options.items].flatMap((item) => {
    if (item.itemKind !== 'article' || !isValid(item.validity)) return [];
    const found = item.variants.flatMap(({ language, document, validity }): ArticleVariant[] => {
      const content = documentOf(document)?.content;
      return content?.kind === 'article' && isValid(validity) ? [{ language, document, content }] : [];
    });
    const [first, ...rest] = found.sort((a, b) => rank(a.language) - rank(b.language));
    if (first === undefined) return [];
    const { id: itemId, category, supplier, missing } = item;
    return [{ itemId, category, supplier, missing, validFromMs: item.validity.fromMs, variants: [first, ...rest] }];
  });
}

/** An article as a reader of `language` gets it: in that language, or in the first it has where one may stand in. */
export function variantFor(article: PortalArticle, language: string): ArticleVariant | null {
  const own = article.variants.find((variant) => variant.language === language);
  return own ?? (article.missing === 'substitute' ? article.variants[0] : null);
}

/** The portal's name in a language, or in the first of its languages that has one. */
export function portalName(data: Pick<PortalData, 'names' | 'languages'>, language: string): string {
  const named = [language, ...data.languages].find((each) => Object.hasOwn(data.names, each));
  return (named === undefined ? Object.values(data.names)[0] : data.names[named]) ?? '';
}

/** The text of an article as one string, for the search index. */
export function articleText(content: ArticleContent): string {
  return content.blocks.flatMap((block) => ('items' in block ? block.items : [block.text])).join('\n');
}
