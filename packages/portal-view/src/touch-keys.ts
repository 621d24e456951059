import { h, type JSX } from 'preact';
import { Icon } from './icon.ts';
import type { Words } from './words/words.ts';

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'].map((row) => row.split(''));

/**
 * Keys for a touch screen. Latin letters serve every language's search as far as they go: Vietnamese and French
 * words are found without their diacritics. Every key gives the whole new query.
 */
export function TouchKeys(props: {
  readonly query: string;
  readonly words: Words;
  readonly onQuery: (query: string) => void;
}): JSX.Element {
  const { query, words, onQuery } = props;
  const erased = Array.from(query).slice(0, -1).join('');
  const key = (letter: string) =>
    h('button', { key: letter, type: 'button', class: 'portal-key', onClick: () => onQuery(`${query}${letter}`) }, letter);
  return h(
    'div',
    { class: 'portal-keys', role: 'group', 'aria-label': words.searchLabel },
    rows.map((letters, index) =>
      h(
        'div',
        { key: index, class: 'portal-keys-row' },
        letters.map(key),
        index === rows.length - 1
          ? h(
              'button',
              { type: 'button', class: 'portal-key portal-key-wide', 'aria-label': words.erase, onClick: () => onQuery(erased) },
              h(Icon, { name: 'erase' }),
            )
          : null,
      ),
    ),
    h(
      'div',
      { class: 'portal-keys-row' },
      h('button', { type: 'button', class: 'portal-key portal-key-wide', onClick: () => onQuery('') }, words.clear),
      h('button', { type: 'button', class: 'portal-key portal-key-space', onClick: () => onQuery(`${query} `) }, words.space),
    ),
  );
}
