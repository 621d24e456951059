import { expect, test } from 'vitest';
import { judgeSiteState } from './site-state.ts';

test('only a newer state of the own site is accepted', () => {
  const judge = (revision: number, siteId = 'noi-bai') => judgeSiteState(5, { revision, siteId }, 'noi-bai');
  expect([judge(6), judge(5), judge(4), judge(6, 'hanoi')]).toEqual(['accept', 'have-it', 'older', 'other-site']);
});
