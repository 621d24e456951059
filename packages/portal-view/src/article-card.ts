import { h, type JSX } from 'preact';
import { languageName } from './language-name.ts';
import { LinkTo } from './link-to.ts';
import { Marked, type MarkedText } from './marked-text.ts';
import type { Navigation } from './portal-route.ts';
import { categoryName, wordsFor } from './words/words-for.ts';

/** An article in a list. `writtenIn` is the language of its text, `language` the reader's. */
export function ArticleCard(props: {
  readonly navigation: Navigation;
  readonly language: string;
  readonly writtenIn: string;
  readonly itemId: string;
  readonly category: string;
  readonly title: MarkedText;
  readonly excerpt: MarkedText;
}): JSX.Element {
  const { navigation, language, writtenIn, itemId, category, title, excerpt } = props;
  const isOther = writtenIn !== language;
  const lang = isOther ? { lang: writtenIn } : {};
  return h(
    'li',
    { class: 'portal-card' },
    h(
      'p',
      { class: 'portal-card-category' },
      categoryName(wordsFor(language), category),
      isOther ? h('span', { class: 'portal-badge', lang: writtenIn }, languageName(writtenIn)) : null,
    ),
    h(
      'h3',
      lang,
      h(LinkTo, { navigation, to: { kind: 'article', language, itemId }, class: 'portal-card-link', children: h(Marked, title) }),
    ),
    h('p', { ...lang, class: 'portal-card-excerpt' }, h(Marked, excerpt)),
  );
}

/** Text in which nothing is marked. */
export function unmarked(text: string): MarkedText {
  return { text, marks: [] };
}
