import type { DemoCategory, DemoLanguage } from './demo-language.ts';

export type DemoBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] };

export type DemoArticleText = {
  readonly title: string;
  readonly summary: string;
  readonly blocks: readonly DemoBlock[];
};

/** A long text for look-up points, counters and the web; the blocks of all languages correspond one to one. */
export type DemoArticle = {
  readonly key: string;
  readonly category: DemoCategory;
  readonly variants: Readonly<Record<DemoLanguage, DemoArticleText>>;
};
