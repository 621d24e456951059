import { siteIdSchema, type Incident } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { filterIncidents } from './filter-incidents.ts';

const sites = {
  a: siteIdSchema.parse('01980000-0000-7000-8000-00000000000a'),
  b: siteIdSchema.parse('01980000-0000-7000-8000-00000000000b'),
};
const incident = (id: string, state: Incident['state'], openedAtMs: number, kind: Incident['kind'] = 'offline') => ({
  ...{ id, state, openedAtMs, kind },
  siteId: id.startsWith('s') ? null : id.startsWith('a') ? sites.a : sites.b,
});
const all = [
  incident('a1', 'resolved', 5),
  incident('a2', 'acknowledged', 4),
  incident('b3', 'open', 1),
  incident('b4', 'open', 3, 'too-hot'),
  incident('s5', 'open', 2, 'certificate'),
];
const ids = (choice: Parameters<typeof filterIncidents>[1]) => filterIncidents(all, choice).map(({ id }) => id);

test('what nobody is on comes first, then the newest; site, kind and state leave out the others', () => {
  const any = { state: 'any', siteId: undefined, of: undefined, kind: undefined } as const;
  expect(ids(any)).toEqual(['b4', 's5', 'b3', 'a2', 'a1']);
  expect(ids({ ...any, state: 'unresolved' })).toEqual(['b4', 's5', 'b3', 'a2']);
  expect(ids({ ...any, state: 'resolved' })).toEqual(['a1']);
  expect(ids({ ...any, siteId: sites.b, kind: 'too-hot' })).toEqual(['b4']);
  expect(ids({ ...any, siteId: sites.b })).toEqual(['b4', 'b3']);
  expect(ids({ ...any, of: 'server' })).toEqual(['s5']);
});
