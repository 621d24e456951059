import { expect, it } from 'vitest';
import { nameInDetail, partsOfSubject } from './use-subject-name.ts';

it('takes a subject apart', () => {
  expect(['screen:0190', 'house', 'store:truth'].map(partsOfSubject)).toEqual([
    { kind: 'screen', id: '0190' },
    { kind: 'house', id: '' },
    { kind: 'store', id: 'truth' },
  ]);
});

it('reads the name of what was removed off its row, in the language of the window', () => {
  const details = [{ name: 'Arrivals 1' }, { title: 'Notice' }, { names: { en: 'Gate', vi: 'Cửa' } }, { name: 7 }, {}];
  expect(details.map((detail) => nameInDetail(JSON.stringify(detail), 'vi'))).toEqual(['Arrivals 1', 'Notice', 'Cửa', null, null]);
});
