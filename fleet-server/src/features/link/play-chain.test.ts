import { emptyChainHead, type PlayRecord, type PlayRecords } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { continueChain, headAfter } from './play-chain.ts';

function record(sequence: number, itemId = 'item'): PlayRecord {
  return {
    sequence,
    releaseNumber: 1,
    entryId: 'entry',
    regionId: 'main',
    itemId,
    languages: ['vi'],
    fromMs: sequence * 10,
    untilMs: sequence * 10 + 10,
    ended: 'completed',
    clock: 'synced',
  };
}
function batch(records: readonly PlayRecord[], previous: string): PlayRecords {
  const head = records.reduce(headAfter, previous);
  const chainId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';
  return { version: 1, type: 'play-records', playerId: 'p', chainId, previous, head, records: [...records] };
}
const one = batch([record(1), record(2)], emptyChainHead);
const stored = { through: 2, head: one.head };

test('a chain begins with record 1 and goes on without a gap', () => {
  expect(continueChain(null, one)).toEqual({ kind: 'continues', fresh: one.records, position: stored });
  const next = batch([record(3)], one.head);
  expect(continueChain(stored, next)).toEqual({ kind: 'continues', fresh: [record(3)], position: { through: 3, head: next.head } });
});

test('what was sent before is stored once', () => {
  expect(continueChain(stored, one)).toEqual({ kind: 'known' });
  const overlapping = batch([record(2), record(3)], headAfter(emptyChainHead, record(1)));
  expect(continueChain(stored, overlapping)).toMatchObject({ kind: 'continues', fresh: [record(3)] });
});

test('a gap, another history and a false head are told apart', () => {
  expect(continueChain(stored, batch([record(5)], 'f'.repeat(64)))).toEqual({ kind: 'gap', expectedSequence: 3 });
  const forged = batch([record(2, 'other'), record(3)], headAfter(emptyChainHead, record(1)));
  expect(continueChain(stored, forged)).toMatchObject({ kind: 'broken' });
  expect(continueChain(null, { ...one, head: 'a'.repeat(64) })).toMatchObject({ kind: 'broken' });
  expect(continueChain(null, batch([record(1), record(3)], emptyChainHead))).toMatchObject({ kind: 'broken' });
});
