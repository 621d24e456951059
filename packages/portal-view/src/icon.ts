import { h, type JSX } from 'preact';

const paths = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20 20',
  back: 'M14.5 5 7.5 12l7 7',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3.5 12h17M12 3c3 2.6 4 5.6 4 9s-1 6.4-4 9c-3-2.6-4-5.6-4-9s1-6.4 4-9Z',
  forward: 'M9.5 5l7 7-7 7',
  erase: 'M9 5h11v14H9l-6-7 6-7Zm3 4.5 5 5m0-5-5 5',
} as const;

/** A line drawing beside words; it says nothing that the words do not say. */
export function Icon({ name }: { readonly name: keyof typeof paths }): JSX.Element {
  return h('svg', { class: 'portal-icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, h('path', { d: paths[name] }));
}
