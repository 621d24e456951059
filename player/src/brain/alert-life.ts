import type { Alert } from '@gatecast/protocol';
import type { BootMark, PlayerClock } from './player-clock.ts';

// How long alerts still have. By a clock that is trusted they end at their instant; by one that is not, what was left of them only shrinks,
// by the time that has certainly passed: nobody knows how long a machine was off, but not for less than nothing.

/** What is left of one revision of an alert. */
export type AlertLife = { readonly alertId: string; readonly alertRevision: number; readonly leftMs: number };
/** Lives as they were counted at a moment of a boot. */
export type CountedLives = { readonly boot: BootMark; readonly left: readonly AlertLife[] };
/** The server's time as it is known, and what is left of alerts by then. */
export type AlertTime = { readonly nowMs: number; readonly clock: PlayerClock['state']; readonly lives: readonly AlertLife[] };

/**
 * The time that has certainly passed, in milliseconds: what the uptime counts within a boot, and the new boot's own uptime in another. Where
 * the system does not tell its boots, the shorter of the two that it may have been.
 */
export function certainlyPassedMs(since: BootMark, now: BootMark): number {
  const isMaybeSame = since.id === now.id && now.uptimeMs >= since.uptimeMs;
  return isMaybeSame ? now.uptimeMs - since.uptimeMs : now.uptimeMs;
}

/** The same lives later. */
export function agedLives({ boot, left }: CountedLives, now: BootMark): CountedLives {
  const passedMs = certainlyPassedMs(boot, now);
  return { boot: now, left: left.map((life) => ({ ...life, leftMs: Math.max(0, Math.round(life.leftMs - passedMs)) })) };
}

/**
 * What is left of each of these alerts: by a clock that is trusted the time to its end, at most its own length; by one that is not, what was
 * left of it when it was counted last, less what has passed. One that was never counted has its own length.
 */
export function countLives(
  alerts: readonly Alert[],
  before: CountedLives | null,
  { nowMs, clock }: Pick<AlertTime, 'nowMs' | 'clock'>,
  boot: BootMark,
): CountedLives {
  const aged = before === null ? [] : agedLives(before, boot).left;
  const left = alerts.map((alert) => {
    const lengthMs = alert.expiresMs - alert.effectiveMs;
    const known = clock === 'untrusted' ? lifeOf(alert, aged)?.leftMs : alert.expiresMs - nowMs;
    return { alertId: alert.id, alertRevision: alert.revision, leftMs: Math.round(Math.max(0, Math.min(known ?? lengthMs, lengthMs))) };
  });
  return { boot, left };
}

/** Whether an alert is over. One of whose life nothing is known is not, while the clock cannot tell. */
export function isOver(alert: Alert, { nowMs, clock, lives }: AlertTime): boolean {
  return clock === 'untrusted' ? lifeOf(alert, lives)?.leftMs === 0 : alert.expiresMs <= nowMs;
}

/** Whether an alert is on. By a clock that is not trusted it is from its receipt on. */
export function isOn(alert: Alert, time: AlertTime): boolean {
  return !isOver(alert, time) && (time.clock === 'untrusted' || alert.effectiveMs <= time.nowMs);
}

function lifeOf({ id, revision }: Alert, lives: readonly AlertLife[]): AlertLife | undefined {
  return lives.find((life) => life.alertId === id && life.alertRevision === revision);
}
