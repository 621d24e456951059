import { h, type JSX } from 'preact';
import { LinkTo } from './link-to.ts';
import { PortalFrame, type PageProps } from './portal-frame.ts';
import { SearchField } from './search-field.ts';
import { Topics } from './topics.ts';
import { wordsFor } from './words/words-for.ts';

/** For an address that leads nowhere: what may have happened and the ways on. */
export function NotFoundPage({ data, language, navigation }: PageProps): JSX.Element {
  const words = wordsFor(language);
  return h(
    PortalFrame,
    { data, language, navigation, page: 'not-found', routeIn: (other) => ({ kind: 'home', language: other, category: null }) },
    h(
      'div',
      { class: 'portal-hero' },
      h('h1', null, words.notFound),
      h('p', { class: 'portal-lead' }, words.notFoundAdvice),
      h(SearchField, { navigation, language, query: '', words }),
      h('p', null, h(LinkTo, { navigation, to: { kind: 'home', language, category: null }, class: 'portal-action', children: words.home })),
    ),
    h(Topics, { data, language, navigation, current: null }),
  );
}
