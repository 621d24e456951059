import { scheduleRoutes, type StoredEntry } from '@gatecast/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call, faultCodeOf } from '../../api/call.ts';
import { entriesQuery } from '../../api/queries.ts';
import { tellDone, tellFault, tellNote } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import {
  forgotten,
  inverseOf,
  noHistory,
  noted,
  stillStands,
  turned,
  type EditHistory,
  type EntryChange,
  type EntryEdit,
} from './edit-history.ts';
import { bodyOf } from './entry-form.ts';

// of this window, as long as it stands open
let history: EditHistory = noHistory;
const listeners = new Set<() => void>();

function put(next: EditHistory): void {
  history = next;
  for (const each of listeners) each();
}

/** Takes down what was done to entries here, so that it can be taken back. */
export function noteEdit(...changes: readonly EntryChange[]): void {
  put(noted(history, { changes }));
}

/** Takes back what was done here, and does it again: by requests that name the revisions that were read, so that nobody else's edit is lost. */
export function useEditHistory() {
  const words = useWords();
  const queries = useQueryClient();
  const { done, undone } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => history,
  );
  const turn = useMutation({
    mutationFn: async (kind: 'undo' | 'redo') => {
      const edit = (kind === 'undo' ? history.done : history.undone).at(-1);
      if (edit === undefined) return null;
      const wanted = kind === 'undo' ? inverseOf(edit) : edit;
      const entries = await queries.fetchQuery({ ...entriesQuery, staleTime: 0 });
      if (!stillStands(wanted, entries)) return { kind, edit, made: null };
      return { kind, edit, made: await perform(wanted) };
    },
    onSuccess: async (turning) => {
      if (turning === null) return;
      const name = nameOf(turning.edit);
      if (turning.made === null) {
        put(forgotten(history, turning.kind));
        tellNote(words('schedule.editedSince', { entry: name }));
        return;
      }
      put(turned(history, turning.kind, turning.made));
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words(turning.kind === 'undo' ? 'schedule.undone' : 'schedule.redone', { entry: name }));
    },
    onError: (error, kind) => {
      // somebody was quicker than the look before
      if (faultCodeOf(error) === 'edited-meanwhile') put(forgotten(history, kind));
      void queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellFault(error, words);
    },
  });
  return {
    undoing: done.at(-1) === undefined ? null : nameOf(done.at(-1)),
    redoing: undone.at(-1) === undefined ? null : nameOf(undone.at(-1)),
    isBusy: turn.isPending,
    undo: () => !turn.isPending && turn.mutate('undo'),
    redo: () => !turn.isPending && turn.mutate('redo'),
  };
}

function nameOf(edit: EntryEdit | undefined): string {
  const last = edit?.changes.at(-1);
  return (last?.after ?? last?.before)?.name ?? '';
}

async function perform({ changes }: EntryEdit): Promise<EntryEdit> {
  const made: EntryChange[] = [];
  for (const { before, after } of changes) made.push({ before, after: await change(before, after) });
  return { changes: made };
}

async function change(before: StoredEntry | null, after: StoredEntry | null): Promise<StoredEntry | null> {
  if (after === null) {
    if (before !== null) await call(scheduleRoutes.deleteEntry, { params: { entryId: before.id } });
    return null;
  }
  if (before === null) return await call(scheduleRoutes.createEntry, { body: bodyOf(after) });
  return await call(scheduleRoutes.putEntry, { params: { entryId: before.id }, body: { ...bodyOf(after), revision: before.revision } });
}
