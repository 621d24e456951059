import type { Alert } from '@gatecast/protocol';
import { alertScene, alertsInForce, noteAlerts, type AlertTime, type AlertsWithLives, type KnownAlert } from '../director/alert-order.ts';
import { afterPaint } from '../after-paint.ts';
import { element } from '../element.ts';
import type { Place } from '../surfaces/surface.ts';
import { alertLegiblePx, bannerAlert, fullScreenAlert, type AlertPicture } from './alert-picture.ts';

export type PaintedAlert = { readonly alertId: string; readonly alertRevision: number; readonly paintedAtMs: number };

/** Draws the alerts in force above everything, and knows when each was first on the glass. */
export type AlertLayer = {
  readonly setAlerts: (handed: AlertsWithLives) => void;
  /** Begins, ends and turns over what is due. Called about every second and on every handover. */
  readonly update: () => void;
  /** The glass has another size. */
  readonly relayout: () => void;
  /** Draws what is on anew, as the place around it has changed. */
  readonly redraw: () => void;
  /** The one that covers the layout. */
  readonly covering: () => Alert | null;
  /** Of those in force, the ones that have been on the glass. */
  readonly painted: () => readonly PaintedAlert[];
  /** When something changes next, in milliseconds from now; for exact turns and ends. */
  readonly nextChangeInMs: () => number;
};

/** `onPush` tells whether a banner wants the layout to make room for it: only once the banner has been painted. */
export function createAlertLayer(
  root: HTMLElement,
  time: () => AlertTime,
  place: () => Place,
  onChange: () => void,
  onPush: (isPushed: boolean) => void,
): AlertLayer {
  const fullSlot = element('div', 'alert-full-slot');
  const bannerSlot = element('div', 'alert-banner-slot');
  root.append(fullSlot, bannerSlot);
  let known: readonly KnownAlert[] = [];
  let inForceKey = '[]';
  let sinceMs = 0;
  let covering: Alert | null = null;
  let painted: readonly PaintedAlert[] = [];
  let pictures: readonly AlertPicture[] = [];
  let isPushed = false;
  /** What is drawn, told by alert, revision and turn. */
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
    if (banner !== null) document.documentElement.style.setProperty('--alert-legible', `${alertLegiblePx(place())}px`);
    const isBannerNew = put('banner', bannerSlot, banner, bannerAlert);
    // a full-screen alert is laid out in what a banner leaves
    document.documentElement.classList.toggle('has-banner', banner !== null);
    const isFullNew = put('full', fullSlot, fullScreen, fullScreenAlert);
    covering = fullScreen?.alert ?? null;
    if (banner === null) push(false);
    for (const picture of pictures) picture.tick(now.serverMs, now.monotonicMs - sinceMs);
    if (!isFullNew && !isBannerNew) return;
    const fresh = unpainted([fullScreen?.alert, banner?.alert].flatMap((alert) => alert ?? []));
    if (fresh.length > 0) return paintAtOnce(fresh);
    for (const picture of pictures) picture.fit();
    onChange();
  }

  function push(isWanted: boolean): void {
    if (isWanted === isPushed) return;
    isPushed = isWanted;
    onPush(isPushed);
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

  function unpainted(alerts: readonly Alert[]): readonly Alert[] {
    return alerts.filter((alert) => !painted.some((one) => one.alertId === alert.id && one.alertRevision === alert.revision));
  }

  /** First on the glass, then told, then as large as can be, then the layout makes room. */
  function paintAtOnce(fresh: readonly Alert[]): void {
    for (const picture of pictures) picture.fitQuickly();
    afterPaint(() => {
      const paintedAtMs = time().serverMs;
      const added = unpainted(fresh).filter(({ id, revision }) => isOnGlass(id, revision));
      painted = [...painted, ...added.map((alert) => ({ alertId: alert.id, alertRevision: alert.revision, paintedAtMs }))];
      onChange();
      void settle();
    });
    onChange();
  }

  function isOnGlass(id: string, revision: number): boolean {
    return [onSlot.full, onSlot.banner].some((key) => key.startsWith(`${JSON.stringify([id, revision]).slice(0, -1)},`));
  }

  async function settle(): Promise<void> {
    await new Promise<void>((resolve) => afterPaint(resolve));
    push(onSlot.banner !== '');
    await Promise.all(pictures.map((picture) => picture.fontsReady()));
    for (const picture of pictures) picture.fit();
  }

  return {
    setAlerts(handed) {
      known = noteAlerts(known, handed, time());
      update();
    },
    update,
    relayout: () => pictures.forEach((picture) => picture.fit()),
    redraw() {
      onSlot.full = '';
      onSlot.banner = '';
      update();
    },
    covering: () => covering,
    painted: () => painted,
    nextChangeInMs() {
      const now = time();
      const turnLeftMs = 8_000 - ((now.monotonicMs - sinceMs) % 8_000);
      const ends = known.flatMap(({ alert, overMonotonicMs }) => [
        ...(now.clock === 'untrusted' ? [overMonotonicMs - now.monotonicMs] : []),
        alert.expiresMs - now.serverMs,
        alert.effectiveMs - 2_000 - now.serverMs,
      ]);
      return Math.min(turnLeftMs, ...ends.filter((left) => left > 0));
    },
  };
}
