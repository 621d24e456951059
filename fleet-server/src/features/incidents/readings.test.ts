import { screenIncidentKinds, textOfFact, type Heartbeat, type ScreenIncidentKind } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import type { ReleaseStatus } from '../../release-door.ts';
import { screenStateOf } from '../fleet/screen-state.ts';
import type { Reading } from './hysteresis.ts';
import { readingsOf, type Sight } from './readings.ts';

const nowMs = Date.UTC(2026, 6, 29, 6, 46);
const gibibyte = 1024 ** 3;
const well: Heartbeat = {
  ...{ sequence: 9, atMs: nowMs, software: { version: '1.0.0', shell: 'electron' }, uptimeMs: 600_000 },
  ...{ clock: { state: 'synced', offsetMs: 0 }, release: { active: 7, preparing: 0, progressBp: 10_000 } },
  ...{ alertRevision: 2, paintedAlertIds: [], stage: 'alive' },
  showing: {
    kind: 'item',
    itemId: 'i',
    language: 'vi',
    sinceMs: nowMs - 5_000,
    untilMs: nowMs + 5_000,
    entryId: 'e',
    region: 'main',
  } as never,
  ...{ display: { widthPx: 1_920, heightPx: 1_080, power: 'connected' }, storage: { freeBytes: 9 * gibibyte, mediaBytes: 0 } },
  ...{
    memoryBytes: 200_000_000,
    recordsWaiting: 0,
    machine: { memoryBytes: 4 * gibibyte, memoryFreeBytes: 2 * gibibyte, temperatureC: 50 },
  },
};
const given: ReleaseStatus = { number: 7, state: 'active', changedAtMs: nowMs - 600_000, reason: null };

/** What is read of a screen that says this, with its state as presence makes it of the same. */
function readOf(
  heartbeat: Partial<Heartbeat>,
  {
    release = given,
    alertRevision = 2,
    heardAgoMs = 1_000,
    alerts = new Map(),
    told = new Map(),
    hasPlayer = true,
  }: Partial<{
    readonly release: ReleaseStatus;
    readonly alertRevision: number;
    readonly heardAgoMs: number;
    readonly alerts: Sight['alerts'];
    readonly told: Sight['told'];
    readonly hasPlayer: boolean;
  }> = {},
): (kind: ScreenIncidentKind) => readonly [Reading, string] {
  const whole: Heartbeat = { ...well, ...heartbeat };
  const nowMonotonicMs = 10_000_000;
  const heard = {
    connectedMonotonicMs: 1_000,
    heardMonotonicMs: nowMonotonicMs - heardAgoMs,
    startedMonotonicMs: 0,
    nowMonotonicMs,
    nowMs,
  };
  const seen = screenStateOf({ ...heard, hasPlayer, heartbeat: whole, release });
  const readings = readingsOf({ ...seen, heartbeat: whole, releaseNumber: release.number, alertRevision, alerts, told });
  return (kind) => {
    const read = readings.get(kind);
    if (read === undefined) throw new Error(`nothing is read of ${kind}`);
    return [read.reading, read.fact === null ? '' : textOfFact(read.fact, 'en')];
  };
}

test('of a screen that is well every kind is good, and each of them is read', () => {
  const of = readOf({});
  expect(screenIncidentKinds.map((kind) => [kind, of(kind)[0]])).toEqual(screenIncidentKinds.map((kind) => [kind, 'good']));
});

test('a screen that is silent is offline, and nothing else can be known of it; one without a player has no condition', () => {
  const silent = readOf({ stage: 'silent' }, { heardAgoMs: 60_000 });
  expect(silent('offline')[0]).toBe('bad');
  const ofHeartbeat = screenIncidentKinds.filter((kind) => !['offline', 'key-twice', 'record-gap', 'alert-unpainted'].includes(kind));
  expect(ofHeartbeat.map((kind) => silent(kind)[0])).toEqual(ofHeartbeat.map(() => 'unknown'));
  const without = readOf({ stage: 'silent' }, { hasPlayer: false });
  expect(screenIncidentKinds.map((kind) => without(kind)[0])).toEqual(screenIncidentKinds.map(() => 'good'));
});

test('stuck: no sign of life of the stage, an item long over its time, or nothing of the release', () => {
  expect(readOf({ stage: 'silent' })('stuck')).toEqual(['bad', 'no sign of life of the stage']);
  expect(readOf({ stage: 'none' })('stuck')).toEqual(['bad', 'no sign of life of the stage']);
  const over = (ms: number) => readOf({ showing: { ...well.showing, untilMs: nowMs - ms } as Heartbeat['showing'] })('stuck');
  expect([over(120_000)[0], over(121_000)]).toEqual(['good', ['bad', 'an item stands 121 s too long']]);
  expect(readOf({ showing: { kind: 'nothing', reason: 'starting' } })('stuck')).toEqual(['bad', 'nothing of the release is shown']);
  expect(readOf({ showing: { kind: 'nothing', reason: 'unpublished' } })('stuck')[0]).toBe('good');
  expect(readOf({ showing: { kind: 'alert', alertId: 'a' } })('stuck')[0]).toBe('good');
});

test('safe mode is bad as the watchdog chose it, and not where somebody ordered it', () => {
  const safe = (symptom: 'hung' | 'ordered') =>
    readOf({ safeMode: { shows: 'known-good', sinceMs: nowMs - 1_000, symptom, detail: 'page 1' } })('safe-mode');
  expect([safe('hung'), safe('ordered')[0]]).toEqual([['bad', 'the known-good release is shown: the page hung (page 1)'], 'good']);
});

