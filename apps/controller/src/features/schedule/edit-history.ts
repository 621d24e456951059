import type { StoredEntry } from '@gatecast/protocol';

/** One thing that was done to entries: how each stood before and after; null: it was not there. */
export type EntryEdit = { readonly changes: readonly EntryChange[] };
export type EntryChange = { readonly before: StoredEntry | null; readonly after: StoredEntry | null };

export type EditHistory = { readonly done: readonly EntryEdit[]; readonly undone: readonly EntryEdit[] };

const mostEdits = 50;
export const noHistory: EditHistory = { done: [], undone: [] };

/** What was undone is not done again after something else was done. */
export function noted({ done }: EditHistory, edit: EntryEdit): EditHistory {
  return { done: [...done, edit].slice(-mostEdits), undone: [] };
}

/** What has to be done to take an edit back; read the other way round, to do it again. */
export function inverseOf({ changes }: EntryEdit): EntryEdit {
  return { changes: changes.toReversed().map(({ before, after }) => ({ before: after, after: before })) };
}

/** Whether everything still stands as the edit that is about to be done expects. */
export function stillStands({ changes }: EntryEdit, entries: readonly StoredEntry[]): boolean {
  return changes.every(
    ({ before }) => before === null || entries.some(({ id, revision }) => id === before.id && revision === before.revision),
  );
}

/** Taken back or done again: `made` is the edit as it came out, with the ids and revisions that its entries have now. */
export function turned(history: EditHistory, kind: 'undo' | 'redo', made: EntryEdit): EditHistory {
  const [from, to] = kind === 'undo' ? [history.done, history.undone] : [history.undone, history.done];
  const edit = from.at(-1);
  if (edit === undefined) return history;
  const wanted = kind === 'undo' ? inverseOf(edit) : edit;
  // the same entry under another revision, or after a removal under another id: earlier edits mean it as it stands now
  const now = (one: StoredEntry | null): StoredEntry | null => {
    const index = wanted.changes.findIndex(
      ({ after }) => after !== null && one !== null && after.id === one.id && after.revision === one.revision,
    );
    return made.changes[index]?.after ?? one;
  };
  const renamed = (edits: readonly EntryEdit[]) =>
    edits.map(({ changes }) => ({ changes: changes.map(({ before, after }) => ({ before: now(before), after: now(after) })) }));
  const left = renamed(from.slice(0, -1));
  const moved = [...renamed(to), kind === 'undo' ? inverseOf(made) : made];
  return kind === 'undo' ? { done: left, undone: moved } : { done: moved, undone: left };
}

/** The edit cannot be taken back any more: it is forgotten, with those that build on it. */
export function forgotten(history: EditHistory, kind: 'undo' | 'redo'): EditHistory {
  return kind === 'undo'
    ? { done: history.done.slice(0, -1), undone: history.undone }
    : { ...history, undone: history.undone.slice(0, -1) };
}
