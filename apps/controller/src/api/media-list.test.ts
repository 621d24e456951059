import type { Media } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { withMedia } from './media-list.ts';

const file = (id: string, progressBp = 0) => ({ id, progressBp }) as Media;
const pages = {
  pages: [
    { media: [file('c'), file('b')], next: 'x' },
    { media: [file('a')], next: null },
  ],
  pageParams: [null, 'x'],
};

test('a file that goes on is replaced on its page, and one that no page holds has the list read again', () => {
  expect(withMedia(pages, file('a', 5_000))).toEqual({ ...pages, pages: [pages.pages[0], { media: [file('a', 5_000)], next: null }] });
  expect(withMedia(pages, file('d'))).toBe(null);
});
