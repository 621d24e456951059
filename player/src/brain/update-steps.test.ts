import type { UpdateDocument } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { isQuiet, judgeUpdate, trialBegins, trialGoesOn, trialVerdict, type Installed } from './update-steps.ts';

const here: Installed = {
  ...{ number: 5, refused: [], kind: 'chromium-tar', platform: 'linux', arch: 'x64', siteId: 'noi-bai', share: 0.25 },
};
const document: UpdateDocument = {
  ...{ version: 1, type: 'update', number: 6, software: '1.4.0', issuedAtMs: 0 },
  packages: [
    { kind: 'chromium-tar', platform: 'linux', arch: 'arm64', hash: 'a'.repeat(64), sizeBytes: 1 },
    { kind: 'chromium-tar', platform: 'linux', arch: 'x64', hash: 'b'.repeat(64), sizeBytes: 2 },
  ],
};
const everybody = { shareBp: 10_000, siteIds: null };

test('a newer update for this machine is wanted, an older or equal one never', () => {
  expect(judgeUpdate(document, everybody, here)).toEqual({ kind: 'wanted', number: 6, package: document.packages[1] });
  const reasons = [5, 4].map((number) => judgeUpdate({ ...document, number }, everybody, here));
  expect(reasons).toEqual([5, 4].map(() => ({ kind: 'not-wanted', reason: 'not-newer' })));
});

test('what failed here, what is for other machines, for other sites, or for an earlier share is left', () => {
  expect([
    judgeUpdate(document, everybody, { ...here, refused: [{ number: 6, issuedAtMs: null }] }),
    judgeUpdate(document, everybody, { ...here, platform: 'win32' }),
    judgeUpdate(document, { shareBp: 10_000, siteIds: ['tan-son-nhat'] }, here),
    judgeUpdate(document, { shareBp: 2_500, siteIds: null }, here),
    judgeUpdate(document, { shareBp: 2_501, siteIds: ['noi-bai'] }, here).kind,
    judgeUpdate(document, { shareBp: 0, siteIds: null }, { ...here, share: 0 }),
  ]).toEqual([
    { kind: 'not-wanted', reason: 'failed-before' },
    { kind: 'not-wanted', reason: 'no-package' },
    { kind: 'not-wanted', reason: 'other-sites' },
    { kind: 'not-wanted', reason: 'later' },
    'wanted',
    { kind: 'not-wanted', reason: 'later' },
  ]);
});

test('nobody who is warned or served is interrupted', () => {
  expect((['item', 'nothing', null, 'alert', 'lookup'] as const).map(isQuiet)).toEqual([true, true, true, false, false]);
});

test('a version on trial is confirmed when it plays without a break for long enough, and rolled back when its time is over', () => {
  const limits = { healthMs: 300, patienceMs: 1_000, linkPatienceMs: 5_000 };
  let trial = trialBegins(0);
  const verdicts = [100, 200, 300, 400, 500, 600, 700, 800].map((nowMs) => {
    // a break at 300
    trial = trialGoesOn(trial, nowMs === 300 ? 'plays-not' : 'plays', true, nowMs);
    return trialVerdict(trial, nowMs, limits);
  });
  expect(verdicts).toEqual(['wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'confirm', 'confirm']);
  const never = trialGoesOn(trialBegins(0), 'plays-not', true, 900);
  expect([trialVerdict(never, 999, limits), trialVerdict(never, 1_000, limits)]).toEqual(['wait', 'roll-back']);
});

test('a version that plays and has not had the server is neither kept nor put back before a day is over; once is enough', () => {
  const limits = { healthMs: 300, patienceMs: 1_000, linkPatienceMs: 5_000 };
  const playing = trialGoesOn(trialBegins(0), 'plays', false, 0);
  expect([200, 300, 1_000, 4_999, 5_000].map((nowMs) => trialVerdict(playing, nowMs, limits))).toEqual([
    'wait',
    'unlinked',
    'unlinked',
    'unlinked',
    'roll-back',
  ]);
  const once = trialGoesOn(trialGoesOn(playing, 'plays', true, 100), 'plays', false, 200);
  expect(trialVerdict(once, 300, limits)).toBe('confirm');
});

test('while somebody has the known-good release shown nothing is proved and no time of the trial passes', () => {
  const limits = { healthMs: 300, patienceMs: 1_000, linkPatienceMs: 5_000 };
  const ordered = trialGoesOn(trialGoesOn(trialBegins(0), 'plays', true, 0), 'ordered', true, 2_000);
  expect(trialVerdict(ordered, 2_900, limits)).toBe('wait');
  expect(trialVerdict(trialGoesOn(ordered, 'plays-not', true, 2_900), 3_000, limits)).toBe('roll-back');
});
