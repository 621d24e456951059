import { emptyChainHead, payloadTypes, type PlayRecord, type SignedDocument } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import { headAfter } from '../src/features/link/play-chain.ts';
import type { Enrolment } from './fleet-world.ts';

const chainId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';

export function playRecord(sequence: number): PlayRecord {
  return {
    sequence,
    releaseNumber: 1,
    entryId: 'entry',
    regionId: 'main',
    itemId: 'item',
    languages: ['vi'],
    fromMs: sequence * 10,
    untilMs: sequence * 10 + 10,
    ended: 'completed',
    clock: 'synced',
  };
}

/** Records of a chain from one number to another, signed by the device; `recordAt` says what each of the chain is. */
export function playBatch(
  { playerId, key }: Pick<Enrolment, 'playerId' | 'key'>,
  from: number,
  to: number,
  recordAt: (sequence: number) => PlayRecord = playRecord,
): SignedDocument {
  const before = Array.from({ length: from - 1 }, (_, n) => recordAt(n + 1));
  const records = Array.from({ length: to - from + 1 }, (_, n) => recordAt(from + n));
  const previous = before.reduce(headAfter, emptyChainHead);
  const head = records.reduce(headAfter, previous);
  return signDocument(payloadTypes.playRecords, { version: 1, type: 'play-records', playerId, chainId, previous, head, records }, [key]);
}
