import { scheduleRoutes, type StoredEntry } from '@gatecast/protocol';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, faultCodeOf } from '../../api/call.ts';
import { entriesQuery, layoutsQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Fault, tellDone, tellFault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { EntryCheck } from './entry-check.tsx';
import { EntryFields } from './entry-fields.tsx';
import { emptyEntryForm, readEntry, writeEntry, type EntryForm } from './entry-form.ts';
import { keptBody, type Recurring } from './when-draft.ts';
import { noteEdit } from './edits-of-window.ts';
import { validateEntry } from './validate-entry.ts';

type Props = {
  readonly entry: StoredEntry | null;
  /** What is proposed and not saved yet: where and when a new one begins, or to when one was moved. */
  readonly begun?: EntryForm;
  /** Of a new entry that takes occurrences out of another: that one as it was read, and what it keeps. */
  readonly split?: { readonly from: StoredEntry; readonly kept: Recurring };
  readonly onDone: () => void;
};

/** Writes an entry. Nothing typed is lost: a failed save leaves the form as it is, an edit by another person is a choice. */
export function EntryEditor({ entry, begun, split, onDone }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const { data: layouts } = useQuery(layoutsQuery);
  const [revision, setRevision] = useState(entry?.revision ?? 0);
  /** What is overwritten: as it was read, or as somebody else left it. */
  const [below, setBelow] = useState(entry);
  const [theirs, setTheirs] = useState<StoredEntry | null>(null);
  const [isRemoving, removing] = useDisclosure(false);
  const form = useForm<EntryForm>({
    initialValues: entry === null ? (begun ?? emptyEntryForm()) : readEntry(entry),
    validate: validateEntry(words),
  });
  const { setValues } = form;
  useEffect(() => {
    // as if it had been typed: it can be thrown away, and what it would do is checked before it is saved
    if (begun !== undefined) setValues(begun);
  }, [begun, setValues]);
  useUnsaved(form.isDirty());
  const layout = layouts?.find(({ id }) => id === form.values.layoutId);
  const hasTicker = layout?.regions.some(({ content }) => content.kind === 'ticker') ?? false;
  const showTheirs = async () => {
    const now = await queries.fetchQuery({ ...entriesQuery, staleTime: 0 });
    setTheirs(now.find(({ id }) => id === entry?.id) ?? null);
  };
  const save = useMutation({
    mutationFn: async ({ values, onto }: { values: EntryForm; onto: number }) => {
      const draft = writeEntry(values, hasTicker);
      if (split !== undefined) {
        const { from, kept } = split;
        const body = { ...draft, revision: from.revision, kept: keptBody(kept) };
        const both = await call(scheduleRoutes.splitEntry, { params: { entryId: from.id }, body });
        return noteEdit({ before: from, after: both.kept }, { before: null, after: both.made });
      }
      const after =
        entry === null
          ? await call(scheduleRoutes.createEntry, { body: draft })
          : await call(scheduleRoutes.putEntry, { params: { entryId: entry.id }, body: { ...draft, revision: onto } });
      noteEdit({ before: below, after });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words('schedule.saved'));
      onDone();
    },
    onError: async (error) => {
      if (faultCodeOf(error) !== 'edited-meanwhile') {
        markField(form, error);
        return;
      }
      remove.reset();
      await showTheirs();
    },
  });
  const remove = useMutation({
    mutationFn: async (read: StoredEntry) => {
      await call(scheduleRoutes.deleteEntry, { params: { entryId: read.id }, query: { revision: read.revision } });
      noteEdit({ before: read, after: null });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words('schedule.removed'));
      onDone();
    },
    onError: async (error) => {
      removing.close();
      if (faultCodeOf(error) === 'edited-meanwhile') await showTheirs();
      else tellFault(error, words);
    },
  });
  const isRemovalRefused = faultCodeOf(remove.error) === 'edited-meanwhile';
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ values, onto: revision }))} noValidate aria-label={words('schedule.entryForm')}>
      <Stack gap="sm">
        {theirs !== null && (
          <Alert color="orange" title={words('schedule.meanwhileTitle')} role="alert">
            <Text size="sm" mb="sm">
              {words('schedule.meanwhileAbout', { revision: theirs.revision, name: theirs.name })}
            </Text>
            <Group gap="xs">
              <Button
                variant="default"
                onClick={() => {
                  form.setValues(readEntry(theirs));
                  setRevision(theirs.revision);
                  setBelow(theirs);
                  setTheirs(null);
                  save.reset();
                  remove.reset();
                }}
              >
                {words('schedule.takeTheirs')}
              </Button>
              <Button
                color="red"
                onClick={() => {
                  setRevision(theirs.revision);
                  setBelow(theirs);
                  setTheirs(null);
                  if (isRemovalRefused) remove.mutate(theirs);
                  else save.mutate({ values: form.values, onto: theirs.revision });
                }}
              >
                {words(isRemovalRefused ? 'schedule.removeTheirs' : 'schedule.keepMine')}
              </Button>
            </Group>
          </Alert>
        )}
        {theirs === null && <Fault error={save.error} />}
        <EntryFields form={form} hasTicker={hasTicker} />
        <EntryCheck
          entryId={entry?.id ?? null}
          {...(split === undefined ? {} : { kept: { entryId: split.from.id, when: keptBody(split.kept) } })}
          values={form.values}
          hasTicker={hasTicker}
          isComplete={form.isValid()}
        />
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" loading={save.isPending} disabled={entry !== null && !form.isDirty() && revision === entry.revision}>
              {words('common.save')}
            </Button>
            {form.isDirty() && (
              <Text size="xs" c="dimmed" role="status">
                {words('schedule.unsaved')}
              </Text>
            )}
          </Group>
          {entry !== null && (
            <Button variant="subtle" color="red" onClick={removing.open}>
              {words('schedule.remove')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm
        isOpen={isRemoving}
        title={words('schedule.removeTitle', { name: entry?.name ?? '' })}
        confirm={words('schedule.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => below !== null && remove.mutate(below)}
        onClose={removing.close}
      >
        {words('schedule.removeAbout')}
      </Confirm>
    </form>
  );
}
