import type { Alert } from '@gatecast/protocol';
import { array, assert, boolean, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { agedLives, certainlyPassedMs, countLives, isOn, isOver, type CountedLives } from './alert-life.ts';

const hour = 3_600_000;
const alert: Alert = {
  id: 'a',
  revision: 1,
  status: 'actual',
  severity: 'severe',
  urgency: 'immediate',
  style: 'full-screen',
  targets: { areaIds: [], screenIds: [] },
  effectiveMs: 10 * hour,
  expiresMs: 12 * hour,
  languages: ['vi'],
  texts: { vi: { headline: 'Sơ tán', instruction: '' } },
  approvals: [],
};
const boot = (id: string, uptimeMs: number) => ({ id, uptimeMs });
const leftOf = ({ left }: CountedLives) => left.map(({ leftMs }) => leftMs);
const trusted = (nowMs: number) => ({ nowMs, clock: 'synced' }) as const;
const wrong = { nowMs: 0, clock: 'untrusted' } as const;

test('what has certainly passed is the uptime’s difference within a boot and the new boot’s uptime in another', () => {
  const before = boot('one', 5_000);
  const passed = [boot('one', 8_000), boot('two', 2_000), boot('two', 9_000)].map((now) => certainlyPassedMs(before, now));
  // where boots have no names, a longer uptime may be of the same one
  const unnamed = [boot('', 8_000), boot('', 2_000)].map((now) => certainlyPassedMs(boot('', 5_000), now));
  expect([passed, unnamed]).toEqual([
    [3_000, 2_000, 9_000],
    [3_000, 2_000],
  ]);
});

test('an alert that was counted by the server’s time goes on from there when a boot does not know the time', () => {
  const before = countLives([alert], null, trusted(11 * hour), boot('one', 100_000));
  // the machine was off for nobody knows how long, and came up forty seconds ago
  const after = countLives([alert], before, wrong, boot('two', 40_000));
  const later = countLives([alert], after, wrong, boot('two', 100_000));
  const over = countLives([alert], later, wrong, boot('three', hour));
  expect([before, after, later, over].map(leftOf)).toEqual([[hour], [hour - 40_000], [hour - 100_000], [0]]);
  expect([later, over].map(({ left }) => isOver(alert, { ...wrong, lives: left }))).toEqual([false, true]);
});

test('one that was never counted has its own length, one that is not in force yet is on at once, and the server’s time sets both right', () => {
  const unknown = countLives([alert], null, wrong, boot('one', 1_000));
  const early = countLives([alert], null, trusted(9 * hour), boot('one', 1_000));
  const right = countLives([alert], agedLives(unknown, boot('one', hour)), trusted(11 * hour + 30 * 60_000), boot('one', hour));
  expect([unknown, early, right].map(leftOf)).toEqual([[2 * hour], [2 * hour], [hour / 2]]);
  const on = [
    { ...wrong, lives: unknown.left },
    { ...trusted(9 * hour), lives: early.left },
    { ...trusted(10 * hour), lives: [] },
    { ...trusted(12 * hour), lives: [] },
  ].map((time) => isOn(alert, time));
  expect(on).toEqual([true, false, true, false]);
});

test('through any restarts and reboots without the time, what is left never grows and is over once it has been on for its length', () => {
  const step = record({ isReboot: boolean(), runsMs: integer({ min: 0, max: hour }) });
  assert(
    property(array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      let now = boot('0', 0);
      let counted = countLives([alert], null, wrong, now);
      let ranMs = 0;
      for (const [index, { isReboot, runsMs }] of steps.entries()) {
        const [before = 0] = leftOf(counted);
        if (isReboot) now = boot(String(index), 0);
        now = { ...now, uptimeMs: now.uptimeMs + runsMs };
        ranMs += runsMs;
        counted = countLives([alert], counted, wrong, now);
        expect(leftOf(counted)[0]).toBe(Math.max(0, before - runsMs));
      }
      expect(isOver(alert, { ...wrong, lives: counted.left })).toBe(ranMs >= 2 * hour);
    }),
  );
});
