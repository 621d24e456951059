import type { Target } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { fitOfTargets } from './fit-of-targets.ts';

const screen = { id: 'b12', siteId: 'noi-bai', areaIds: ['gate-b', 't2'] };
const site = { kind: 'site', siteId: 'noi-bai' } as Target;
const area = (areaId: string) => ({ kind: 'area', areaId }) as Target;

test('the deeper area outranks the outer one, the screen itself outranks both, the site is last', () => {
  expect(
    [[site], [area('t2')], [area('gate-b')], [{ kind: 'screen', screenId: 'b12' } as Target]].map((targets) =>
      fitOfTargets(targets, screen),
    ),
  ).toEqual([0, 1, 2, 1_000]);
});

test('the best of several targets counts, and a screen that none addresses has none', () => {
  expect(fitOfTargets([site, area('gate-b'), area('elsewhere')], screen)).toBe(2);
  expect(fitOfTargets([area('elsewhere'), { kind: 'site', siteId: 'hanoi' } as Target], screen)).toBeNull();
});
