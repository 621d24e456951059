import { expect, test } from 'vitest';
import type { Fleet } from '../fleet/store.ts';
import { gapOf } from './gap.ts';

const area = (id: string, parentId: string | null) => [id, { id, siteId: 'noi-bai', parentId, names: {}, revision: 1 }] as const;
const fleet = {
  sites: new Map([['noi-bai', {}]]),
  areas: new Map([area('hall', null), area('gate', 'hall'), area('kerb', null)]),
} as unknown as Fleet;
const stands = (areaId: string | null, condition: 'good' | 'worn' | 'faulty' | 'out-of-use' = 'good') =>
  ({ siteId: 'noi-bai', areaId, kind: 'display', condition }) as const;
const wants = (areaId: string | null, year: number, wanted: number) =>
  ({ siteId: 'noi-bai', areaId, kind: 'display', year, wanted }) as const;
const shortly = ({ rows, totals }: ReturnType<typeof gapOf>) => ({
  rows: rows.map(({ areaId, year, wanted, usable, faulty, outOfUse, missing }) => [
    areaId,
    year,
    wanted,
    usable,
    faulty,
    outOfUse,
    missing,
  ]),
  totals: totals.map(({ kind, wanted, usable, missing }) => [kind, wanted, usable, missing]),
});

test('a line counts what can be used in its area and in areas within, and what nobody planned is told', () => {
  const means = [stands('hall'), stands('gate', 'worn'), stands('gate', 'faulty'), stands('gate', 'out-of-use'), stands('kerb')];
  expect(shortly(gapOf({ means, provisions: [wants('hall', 2026, 5)] }, fleet, 2026))).toEqual({
    rows: [
      ['hall', 2026, 5, 2, 1, 1, 3],
      ['kerb', null, null, 1, 0, 0, null],
    ],
    totals: [['display', 5, 3, 2]],
  });
});

test('of several years the last that has come counts, and none before the first', () => {
  const provisions = [wants('hall', 2026, 2), wants('hall', 2028, 6)];
  const wanted = (year: number) => gapOf({ means: [stands('hall')], provisions }, fleet, year).rows.map((row) => [row.wanted, row.missing]);
  expect([2025, 2026, 2027, 2028].map(wanted)).toEqual([[[null, null]], [[2, 1]], [[2, 1]], [[6, 5]]]);
});

test('the total of a site is its own line, else its outermost areas together, so that nothing is counted twice', () => {
  const areas = [wants('hall', 2026, 4), wants('gate', 2026, 3), wants('kerb', 2026, 1)];
  expect(gapOf({ means: [], provisions: areas }, fleet, 2026).totals[0]?.wanted).toBe(5);
  expect(gapOf({ means: [], provisions: [...areas, wants(null, 2026, 9)] }, fleet, 2026).totals[0]?.wanted).toBe(9);
});
