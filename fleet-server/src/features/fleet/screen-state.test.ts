import type { Heartbeat } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { screenStateOf, type ScreenFacts } from './screen-state.ts';

const heartbeat: Heartbeat = {
  sequence: 1,
  atMs: 0,
  software: { version: '1', shell: 'electron' },
  uptimeMs: 1,
  clock: { state: 'synced', offsetMs: 0 },
  release: { active: 7, preparing: 0, progressBp: 0 },
  alertRevision: 0,
  paintedAlertIds: [],
  showing: { kind: 'nothing', reason: 'starting' },
  stage: 'alive',
  display: { widthPx: 1, heightPx: 1, power: 'unknown' },
  storage: { freeBytes: 10 ** 12, mediaBytes: 0 },
  memoryBytes: 1,
  recordsWaiting: 0,
};
const well: ScreenFacts = {
  hasPlayer: true,
  connectedMonotonicMs: 1_000,
  heardMonotonicMs: 100_000,
  heartbeat,
  release: { number: 7, state: 'active', changedAtMs: 0, reason: null },
  startedMonotonicMs: 0,
  nowMonotonicMs: 110_000,
  nowMs: 1_000_000,
};

test('a screen without a player is unpaired, and one that plays as told is healthy', () => {
  expect(screenStateOf({ ...well, hasPlayer: false })).toEqual({ state: 'unpaired', impairments: [] });
  expect(screenStateOf(well)).toEqual({ state: 'healthy', impairments: [] });
});

test('forty seconds of silence are offline although the socket stands', () => {
  expect(screenStateOf({ ...well, nowMonotonicMs: 139_999 }).state).toBe('healthy');
  expect(screenStateOf({ ...well, nowMonotonicMs: 140_000 }).state).toBe('offline');
});

test('a server that has just started does not call a screen offline that it has not heard yet', () => {
  const silent: ScreenFacts = { ...well, connectedMonotonicMs: null, heardMonotonicMs: null };
  expect(screenStateOf({ ...silent, nowMonotonicMs: 79_999 }).state).toBe('unknown');
  expect(screenStateOf({ ...silent, nowMonotonicMs: 80_000 }).state).toBe('offline');
  expect(screenStateOf({ ...silent, heardMonotonicMs: 5_000, nowMonotonicMs: 6_000 }).state).toBe('offline');
});

const strike = { itemId: 'i', title: 'Film', language: 'vi', count: 2, failedMs: 0, againMs: 60_000, isReplaced: true, detail: '' };

test('an item counts as failing until it has played for ten minutes after its wait', () => {
  const stateAt = (atMs: number) => screenStateOf({ ...well, heartbeat: { ...heartbeat, atMs, strikes: [strike] } }).impairments;
  expect([stateAt(60_000), stateAt(659_999), stateAt(660_000)]).toEqual([['item-failing'], ['item-failing'], []]);
});

test('every impairment is named', () => {
  const ill: Heartbeat = {
    ...heartbeat,
    stage: 'silent',
    clock: { state: 'untrusted', offsetMs: 0, notFollowedMs: 400_000 },
    safeMode: { shows: 'board', sinceMs: 0, symptom: 'crashed', detail: '' },
    strikes: [strike],
    release: { active: 6, preparing: 0, progressBp: 0 },
    storage: { freeBytes: 1, mediaBytes: 0 },
  };
  expect(screenStateOf({ ...well, heartbeat: ill })).toEqual({
    state: 'impaired',
    impairments: ['stage-silent', 'safe-mode', 'item-failing', 'wrong-release', 'clock-untrusted', 'clock-apart', 'storage-low'],
  });
});

test('a file system that could not be asked says nothing of its room', () => {
  expect(screenStateOf({ ...well, heartbeat: { ...heartbeat, storage: { freeBytes: 0, mediaBytes: 0 } } }).state).toBe('healthy');
});

test('a release that is being prepared, or is two minutes young, is not wrong yet; a refused one is', () => {
  const release = { number: 8, state: 'queued' as const, changedAtMs: 990_000, reason: null };
  const preparing: Heartbeat = { ...heartbeat, release: { active: 7, preparing: 8, progressBp: 5_000 } };
  expect(screenStateOf({ ...well, release }).state).toBe('healthy');
  expect(screenStateOf({ ...well, release: { ...release, changedAtMs: 0 }, heartbeat: preparing }).state).toBe('healthy');
  expect(screenStateOf({ ...well, release: { ...release, state: 'refused' } }).impairments).toEqual(['wrong-release']);
});
