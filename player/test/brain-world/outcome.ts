import type { Alert, AlertState, Receipt } from '@gatecast/protocol';
import type { Brain } from '../../src/brain/step.ts';
import type { Disk } from './disk.ts';
import type { ServedWorld } from './served-world.ts';

/** What is, or is to be, when the faults have ended: as one value each. */
export type Outcomes = { readonly [name: string]: unknown };

export function receiptKey({ kind, alertId, alertRevision }: Pick<Receipt, 'kind' | 'alertId' | 'alertRevision'>): string {
  return `${kind} ${alertId} ${alertRevision}`;
}

/** `looks`: how often the brain had looked in some minutes without news. */
export function outcomeOf({
  disk,
  server,
  onGlass,
  brain,
  looks,
}: {
  readonly disk: Disk;
  readonly server: ServedWorld;
  readonly onGlass: AlertState | null;
  readonly brain: Brain;
  readonly looks: number;
}): Outcomes {
  const alerts = onGlass?.alerts ?? [];
  return {
    active: disk.role('active')?.number,
    next: disk.role('next'),
    isWhole: disk.isWhole(server.made(server.offered)),
    held: disk.held,
    isHeldWhole: disk.held === 0 || disk.isWhole(server.made(disk.held)),
    alertsShown: onGlass?.revision ?? 0,
    alertsKept: disk.alertState?.revision ?? 0,
    reportsWaiting: disk.reports.length,
    // a copy of an earlier report may come later: the server moves a release forward only
    isReported: server.reports.some(({ number, state }) => number === server.offered && state === 'active'),
    receipts: alerts.map(({ id, revision }) => ['received', 'painted'].map((kind) => server.receipts.has(`${kind} ${id} ${revision}`))),
    isCleared: [...server.receipts.values()].every((receipt) => receipt.kind !== 'received' || isOnOrCleared(receipt, alerts, server)),
    work: brain.releases.work.kind,
    // what has nothing to do looks at each pull, not again and again
    isCalm: looks < 10,
    unneeded: disk.facts(server, brain.alerts.state?.knownGood, { shortBytes: 0, nowMs: 0 }).unneeded.objects,
  };
}

function isOnOrCleared(receipt: Receipt, alerts: readonly Alert[], server: ServedWorld): boolean {
  const isOn = alerts.some(({ id, revision }) => id === receipt.alertId && revision === receipt.alertRevision);
  return isOn || server.receipts.has(receiptKey({ ...receipt, kind: 'cleared' }));
}

export function expectedOf(server: ServedWorld): Outcomes {
  const revision = server.alerts?.state.revision ?? 0;
  const alerts = server.alerts?.state.alerts ?? [];
  return {
    active: server.offered,
    next: undefined,
    isWhole: true,
    held: server.lists.get(server.alerts?.state.knownGood ?? '') ?? 0,
    isHeldWhole: true,
    alertsShown: revision,
    alertsKept: revision,
    reportsWaiting: 0,
    isReported: true,
    receipts: alerts.map(() => [true, true]),
    isCleared: true,
    work: 'resting',
    isCalm: true,
    unneeded: [],
  };
}
