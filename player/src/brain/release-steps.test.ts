import type { FileRef } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { stepsFor, type NextRelease, type ReleaseFacts } from './release-steps.ts';

const settled: ReleaseFacts = {
  availableNumber: 5,
  refusedNumber: 0,
  activeNumber: 5,
  activeMissingMedia: [],
  next: null,
  isConnected: true,
  knownGood: { kind: 'settled', missingMedia: [] },
  unneeded: { objects: [], media: [] },
  shortBytes: 0,
  reportsWaiting: 0,
};
const film: FileRef = { hash: 'a'.repeat(64), sizeBytes: 10 };
function next(preparation: NextRelease['preparation'], state: NextRelease['state'] = 'delivered', activateInMs = 0): NextRelease {
  return { number: 6, state, preparation, activateInMs };
}
const names = (facts: Partial<ReleaseFacts>) => stepsFor({ ...settled, ...facts }).map(({ name }) => name);

test('a player that has what the server has rests', () => {
  expect(stepsFor(settled)).toEqual([]);
});

test('a release that is told of is fetched, but not while offline', () => {
  expect(stepsFor({ ...settled, availableNumber: 6 })).toEqual([{ name: 'fetch-release', number: 6 }]);
  expect(stepsFor({ ...settled, availableNumber: 6, isConnected: false })).toEqual([]);
});

test('a delivered release fetches objects, then media, then is prepared and activated', () => {
  expect(stepsFor({ ...settled, next: next({ kind: 'incomplete', missingObjects: ['o1', 'o2'] }) })).toEqual([
    { name: 'fetch-objects', number: 6, names: ['o1', 'o2'] },
  ]);
  expect(stepsFor({ ...settled, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual([
    { name: 'fetch-media', number: 6, refs: [film] },
  ]);
  expect(stepsFor({ ...settled, next: next({ kind: 'open', missingMedia: [] }) })).toEqual([
    { name: 'prepare', number: 6 },
    { name: 'activate', number: 6 },
  ]);
});

test('a player killed after preparing only activates', () => {
  expect(names({ next: next({ kind: 'open', missingMedia: [] }, 'prepared') })).toEqual(['activate']);
});

test('what is for later is prepared, waits for its instant, and what plays is looked after meanwhile', () => {
  const whole = { kind: 'open', missingMedia: [] } as const;
  expect(names({ next: next(whole, 'delivered', 1) })).toEqual(['prepare']);
  expect(names({ next: next(whole, 'prepared', 1) })).toEqual([]);
  expect(names({ next: next(whole, 'prepared', 1), activeMissingMedia: [film], isConnected: false })).toEqual(['fetch-media']);
  expect(names({ next: next(whole, 'prepared', 0), isConnected: false })).toEqual(['activate']);
  // a file of it that broke is fetched again before
  expect(stepsFor({ ...settled, next: next({ kind: 'open', missingMedia: [film] }, 'prepared', 1) })).toEqual([
    { name: 'fetch-media', number: 6, refs: [film] },
  ]);
});

test('what is here is prepared and activated without a server', () => {
  expect(names({ isConnected: false, next: next({ kind: 'open', missingMedia: [] }) })).toEqual(['prepare', 'activate']);
});

test('a newer release comes before the media of the one in preparation', () => {
  expect(names({ availableNumber: 7, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual(['fetch-release']);
});

test('a release whose plan does not compile is refused with the reason', () => {
  expect(stepsFor({ ...settled, next: next({ kind: 'unusable', reason: 'plan-refused', detail: 'entries[0]' }) })).toEqual([
    { name: 'refuse', number: 6, reason: 'plan-refused', detail: 'entries[0]' },
  ]);
});

test('a refused release is not fetched again, a newer one is', () => {
  expect(names({ availableNumber: 6, refusedNumber: 6 })).toEqual([]);
  expect(names({ availableNumber: 7, refusedNumber: 6 })).toEqual(['fetch-release']);
});

test('a lower number on the server fetches nothing', () => {
  expect(names({ availableNumber: 4 })).toEqual([]);
});

const oldest = { hash: 'old', sizeBytes: 10 };
const older = { hash: 'older', sizeBytes: 10 };
const unneeded = { objects: ['o'], media: [oldest, older, { hash: 'youngest', sizeBytes: 10 }] };

test('media that nothing needs stay until room is wanted; objects go when nothing is in preparation', () => {
  expect(stepsFor({ ...settled, unneeded })).toEqual([{ name: 'evict', objects: ['o'], media: [] }]);
  expect(names({ unneeded, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual(['fetch-media']);
});

test('when room is wanted the oldest go, as many as it takes, before anything is fetched', () => {
  const wanting = { ...settled, unneeded, shortBytes: 11 };
  expect(stepsFor({ ...wanting, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual([
    { name: 'evict', objects: [], media: ['old', 'older'] },
  ]);
  expect(stepsFor({ ...wanting, activeMissingMedia: [film] })).toEqual([
    { name: 'evict', objects: ['o'], media: ['old', 'older'] },
    { name: 'fetch-media', number: 5, refs: [film] },
  ]);
});

test('while objects of a release are missing nothing is evicted, as it may need what nothing needs now', () => {
  expect(names({ unneeded, shortBytes: 11, next: next({ kind: 'incomplete', missingObjects: ['o1'] }) })).toEqual(['fetch-objects']);
});

test('what broke of the active release is fetched together with the media of the next', () => {
  const broken = { ...film, hash: 'b'.repeat(64) };
  expect(stepsFor({ ...settled, activeMissingMedia: [broken, film], next: next({ kind: 'open', missingMedia: [film] }) })).toEqual([
    { name: 'fetch-media', number: 6, refs: [broken, film] },
  ]);
});

test('reports go out first, so that the server sees each state as it comes', () => {
  expect(names({ reportsWaiting: 2, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual(['send-reports', 'fetch-media']);
});

test('media of the active release that were lost from the disk are fetched again', () => {
  expect(stepsFor({ ...settled, activeMissingMedia: [film] })).toEqual([{ name: 'fetch-media', number: 5, refs: [film] }]);
});

test('a known-good release is fetched after everything else, held when it is whole, and dropped when none is pinned', () => {
  const wanted = { ...film, hash: 'c'.repeat(64) };
  expect(
    stepsFor({ ...settled, activeMissingMedia: [film], knownGood: { kind: 'open', number: 3, missingMedia: [film, wanted] } }),
  ).toEqual([
    { name: 'fetch-media', number: 5, refs: [film] },
    { name: 'fetch-media', number: 5, refs: [wanted] },
  ]);
  expect(names({ knownGood: { kind: 'incomplete', missingObjects: ['o1'] } })).toEqual(['fetch-objects']);
  expect(stepsFor({ ...settled, knownGood: { kind: 'open', number: 3, missingMedia: [] } })).toEqual([
    { name: 'hold-known-good', number: 3 },
  ]);
  expect(names({ knownGood: { kind: 'unwanted' } })).toEqual(['drop-known-good']);
  expect(names({ knownGood: { kind: 'unwanted' }, next: next({ kind: 'open', missingMedia: [film] }) })).toEqual(['fetch-media']);
});

test('a film of the active release that cannot be fetched keeps no whole known-good release from being held', () => {
  expect(names({ activeMissingMedia: [film], knownGood: { kind: 'open', number: 3, missingMedia: [] } })).toEqual([
    'hold-known-good',
    'fetch-media',
  ]);
});
