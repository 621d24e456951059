import { useSyncExternalStore } from 'react';

/** `connecting` only before the first connection, so that a page load does not flash a banner. */
export type LinkState = 'connecting' | 'live' | 'lost';

let state: LinkState = 'connecting';
const listeners = new Set<() => void>();

export function setLinkState(next: LinkState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** How often lists are read again: rarely while the server pushes, often while it does not. */
export function refetchIntervalMs(): number {
  return state === 'live' ? 60_000 : 5_000;
}

/** Whether the server's push reaches this window. */
export function useLinkState(): LinkState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
