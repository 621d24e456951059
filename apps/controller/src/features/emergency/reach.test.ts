import type { StoredAlert } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { reachOf } from './reach.ts';

const seen = (screenId: string, isConnected: boolean, receivedAtMs: number | null, paintedAtMs: number | null) => ({
  screenId: screenId as StoredAlert['reach'][number]['screenId'],
  isConnected,
  receivedAtMs,
  paintedAtMs,
  clearedAtMs: null,
});
const reach = [seen('a', true, 1_040, 1_060), seen('b', false, 1_100, 1_310), seen('c', true, 1_200, null), seen('d', false, null, null)];

it('counts painted screens, the slowest of them, and names those that cannot be reached', () => {
  expect(reachOf({ effectiveMs: 1_000, reach }, 2_000)).toEqual({
    all: 4,
    received: 3,
    painted: 2,
    notConnected: ['d'],
    late: [],
    slowestPaintMs: 310,
  });
});

it('names connected screens that have not painted within five seconds', () => {
  expect(reachOf({ effectiveMs: 1_000, reach }, 5_999).late).toEqual([]);
  expect(reachOf({ effectiveMs: 1_000, reach }, 6_000).late).toEqual(['c']);
});
