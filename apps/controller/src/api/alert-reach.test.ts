import type { AlertReach } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { withReach } from './alert-reach.ts';

const seen = (screenId: string, paintedAtMs: number | null): AlertReach => ({
  screenId: screenId as AlertReach['screenId'],
  isConnected: true,
  receivedAtMs: null,
  paintedAtMs,
  clearedAtMs: null,
});
const read = {
  pages: [
    { screens: [seen('a', null), seen('b', null)], next: 'b' },
    { screens: [seen('c', null)], next: null },
  ],
  pageParams: [null, 'b'],
};
const news = new Map([
  ['b', seen('b', 700)],
  ['elsewhere', seen('elsewhere', 800)],
]);

it('puts what came into the pages that were read, in which a screen that has painted is missing no more', () => {
  const ids = (only: 'missing' | 'all') => withReach(read, news, only).pages.map(({ screens }) => screens.map(({ screenId }) => screenId));
  expect(ids('all')).toEqual([['a', 'b'], ['c']]);
  expect(ids('missing')).toEqual([['a'], ['c']]);
  expect(withReach(read, news, 'all').pages[0]?.screens[1]?.paintedAtMs).toBe(700);
});
