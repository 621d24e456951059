import type { Area, StoredAlert, WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { isAddressed } from './is-addressed.ts';

// of each only what says where it stands, or where it goes, counts here
const areas = [
  { id: 'hall', parentId: null },
  { id: 'gate', parentId: 'hall' },
  { id: 'other', parentId: null },
] as unknown as readonly Area[];
const alert = (areaIds: readonly string[], screenIds: readonly string[]) =>
  ({ siteId: 'site', targets: { areaIds, screenIds } }) as unknown as StoredAlert;
const screen = (id: string, siteId: string, areaId: string | null) => ({ id, siteId, areaId }) as unknown as WallScreen;

it('an alert addresses a whole site, or screens by their areas and by themselves', () => {
  const inGate = screen('b1', 'site', 'gate');
  const nowhere = screen('b2', 'site', null);
  const elsewhere = screen('b3', 'elsewhere', null);
  const of = (areaIds: readonly string[], screenIds: readonly string[]) =>
    [inGate, nowhere, elsewhere].map((one) => isAddressed(alert(areaIds, screenIds), one, areas));
  expect(of([], [])).toEqual([true, true, false]);
  expect(of(['hall'], [])).toEqual([true, false, false]);
  expect(of(['other'], ['b2'])).toEqual([false, true, false]);
});
