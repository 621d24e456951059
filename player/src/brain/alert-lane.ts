import type { Alert, Receipt } from '@gatecast/protocol';
import { isOver, type AlertTime } from './alert-life.ts';

/** Where a screen stands: alerts are addressed by it. */
export type Place = { readonly siteId: string; readonly screenId: string; readonly areaIds: readonly string[] };

/** The areas of a screen as somebody told them; `atMs` is the server's time. */
export type ToldAreas = { readonly areaIds: readonly string[]; readonly atMs: number };

/** The areas of what was told last; of two told at the same instant those of `welcome`, which is said to this player alone. */
export function newestAreas(welcome: ToldAreas | null, release: ToldAreas | null): readonly string[] {
  if (welcome === null || release === null) return (welcome ?? release)?.areaIds ?? [];
  return (release.atMs > welcome.atMs ? release : welcome).areaIds;
}

/** The alerts for this place; empty lists of targets mean the whole site. What has expired is still among them. */
export function addressedTo(alerts: readonly Alert[], place: Place): readonly Alert[] {
  return alerts.filter(
    ({ targets }) =>
      (targets.areaIds.length === 0 && targets.screenIds.length === 0) ||
      targets.screenIds.includes(place.screenId) ||
      targets.areaIds.some((id) => place.areaIds.includes(id)),
  );
}

/** An alert as the stage says it is on the glass. */
export type Painted = { readonly alertId: string; readonly alertRevision: number; readonly paintedAtMs: number };
/** A receipt that was made already, whether acknowledged or not. */
export type ReceiptMark = Pick<Receipt, 'alertId' | 'alertRevision' | 'kind' | 'stateRevision'>;

/**
 * The receipts that are due and were not made yet: `received` for each alert that is addressed to this place and has not
 * expired, `painted` for each that the stage shows (at the instant of its first frame), `cleared` for each received one
 * that is over and no longer on the glass. Each is made once per alert and revision.
 */
export function receiptsDue(facts: {
  readonly stateRevision: number;
  readonly addressed: readonly Alert[];
  readonly painted: readonly Painted[];
  readonly marks: readonly ReceiptMark[];
  readonly time: AlertTime;
  readonly display: Receipt['display'];
}): readonly Receipt[] {
  const made = new Set(facts.marks.map((mark) => `${mark.kind} ${mark.alertId} ${mark.alertRevision}`));
  const active = facts.addressed.filter((alert) => !isOver(alert, facts.time));
  const isActive = (id: string, revision: number) => active.some((alert) => alert.id === id && alert.revision === revision);
  const isOnGlass = (id: string, revision: number) => facts.painted.some((p) => p.alertId === id && p.alertRevision === revision);
  const due: Receipt[] = [];
  function add(kind: Receipt['kind'], alertId: string, alertRevision: number, stateRevision: number, atMs: number): void {
    const name = `${kind} ${alertId} ${alertRevision}`;
    if (made.has(name)) return;
    made.add(name);
    due.push({ alertId, alertRevision, stateRevision, kind, atMs, display: facts.display });
  }
  for (const alert of active) add('received', alert.id, alert.revision, facts.stateRevision, facts.time.nowMs);
  const received = [...facts.marks, ...due].filter((mark) => mark.kind === 'received');
  for (const mark of received) {
    const painted = facts.painted.find((p) => p.alertId === mark.alertId && p.alertRevision === mark.alertRevision);
    if (painted !== undefined) add('painted', mark.alertId, mark.alertRevision, mark.stateRevision, painted.paintedAtMs);
    if (!isActive(mark.alertId, mark.alertRevision) && !isOnGlass(mark.alertId, mark.alertRevision))
      add('cleared', mark.alertId, mark.alertRevision, facts.stateRevision, facts.time.nowMs);
  }
  return due;
}
