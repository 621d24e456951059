import { h, type ComponentChildren, type JSX } from 'preact';
import { ArticleCard, unmarked } from './article-card.ts';
import { Icon } from './icon.ts';
import { languageName } from './language-name.ts';
import { LinkTo } from './link-to.ts';
import type { MarkedText } from './marked-text.ts';
import { variantFor, type PortalData } from './portal-data.ts';
import { PortalFrame, type PageProps } from './portal-frame.ts';
import type { PortalRoute } from './portal-route.ts';
import { SearchField } from './search-field.ts';
import { Topics } from './topics.ts';
import { TouchKeys } from './touch-keys.ts';
import { wordsFor } from './words/words-for.ts';
import type { Words } from './words/words.ts';

/** An article that a search found, with what matched. */
export type SearchHit = { readonly itemId: string; readonly title: MarkedText; readonly excerpt: MarkedText };
/** What a search gave; `elsewhere` is asked for where the reader's own language gave nothing. */
export type SearchOutcome =
  | { readonly kind: 'searching' }
  | {
      readonly kind: 'found';
      readonly hits: readonly SearchHit[];
      readonly elsewhere: readonly { readonly language: string; readonly hits: readonly SearchHit[] }[];
    };

/** A search with its results. On a touch screen it brings its own keys, and each key is a new search. */
export function SearchPage(props: PageProps & { readonly query: string; readonly outcome: SearchOutcome }): JSX.Element {
  const { data, language, navigation, query } = props;
  const words = wordsFor(language);
  const home: PortalRoute = { kind: 'home', language, category: null };
  const back = h(LinkTo, {
    navigation,
    to: home,
    class: 'portal-back',
    children: [h(Icon, { name: 'back' }), h('span', null, words.home)],
  });
  return h(
    PortalFrame,
    { data, language, navigation, page: 'search', routeIn: (other) => ({ kind: 'search', language: other, query }) },
    navigation.mode === 'web' ? back : null,
    h('h1', { class: 'portal-search-heading' }, query.trim() === '' ? words.searchLabel : words.resultsFor(query.trim())),
    navigation.mode === 'web'
      ? h(SearchField, { navigation, language, query, words })
      : h(
          'div',
          { class: 'portal-search-top' },
          back,
          h(
            'p',
            { class: `portal-query${query === '' ? ' is-empty' : ''}` },
            h(Icon, { name: 'search' }),
            h('span', null, query === '' ? words.searchHint : query),
          ),
        ),
    h(
      'div',
      { class: 'portal-results', 'aria-live': 'polite' },
      h('div', { key: query, class: 'portal-results-scroll' }, h(Results, { ...props, words })),
    ),
    navigation.mode === 'touch'
      ? h(TouchKeys, { query, words, onQuery: (next) => navigation.onNavigate({ kind: 'search', language, query: next.slice(0, 200) }) })
      : null,
  );
}

function Results(props: PageProps & { readonly query: string; readonly outcome: SearchOutcome; readonly words: Words }): JSX.Element {
  const { data, language, navigation, outcome, words } = props;
  const query = props.query.trim();
  const topics = h(Topics, { data, language, navigation, current: null });
  if (query === '') {
    // who cannot type on Latin keys finds everything by looking
    const all = data.articles.flatMap(({ itemId }) => plainHit(data, language, itemId) ?? []);
    return h(
      'div',
      { class: 'portal-empty' },
      h('p', null, words.askQuestion),
      topics,
      h('h2', null, words.articles),
      h(HitList, { ...props, writtenIn: language, hits: all }),
    );
  }
  if (outcome.kind === 'searching') return h('p', { class: 'portal-searching' }, words.searching);
  if (outcome.hits.length > 0) {
    return h(
      'section',
      null,
      h('h2', { class: 'portal-found' }, words.found(outcome.hits.length)),
      h(HitList, { ...props, writtenIn: language, hits: outcome.hits }),
    );
  }
  return h(
    'div',
    { class: 'portal-empty' },
    h('h2', null, words.nothingFound(query)),
    outcome.elsewhere.length === 0
      ? null
      : h(Elsewhere, {
          words,
          children: outcome.elsewhere.map((group) =>
            h(
              'div',
              { key: group.language },
              h('h3', { class: 'portal-elsewhere-language', lang: group.language }, languageName(group.language)),
              h(HitList, { ...props, writtenIn: group.language, hits: group.hits }),
            ),
          ),
        }),
    h('p', null, words.nothingFoundAdvice),
    topics,
  );
}

function Elsewhere({ words, children }: { readonly words: Words; readonly children: ComponentChildren }): JSX.Element {
  return h('section', null, h('p', { class: 'portal-found' }, words.foundElsewhere), children);
}

function HitList(props: PageProps & { readonly writtenIn: string; readonly hits: readonly SearchHit[] }): JSX.Element {
  const { data, language, navigation, writtenIn, hits } = props;
  return h(
    'ul',
    { class: 'portal-cards' },
    hits.flatMap(({ itemId, title, excerpt }) => {
      const article = data.articles.find((each) => each.itemId === itemId);
      if (article === undefined) return [];
      const has = (wanted: string) => article.variants.some((variant) => variant.language === wanted);
      // a hit in another language opens in that language, unless the article is here in the reader's own
      const opensIn = writtenIn === language || has(language) ? language : writtenIn;
      const textIn = has(writtenIn) ? writtenIn : article.variants[0].language;
      return [
        h(ArticleCard, {
          key: itemId,
          navigation,
          language: opensIn,
          writtenIn: textIn,
          itemId,
          category: article.category,
          title,
          excerpt,
        }),
      ];
    }),
  );
}

/** A hit without marks, for a search that gives only the items' ids. Null where the item is no article of this portal. */
export function plainHit(data: PortalData, language: string, itemId: string): SearchHit | null {
  const article = data.articles.find((each) => each.itemId === itemId);
  const variant = article === undefined ? null : variantFor(article, language);
  return variant === null ? null : { itemId, title: unmarked(variant.content.title), excerpt: unmarked(variant.content.summary) };
}
