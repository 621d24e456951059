import { expect, test } from 'vitest';
import { grantsInForce, type Grant } from './grants.ts';

const own: Grant = { userId: 'lan', role: 'approver', siteId: null, fromMs: null, untilMs: null, deputyFor: null };
const deputy: Grant = { ...own, userId: 'minh', fromMs: 100, untilMs: 200, deputyFor: 'lan' };

test('a deputy stands in from the first instant of the span and no longer at its last', () => {
  expect([99, 100, 199, 200].map((nowMs) => grantsInForce([deputy], [own], nowMs).length)).toEqual([0, 1, 1, 0]);
});

test('a deputy has what the person they stand in for has, and not a site more', () => {
  const count = (mine: Grant, principals: readonly Grant[]) => grantsInForce([mine], principals, 150).length;
  const atNoiBai = { ...own, siteId: 'noi-bai' };
  expect([
    count(deputy, []),
    count(deputy, [{ ...own, role: 'editor' }]),
    count(deputy, [{ ...own, untilMs: 150 }]),
    count(deputy, [atNoiBai]),
    count({ ...deputy, siteId: 'noi-bai' }, [atNoiBai]),
    count({ ...deputy, siteId: 'noi-bai' }, [own]),
    count({ ...deputy, siteId: 'vinh' }, [atNoiBai]),
  ]).toEqual([0, 0, 0, 0, 1, 1, 0]);
});

test('a deputy has no deputy', () => {
  expect(grantsInForce([deputy], [{ ...own, deputyFor: 'ngoc' }], 150)).toEqual([]);
});
