import { expect, test } from 'vitest';
import { chainRecords, type NewRecord } from './record-chain.ts';

const exposure: NewRecord = {
  releaseNumber: 1,
  entryId: 'e',
  regionId: 'main',
  itemId: 'i',
  languages: ['vi'],
  fromMs: 10,
  untilMs: 20,
  ended: 'completed',
  clock: 'synced',
};

test('records are numbered without a gap and each head stands on the one before', () => {
  const chained = chainRecords({ sequence: 7, head: 'h7' }, [exposure, exposure], (previous, { sequence }) => `${previous}+${sequence}`);
  expect(chained.map(({ record, head }) => [record.sequence, head])).toEqual([
    [8, 'h7+8'],
    [9, 'h7+8+9'],
  ]);
});

test('a record never ends before it began', () => {
  const [first] = chainRecords({ sequence: 0, head: '' }, [{ ...exposure, untilMs: 5 }], () => '');
  expect(first?.record).toMatchObject({ fromMs: 10, untilMs: 10 });
});
