import { h, type JSX } from 'preact';
import { Icon } from './icon.ts';
import type { Navigation } from './portal-route.ts';
import type { Words } from './words/words.ts';

/** A GET form on the web; on a touch screen the way to the search page, which brings its own keys. */
export function SearchField(props: {
  readonly navigation: Navigation;
  readonly language: string;
  readonly query: string;
  readonly words: Words;
}): JSX.Element {
  const { navigation, language, query, words } = props;
  switch (navigation.mode) {
    case 'web':
      return h(
        'form',
        { class: 'portal-search', role: 'search', method: 'get', action: navigation.hrefOf({ kind: 'search', language, query: '' }) },
        h('label', { class: 'portal-search-label', for: 'portal-query' }, words.searchLabel),
        h(
          'div',
          { class: 'portal-search-row' },
          h('span', { class: 'portal-search-glass' }, h(Icon, { name: 'search' })),
          h('input', {
            id: 'portal-query',
            type: 'search',
            name: 'q',
            value: query,
            maxLength: 200,
            autocomplete: 'off',
            enterkeyhint: 'search',
            placeholder: words.searchHint,
          }),
          h('button', { type: 'submit' }, words.search),
        ),
      );
    case 'touch':
      return h(
        'button',
        { type: 'button', class: 'portal-search-open', onClick: () => navigation.onNavigate({ kind: 'search', language, query }) },
        h(Icon, { name: 'search' }),
        h('span', { class: 'portal-search-open-label' }, words.searchLabel),
        h('span', { class: 'portal-search-open-hint' }, words.searchHint),
      );
  }
}
