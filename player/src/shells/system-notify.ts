import { execFile } from 'node:child_process';

/** Tells the system's service manager how this player does. */
export type SystemNotify = {
  /** Called about every second while all is well; the manager is told as often as it asks. */
  readonly alive: (nowMs: number) => void;
  readonly stopping: () => void;
};

/**
 * Speaks sd_notify(3) where a manager listens: READY=1 with the first sign of life, then WATCHDOG=1 twice in each WatchdogSec. Node has no
 * datagrams on Unix sockets, so systemd's own `systemd-notify` sends them, which is there wherever somebody listens. The unit needs
 * `NotifyAccess=all`, as it is a child that speaks; it ends only when the manager has taken its word, which is lost otherwise. `onTrouble` is told once when it cannot be sent.
 */
export function systemNotify(environment: NodeJS.ProcessEnv, onTrouble: (detail: string) => void): SystemNotify {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: watchdogUs, WATCHDOG_PID: watched } = environment;
  const isWatched = watchdogUs !== undefined && (watched === undefined || Number(watched) === process.pid);
  const everyMs = isWatched ? Number(watchdogUs) / 2_000 : Number.POSITIVE_INFINITY;
  let lastMs: number | null = null;
  let isTroubled = false;

  function send(...states: readonly string[]): void {
    if (socket === undefined || socket === '') return;
    execFile('systemd-notify', [...states], { env: environment, timeout: 5_000 }, (error) => {
      if (error === null || isTroubled) return;
      isTroubled = true;
      onTrouble(error.message);
    });
  }
  return {
    alive(nowMs) {
      if (lastMs === null) {
        lastMs = nowMs;
        return send('READY=1', 'WATCHDOG=1');
      }
      if (nowMs - lastMs < everyMs) return;
      lastMs = nowMs;
      send('WATCHDOG=1');
    },
    stopping: () => send('STOPPING=1'),
  };
}
