import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyChainHead } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headAfter } from '../src/agent/record-keeper.ts';
import { openSoundStore } from '../src/agent/store/open-sound-store.ts';
import type { Store } from '../src/agent/store/open-store.ts';
import { recordStore, type Run } from '../src/agent/store/record-store.ts';

const day = 86_400_000;
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-records-'));
  const place = { file: join(folder, 'player.sqlite'), setAsideFolder: join(folder, 'set-aside'), nativeBinding: undefined };
  ({ store } = openSoundStore(place));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function exposure(stageSequence: number) {
  const exposed = {
    releaseNumber: 1,
    entryId: 'e',
    regionId: 'main',
    itemId: 'i',
    languages: ['vi'],
    ended: 'completed',
    clock: 'synced',
  } as const;
  return { stageSequence, exposure: { ...exposed, languages: ['vi'], fromMs: stageSequence * 10, untilMs: stageSequence * 10 + 10 } };
}
const sequences = (run: Run | null) => run?.records.map(({ sequence }) => sequence) ?? [];
const isChained = (run: Run | null) => run !== null && run.records.reduce(headAfter, run.previous) === run.head;

test('exposures told twice are stored once, and two stages do not share their numbers', () => {
  const records = recordStore(store, headAfter);
  expect(records.take('stage-a', [exposure(1), exposure(2)], 0)).toBe(2);
  expect(records.take('stage-a', [exposure(2), exposure(3)], 0)).toBe(3);
  expect(records.take('stage-b', [exposure(1)], 0)).toBe(1);
  const run = records.waiting(200);
  expect([sequences(run), run?.previous, isChained(run)]).toEqual([[1, 2, 3, 4], emptyChainHead, true]);
});

test('what a restored server lost is sent again', () => {
  const records = recordStore(store, headAfter);
  records.take('stage', [1, 2, 3, 4].map(exposure), 0);
  records.markStored(4, 0);
  expect(records.waiting(200)).toBe(null);
  records.markStored(2, 0);
  const run = records.waiting(200);
  expect([sequences(run), isChained(run)]).toEqual([[3, 4], true]);
});

test('stored records go after fourteen days, and the chain goes on from where it was', () => {
  const records = recordStore(store, headAfter);
  records.take('stage', [1, 2].map(exposure), 0);
  const first = records.waiting(200);
  records.markStored(2, 0);
  records.tidy(15 * day);
  const again = recordStore(store, headAfter);
  again.take('other-stage', [exposure(1)], 15 * day);
  const next = again.waiting(200);
  expect([sequences(next), next?.previous, next?.chainId, isChained(next)]).toEqual([[3], first?.head, first?.chainId, true]);
});

test('beyond the bound what is seen is counted, and the next record that there is room for tells how many went before it', () => {
  const records = recordStore(store, headAfter, 3);
  expect(records.take('stage', [1, 2, 3, 4].map(exposure), 0)).toBe(4);
  const told = { ...exposure(6), exposure: { ...exposure(6).exposure, lostBefore: 5 } };
  expect(records.take('stage', [exposure(5), told], 0)).toBe(6);
  const kept = records.waiting(200);
  expect([sequences(kept), records.waitingCount(), records.lostCount()]).toEqual([[1, 2, 3], 3, 8]);
  records.markStored(3, 0);
  // what the server has makes room
  const again = recordStore(store, headAfter, 3);
  again.take('stage', [exposure(7), exposure(8)], 1);
  const next = again.waiting(200);
  expect([sequences(next), next?.previous, isChained(next)]).toEqual([[4, 5], kept?.head, true]);
  expect(next?.records.map(({ fromMs, lostBefore }) => [fromMs, lostBefore])).toEqual([
    [70, 8],
    [80, undefined],
  ]);
});
