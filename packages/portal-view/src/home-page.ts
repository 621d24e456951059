import { h, type JSX } from 'preact';
import { ArticleCard, unmarked } from './article-card.ts';
import { variantFor } from './portal-data.ts';
import { PortalFrame, type PageProps } from './portal-frame.ts';
import { SearchField } from './search-field.ts';
import { Topics } from './topics.ts';
import { categoryName, wordsFor } from './words/words-for.ts';

/** The start: search, topics, articles. `category` narrows the articles to one topic. */
export function HomePage(props: PageProps & { readonly category: string | null }): JSX.Element {
  const { data, language, navigation, category } = props;
  const words = wordsFor(language);
  const cards = data.articles.flatMap((article) => {
    const variant = variantFor(article, language);
    return variant === null || (category !== null && article.category !== category) ? [] : [{ article, variant }];
  });
  const isEmpty = cards.length === 0 && category === null;
  return h(
    PortalFrame,
    { data, language, navigation, page: 'home', place: category ?? '', routeIn: (other) => ({ kind: 'home', language: other, category }) },
    h(
      'div',
      { class: 'portal-hero' },
      h('h1', null, isEmpty ? words.nothingPublished : words.heading),
      h('p', { class: 'portal-lead' }, isEmpty ? words.nothingPublishedAdvice : words.lead),
      isEmpty ? null : h(SearchField, { navigation, language, query: '', words }),
    ),
    isEmpty
      ? null
      : h(
          'section',
          { class: 'portal-articles', 'aria-labelledby': 'portal-articles-heading' },
          h('h2', { id: 'portal-articles-heading' }, category === null ? words.articles : categoryName(words, category)),
          h(Topics, { data, language, navigation, current: category }),
          h(
            'ul',
            { class: 'portal-cards' },
            cards.map(({ article, variant }) =>
              h(ArticleCard, {
                key: article.itemId,
                navigation,
                language,
                writtenIn: variant.language,
                itemId: article.itemId,
                category: article.category,
                title: unmarked(variant.content.title),
                excerpt: unmarked(variant.content.summary),
              }),
            ),
          ),
        ),
  );
}