test('an item fails until it has been well for long enough after it was tried again', () => {
  const strike = { itemId: 'i', title: 'Visa', language: 'vi', count: 3, failedMs: nowMs - 700_000, isReplaced: true, detail: '' };
  const failing = (againMs: number) => readOf({ strikes: [{ ...strike, againMs }] })('item-failing');
  expect([failing(nowMs - 599_000), failing(nowMs - 600_000)[0]]).toEqual([['bad', 'Visa (vi) 3×'], 'good']);
});

test('the wrong release is shown where another was given and is not on its way', () => {
  const newer: ReleaseStatus = { ...given, number: 8, state: 'delivered' };
  const wrong = (heartbeat: Partial<Heartbeat>, release: ReleaseStatus) => readOf(heartbeat, { release })('wrong-release');
  expect(wrong({}, newer)).toEqual(['bad', 'shows 7, told 8']);
  expect(wrong({}, { ...newer, changedAtMs: nowMs - 119_000 })[0]).toBe('good');
  expect(wrong({ release: { active: 7, preparing: 8, progressBp: 1 } }, newer)[0]).toBe('good');
  expect(wrong({ release: { active: 7, preparing: 8, progressBp: 1 } }, { ...newer, state: 'refused' })[0]).toBe('bad');
});

test('a clock is bad untrusted, and where the server’s time is not followed', () => {
  expect(readOf({ clock: { state: 'untrusted', offsetMs: 0 } })('clock')).toEqual(['bad', 'not synchronised yet']);
  expect(readOf({ clock: { state: 'synced', offsetMs: 0, notFollowedMs: 400_000 } })('clock')).toEqual(['bad', '400000 ms apart']);
  expect(readOf({ clock: { state: 'trusted', offsetMs: 0 } })('clock')[0]).toBe('good');
});

test('storage, memory and heat are bad beyond one limit, good beyond the other, and unknown where nothing measures them', () => {
  const mebibyte = 1024 ** 2;
  const free = (freeBytes: number) => readOf({ storage: { freeBytes, mediaBytes: 0 } })('storage-low');
  expect([free(255 * mebibyte), free(256 * mebibyte)[0], free(512 * mebibyte)[0], free(0)[0]]).toEqual([
    ['bad', '255 MiB free, at least 256 MiB are needed'],
    'between',
    'good',
    'unknown',
  ]);
  const memory = (memoryFreeBytes: number, memoryBytes = 1_000 * mebibyte) =>
    readOf({ machine: { memoryBytes, memoryFreeBytes } })('memory-low');
  expect([memory(49 * mebibyte), memory(50 * mebibyte)[0], memory(100 * mebibyte)[0], memory(0, 0)[0]]).toEqual([
    ['bad', '49 MiB free, at least 50 MiB are needed'],
    'between',
    'good',
    'unknown',
  ]);
  const heat = (temperatureC: number) => readOf({ machine: { memoryBytes: 0, memoryFreeBytes: 0, temperatureC } })('too-hot');
  expect([heat(85), heat(84)[0], heat(78)[0]]).toEqual([['bad', '85 °C, the limit is 85 °C'], 'between', 'good']);
});

test('a sensor that falls silent ends nothing: what cannot be known is neither good nor bad', () => {
  const { machine: _machine, ...silent } = well;
  const whole = (heartbeat: Heartbeat) =>
    readingsOf({ state: 'healthy', impairments: [], heartbeat, releaseNumber: 7, alertRevision: 2, alerts: new Map(), told: new Map() });
  expect([whole(silent).get('memory-low')?.reading, whole(silent).get('too-hot')?.reading]).toEqual(['unknown', 'unknown']);
  expect(readOf({ machine: { memoryBytes: gibibyte, memoryFreeBytes: gibibyte } })('too-hot')[0]).toBe('unknown');
});

test('what is told once is bad at that look and good at others; a player ahead of its server is told by both its numbers', () => {
  const told = new Map([
    ['key-twice', { says: 'second-device', address: '10.0.0.9' }],
    ['record-gap', { says: 'records-missing', from: 3, through: 5 }],
  ] as const);
  const of = readOf({}, { told });
  expect([of('key-twice'), of('record-gap')]).toEqual([
    ['bad', 'a second device from 10.0.0.9'],
    ['bad', 'records from 3 to 5 did not come'],
  ]);
  expect(readOf({}, { alertRevision: 1 })('server-behind')).toEqual(['bad', 'the player has release 7, alerts 2']);
  expect(readOf({}, { release: { ...given, number: 6 } })('server-behind')[0]).toBe('bad');
});

test('an alert that none is painted of is bad; one of several is enough, and where it is over nothing more has to be heard', () => {
  const alerts = new Map([
    ['a', 'Evacuate'],
    ['b', 'Smoke'],
  ]);
  expect(readOf({}, { alerts })('alert-unpainted')).toEqual(['bad', '“Evacuate” and 1 more are not on the glass']);
  expect(readOf({ paintedAlertIds: ['c'] }, { alerts: new Map([['a', 'Evacuate']]) })('alert-unpainted')).toEqual([
    'bad',
    '“Evacuate” is not on the glass',
  ]);
  expect(readOf({ paintedAlertIds: ['b'] }, { alerts })('alert-unpainted')[0]).toBe('good');
  expect(readOf({}, { alerts, heardAgoMs: 60_000 })('alert-unpainted')[0]).toBe('unknown');
  expect(readOf({}, { heardAgoMs: 60_000 })('alert-unpainted')[0]).toBe('good');
});
