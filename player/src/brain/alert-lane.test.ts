import type { Alert } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { addressedTo, newestAreas, receiptsDue, type ReceiptMark } from './alert-lane.ts';

function alert(id: string, more: Partial<Alert> = {}): Alert {
  return {
    id,
    revision: 1,
    status: 'actual',
    severity: 'severe',
    urgency: 'immediate',
    style: 'full-screen',
    targets: { areaIds: [], screenIds: [] },
    effectiveMs: 0,
    expiresMs: 1_000,
    languages: ['vi'],
    texts: { vi: { headline: 'Sơ tán', instruction: '' } },
    approvals: [],
    ...more,
  };
}
const place = { siteId: 'noi-bai', screenId: 's1', areaIds: ['gate-12', 'departures'] };
const at = (nowMs: number) => ({ nowMs, clock: 'synced', lives: [] }) as const;
const base = { stateRevision: 9, addressed: [alert('a')], painted: [], marks: [], time: at(100), display: 'unknown' } as const;
const mark = (kind: ReceiptMark['kind'], alertRevision = 1): ReceiptMark => ({ alertId: 'a', alertRevision, kind, stateRevision: 9 });

test('an alert reaches the whole site, an area with what lies in it, or a screen', () => {
  const alerts = [
    alert('all'),
    alert('area', { targets: { areaIds: ['departures'], screenIds: [] } }),
    alert('screen', { targets: { areaIds: ['elsewhere'], screenIds: ['s1'] } }),
    alert('other', { targets: { areaIds: ['arrivals'], screenIds: ['s2'] } }),
  ];
  expect(addressedTo(alerts, place).map(({ id }) => id)).toEqual(['all', 'area', 'screen']);
});

test('an accepted alert is received once', () => {
  expect(receiptsDue(base)).toEqual([
    { alertId: 'a', alertRevision: 1, stateRevision: 9, kind: 'received', atMs: 100, display: 'unknown' },
  ]);
  expect(receiptsDue({ ...base, marks: [mark('received')] })).toEqual([]);
});

test('painted carries the instant of the first frame', () => {
  const painted = [{ alertId: 'a', alertRevision: 1, paintedAtMs: 77 }];
  expect(receiptsDue({ ...base, painted, marks: [mark('received')] })).toMatchObject([{ kind: 'painted', atMs: 77 }]);
});

test('an alert that is withdrawn is cleared when it has left the glass, and not before', () => {
  const marks = [mark('received'), mark('painted')];
  const painted = [{ alertId: 'a', alertRevision: 1, paintedAtMs: 77 }];
  expect(receiptsDue({ ...base, addressed: [], painted, marks })).toEqual([]);
  expect(receiptsDue({ ...base, addressed: [], marks })).toMatchObject([{ kind: 'cleared', alertId: 'a', atMs: 100 }]);
});

test('an alert that expires is cleared by itself, and an expired one is never received', () => {
  expect(receiptsDue({ ...base, time: at(1_000), marks: [mark('received')] })).toMatchObject([{ kind: 'cleared' }]);
  expect(receiptsDue({ ...base, time: at(1_000) })).toEqual([]);
});

test('by a clock that is not trusted an alert is over when nothing is left of it, whatever the clock says', () => {
  const time = (leftMs: number) => ({ nowMs: 9_000_000, clock: 'untrusted', lives: [{ alertId: 'a', alertRevision: 1, leftMs }] }) as const;
  expect([1, 0].map((leftMs) => receiptsDue({ ...base, time: time(leftMs) }).map(({ kind }) => kind))).toEqual([['received'], []]);
  const marks = [mark('received')];
  expect([1, 0].map((leftMs) => receiptsDue({ ...base, time: time(leftMs), marks }).map(({ kind }) => kind))).toEqual([[], ['cleared']]);
});

test('a new revision is received anew and clears the one before', () => {
  const due = receiptsDue({ ...base, addressed: [alert('a', { revision: 2 })], marks: [mark('received')] });
  expect(due.map(({ kind, alertRevision }) => [kind, alertRevision])).toEqual([
    ['received', 2],
    ['cleared', 1],
  ]);
});

test('the areas of a screen are those that were told last', () => {
  const told = (areaIds: readonly string[], atMs: number) => ({ areaIds, atMs });
  expect([
    newestAreas(null, null),
    newestAreas(told(['a'], 5), null),
    newestAreas(null, told(['b'], 5)),
    newestAreas(told(['a'], 5), told(['b'], 6)),
    newestAreas(told(['a'], 6), told(['b'], 6)),
  ]).toEqual([[], ['a'], ['b'], ['b'], ['a']]);
});
