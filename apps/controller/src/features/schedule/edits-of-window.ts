import type { QueryClient } from '@tanstack/react-query';
import { meQuery } from '../../api/me-query.ts';
import { noHistory, noted, type EditHistory, type EntryChange } from './edit-history.ts';

// of this window, as long as it stands open and one person is signed in: control rooms share their windows
let history: EditHistory = noHistory;
let owner: string | null = null;
const listeners = new Set<() => void>();
const followed = new WeakSet<QueryClient>();

export function editsNow(): EditHistory {
  return history;
}

/** Calls back after each change; gives the end of it. */
export function onEdits(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function putEdits(next: EditHistory): void {
  history = next;
  for (const each of listeners) each();
}

/** Takes down what was done to entries here, so that it can be taken back. */
export function noteEdit(...changes: readonly EntryChange[]): void {
  putEdits(noted(history, { changes }));
}

/** From now on what was done here belongs to whoever is signed in, and is forgotten when they are not any more. */
export function ownEdits(queries: QueryClient): void {
  const take = () => {
    const person = queries.getQueryData(meQuery.queryKey)?.id ?? null;
    if (person === owner) return;
    owner = person;
    putEdits(noHistory);
  };
  take();
  if (followed.has(queries)) return;
  followed.add(queries);
  queries.getQueryCache().subscribe(({ type, query }) => {
    // while everything is read anew nobody has gone
    if (type !== 'removed' && query.queryKey[0] === meQuery.queryKey[0]) take();
  });
}
