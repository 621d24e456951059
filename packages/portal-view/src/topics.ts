import { h, type JSX } from 'preact';
import { LinkTo } from './link-to.ts';
import { variantFor } from './portal-data.ts';
import type { PageProps } from './portal-frame.ts';
import { categoryName, wordsFor } from './words/words-for.ts';

/** The categories that have an article for this reader, by their names. */
export function Topics({ data, language, navigation, current }: PageProps & { readonly current: string | null }): JSX.Element | null {
  const words = wordsFor(language);
  const categories = new Set(data.articles.filter((article) => variantFor(article, language) !== null).map((article) => article.category));
  if (categories.size === 0) return null;
  const collator = new Intl.Collator(language);
  const named = [...categories]
    .map((category) => ({ category, name: categoryName(words, category) }))
    .sort((a, b) => collator.compare(a.name, b.name));
  return h(
    'nav',
    { class: 'portal-topics', 'aria-label': words.topics },
    h(
      'ul',
      null,
      [{ category: null, name: words.allTopics }, ...named].map(({ category, name }) =>
        h(
          'li',
          { key: category ?? '' },
          h(LinkTo, { navigation, to: { kind: 'home', language, category }, isCurrent: category === current, children: name }),
        ),
      ),
    ),
  );
}
