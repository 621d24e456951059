import { compareAlerts, type Alert } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { alertScene, alertsInForce, noteAlerts } from './alert-order.ts';

function alert(more: Partial<Alert>): Alert {
  return {
    id: 'alert',
    revision: 1,
    status: 'actual',
    severity: 'severe',
    urgency: 'immediate',
    style: 'full-screen',
    targets: { areaIds: [], screenIds: [] },
    effectiveMs: 100_000,
    expiresMs: 200_000,
    languages: ['en'],
    texts: { en: { headline: 'Headline', instruction: '' } },
    approvals: [],
    ...more,
  };
}
const at = (serverMs: number, clock: 'synced' | 'untrusted' = 'synced', monotonicMs = serverMs) => ({ serverMs, monotonicMs, clock });

describe('the order of alerts', () => {
  it('is actual before exercise, then severity, urgency, later issue', () => {
    const inOrder = [
      alert({ id: 'a', severity: 'extreme', urgency: 'future' }),
      alert({ id: 'b', effectiveMs: 150_000 }),
      alert({ id: 'c' }),
      alert({ id: 'd', urgency: 'expected' }),
      alert({ id: 'e', severity: 'minor' }),
      alert({ id: 'f', severity: 'extreme', status: 'exercise' }),
    ];
    expect(inOrder.toReversed().toSorted(compareAlerts)).toEqual(inOrder);
  });

  it('gives those of equal rank turns of eight seconds, the latest first', () => {
    const inForce = [alert({ id: 'new', effectiveMs: 150_000 }), alert({ id: 'old' }), alert({ id: 'low', severity: 'minor' })];
    const turns = [0, 7_999, 8_000, 16_000].map((sinceMs) => alertScene(inForce, sinceMs).fullScreen);
    expect(turns.map((turn) => [turn?.alert.id, turn?.index, turn?.count])).toEqual([
      ['new', 0, 2],
      ['new', 0, 2],
      ['old', 1, 2],
      ['new', 0, 2],
    ]);
  });

  it('keeps an actual banner in sight of a full-screen exercise', () => {
    const scene = alertScene([alert({ id: 'b', style: 'banner' }), alert({ id: 'x', status: 'exercise' })], 0);
    expect([scene.banner?.alert.id, scene.fullScreen?.alert.id]).toEqual(['b', 'x']);
  });
});

describe('an alert', () => {
  it('is in force until it expires, without a word from anybody', () => {
    const known = noteAlerts([], [alert({})], 0);
    expect([97_000, 98_500, 199_999, 200_000].map((serverMs) => alertsInForce(known, at(serverMs)).length)).toEqual([0, 1, 1, 0]);
  });

  it('lasts for its own length from when it came while the clock is not to be trusted', () => {
    const known = noteAlerts([], [alert({})], 5_000);
    const lengths = [5_000, 104_999, 105_000].map((monotonicMs) => alertsInForce(known, at(900_000_000, 'untrusted', monotonicMs)).length);
    expect(lengths).toEqual([1, 1, 0]);
  });

  it('does not begin anew when it is handed over again, unless it was revised', () => {
    const first = noteAlerts([], [alert({})], 5_000);
    expect(noteAlerts(first, [alert({})], 60_000)[0]?.seenMonotonicMs).toBe(5_000);
    expect(noteAlerts(first, [alert({ revision: 2 })], 60_000)[0]?.seenMonotonicMs).toBe(60_000);
  });
});
