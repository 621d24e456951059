import { useSyncExternalStore } from 'react';

// Ages and deadlines are told by the server's clock: an operator's laptop that is four minutes off must not show a
// healthy screen as silent.

let offsetMs = 0;
let tick = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Takes the server's time from an answer that was just received. */
export function setServerTime(serverTimeMs: number): void {
  offsetMs = serverTimeMs - Date.now();
}

/** The server's time now, as far as this window knows. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time, re-read once a second: all ages on a page tick together. */
export function useServerNow(): number {
  return useSyncExternalStore(subscribe, () => tick) + offsetMs;
}
