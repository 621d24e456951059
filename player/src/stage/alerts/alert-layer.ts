import type { Alert } from '@gatecast/protocol';
import { alertScene, alertsInForce, noteAlerts, type AlertTime, type KnownAlert } from '../director/alert-order.ts';
import { afterPaint } from '../after-paint.ts';
import { element } from '../element.ts';
import type { Place } from '../surfaces/surface.ts';
import { bannerAlert, fullScreenAlert, type AlertPicture } from './alert-picture.ts';

export type PaintedAlert = { readonly alertId: string; readonly alertRevision: number; readonly paintedAtMs: number };

/** Draws the alerts in force above everything, and knows when each was first on the glass. */
export type AlertLayer = {
  readonly setAlerts: (alerts: readonly Alert[]) => void;
  /** Begins, ends and turns over what is due. Called about every second and on every handover. */
  readonly update: () => void;
  readonly relayout: () => void;
  /** The one that covers the layout. */
  readonly covering: () => Alert | null;
  /** Of those in force, the ones that have been on the glass. */
  readonly painted: () => readonly PaintedAlert[];
  /** When something changes next, in milliseconds from now; for exact turns and ends. */
  readonly nextChangeInMs: () => number;
};

export function createAlertLayer(root: HTMLElement, time: () => AlertTime, place: () => Place, onChange: () => void): AlertLayer {
  const fullSlot = element('div', 'alert-full-slot');
  const bannerSlot = element('div', 'alert-banner-slot');
  root.append(fullSlot, bannerSlot);
  let known: readonly KnownAlert[] = [];
  let inForceKey = '[]';
  let sinceMs = 0;
  let covering: Alert | null = null;
  let painted: readonly PaintedAlert[] = [];
  let pictures: readonly AlertPicture[] = [];
  const onSlot = { full: '', banner: '' };

  function update(): void {
    const now = time();
    const inForce = alertsInForce(known, now);
    const key = JSON.stringify(inForce.map((alert) => [alert.id, alert.revision]));
    if (key !== inForceKey) {
      inForceKey = key;
      sinceMs = now.monotonicMs;
      painted = painted.filter((one) => inForce.some((alert) => alert.id === one.alertId && alert.revision === one.alertRevision));
    }
    const { fullScreen, banner } = alertScene(inForce, now.monotonicMs - sinceMs);
    const isBannerNew = put('banner', bannerSlot, banner, bannerAlert);
    // a banner takes its strip from what lies beneath, and a full-screen alert is laid out in what is left
    document.documentElement.classList.toggle('has-banner', banner !== null);
    const isFullNew = put('full', fullSlot, fullScreen, fullScreenAlert);
    covering = fullScreen?.alert ?? null;
    if (!isFullNew && !isBannerNew) return;
    for (const picture of pictures) picture.fit();
    watchPaint([fullScreen?.alert, banner?.alert].flatMap((alert) => alert ?? []));
    onChange();
  }

  function put<T extends { readonly alert: Alert; readonly index: number; readonly count: number }>(
    name: 'full' | 'banner',
    slot: HTMLElement,
    turn: T | null,
    draw: (turn: T, place: Place) => AlertPicture,
  ): boolean {
    const key = turn === null ? '' : JSON.stringify([turn.alert.id, turn.alert.revision, turn.index, turn.count]);
    if (onSlot[name] === key) return false;
    onSlot[name] = key;
    pictures = pictures.filter((picture) => picture.element.parentElement !== slot);
    if (turn === null) {
      slot.replaceChildren();
      return true;
    }
    const picture = draw(turn, place());
    pictures = [...pictures, picture];
    slot.replaceChildren(picture.element);
    return true;
  }

  function watchPaint(alerts: readonly Alert[]): void {
    const fresh = alerts.filter((alert) => !painted.some((one) => one.alertId === alert.id && one.alertRevision === alert.revision));
    if (fresh.length === 0) return;
    afterPaint(() => {
      const paintedAtMs = time().serverMs;
      const seen = new Set(painted.map((one) => `${one.alertId} ${one.alertRevision}`));
      const added = fresh.filter((alert) => !seen.has(`${alert.id} ${alert.revision}`));
      painted = [...painted, ...added.map((alert) => ({ alertId: alert.id, alertRevision: alert.revision, paintedAtMs }))];
      onChange();
    });
  }

  return {
    setAlerts(alerts) {
      known = noteAlerts(known, alerts, time().monotonicMs);
      update();
    },
    update,
    relayout: () => pictures.forEach((picture) => picture.fit()),
    covering: () => covering,
    painted: () => painted,
    nextChangeInMs() {
      const now = time();
      const turnLeftMs = 8_000 - ((now.monotonicMs - sinceMs) % 8_000);
      const ends = known.flatMap(({ alert }) => [alert.expiresMs - now.serverMs, alert.effectiveMs - 2_000 - now.serverMs]);
      return Math.min(turnLeftMs, ...ends.filter((left) => left > 0));
    },
  };
}
