import { useSyncExternalStore } from 'react';

// A control room leaves its windows open for weeks, while the server is renewed: the pieces of the old application
// are then gone from it. A window learns of that when it reconnects or when a piece is missing, and says so; it never
// reloads by itself, because somebody may be typing.

export type VersionLook = 'same' | 'new' | 'unreachable';

let isNew = false;
const listeners = new Set<() => void>();

function entryScript(html: Document): string | null {
  return html.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;
}

/** Asks the server whether it now holds another version of this application than the one that runs here. */
export async function lookForNewVersion(): Promise<VersionLook> {
  let text: string;
  try {
    const response = await fetch('/', { cache: 'no-store' });
    if (!response.ok) return 'unreachable';
    text = await response.text();
  } catch {
    // fetch rejects only where no server answers: the link's own banner tells of that
    return 'unreachable';
  }
  const now = entryScript(new DOMParser().parseFromString(text, 'text/html'));
  if (now === null) return 'unreachable';
  if (now === entryScript(document)) return 'same';
  isNew = true;
  for (const listener of listeners) listener();
  return 'new';
}

/** Whether the server is known to hold another version than the one that runs here. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isNew,
  );
}
