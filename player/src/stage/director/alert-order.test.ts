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
    const known = noteAlerts([], { alerts: [alert({})] }, at(0));
    expect([97_000, 98_500, 199_999, 200_000].map((serverMs) => alertsInForce(known, at(serverMs)).length)).toEqual([0, 1, 1, 0]);
  });

  const left = (leftMs: number, alertRevision = 1) => ({
    boot: { id: 'b', uptimeMs: 1 },
    left: [{ alertId: 'alert', alertRevision, leftMs }],
  });
  const endOf = (known: ReturnType<typeof noteAlerts>) => known.map(({ overMonotonicMs }) => overMonotonicMs);
  const untrusted = (monotonicMs: number) => at(900_000_000, 'untrusted', monotonicMs);

  it('lasts while the clock is not to be trusted for what was left of it when it was handed over, or for its own length', () => {
    const lengths = [{ alerts: [alert({})], lives: left(30_000) }, { alerts: [alert({})] }].map((handed) => {
      const known = noteAlerts([], handed, untrusted(5_000));
      return [5_000, 34_999, 35_000, 104_999, 105_000].map((monotonicMs) => alertsInForce(known, untrusted(monotonicMs)).length);
    });
    expect(lengths).toEqual([
      [1, 1, 0, 0, 0],
      [1, 1, 1, 1, 0],
    ]);
  });

  it('gets no more by being handed over again, unless it was revised or a clock that is trusted says so', () => {
    const first = noteAlerts([], { alerts: [alert({})], lives: left(50_000) }, untrusted(5_000));
    const again = (handed: Parameters<typeof noteAlerts>[1], time = untrusted(60_000)) => endOf(noteAlerts(first, handed, time));
    expect([
      again({ alerts: [alert({})] }),
      again({ alerts: [alert({})], lives: left(90_000) }),
      again({ alerts: [alert({})], lives: left(0) }, untrusted(20_000)),
      again({ alerts: [alert({ revision: 2 })], lives: left(90_000, 2) }),
      again({ alerts: [alert({})], lives: left(90_000) }, at(150_000, 'synced', 60_000)),
    ]).toEqual([[55_000], [55_000], [20_000], [150_000], [150_000]]);
  });
});
