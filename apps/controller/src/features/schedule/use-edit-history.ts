import { scheduleRoutes, type RouteInput } from '@gatecast/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { call, faultCodeOf } from '../../api/call.ts';
import { entriesQuery } from '../../api/queries.ts';
import { tellDone, tellFault, tellNote } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { forgotten, inverseOf, stillStands, turned, type EntryChange, type EntryEdit } from './edit-history.ts';
import { editsNow, onEdits, ownEdits, putEdits } from './edits-of-window.ts';
import { bodyOf } from './entry-form.ts';

/** Takes back what was done here, and does it again: by requests that name the revisions that were read, so that nobody else's edit is lost. */
export function useEditHistory() {
  const words = useWords();
  const queries = useQueryClient();
  useEffect(() => ownEdits(queries), [queries]);
  const { done, undone } = useSyncExternalStore(onEdits, editsNow);
  const turn = useMutation({
    mutationFn: async (kind: 'undo' | 'redo') => {
      const edit = (kind === 'undo' ? editsNow().done : editsNow().undone).at(-1);
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
        putEdits(forgotten(editsNow(), turning.kind));
        tellNote(words('schedule.editedSince', { entry: name }));
        return;
      }
      putEdits(turned(editsNow(), turning.kind, turning.made));
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words(turning.kind === 'undo' ? 'schedule.undone' : 'schedule.redone', { entry: name }));
    },
    onError: (error, kind) => {
      // somebody was quicker than the look before
      if (faultCodeOf(error) === 'edited-meanwhile') putEdits(forgotten(editsNow(), kind));
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

/** In one request: of an edit of several entries everything is done or nothing. */
async function perform({ changes }: EntryEdit): Promise<EntryEdit> {
  const { entries } = await call(scheduleRoutes.editEntries, { body: { edits: changes.flatMap(editOf) } });
  return { changes: changes.map(({ before }, index) => ({ before, after: entries[index] ?? null })) };
}

type Edit = RouteInput<typeof scheduleRoutes.editEntries>['body']['edits'][number];

function editOf({ before, after }: EntryChange): readonly Edit[] {
  if (after !== null && before !== null) return [{ kind: 'change', entryId: before.id, revision: before.revision, draft: bodyOf(after) }];
  if (after !== null) return [{ kind: 'create', draft: bodyOf(after) }];
  return before === null ? [] : [{ kind: 'remove', entryId: before.id, revision: before.revision }];
}
