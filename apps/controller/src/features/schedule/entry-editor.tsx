import { scheduleRoutes, tierSchema, type StoredEntry } from '@gatecast/protocol';
import { Alert, Button, Group, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, faultCodeOf } from '../../api/call.ts';
import { daypartsQuery, entriesQuery, layoutsQuery, playlistsQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Fault, tellDone, tellFault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { emptyEntryForm, readEntry, writeEntry, type EntryForm } from './entry-form.ts';
import { targetKey, useTargets } from './targets.ts';
import { WhenFields } from './when-fields.tsx';

/** Writes an entry. Nothing typed is lost: a failed save leaves the form as it is, an edit by another person is a choice. */
export function EntryEditor({ entry, onDone }: { entry: StoredEntry | null; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { name: targetName, places } = useTargets();
  const { data: playlists } = useQuery(playlistsQuery);
  const { data: layouts } = useQuery(layoutsQuery);
  const { data: dayparts } = useQuery(daypartsQuery);
  const [revision, setRevision] = useState(entry?.revision ?? 0);
  const [theirs, setTheirs] = useState<StoredEntry | null>(null);
  const [isRemoving, removing] = useDisclosure(false);
  const form = useForm<EntryForm>({
    initialValues: entry === null ? emptyEntryForm() : readEntry(entry),
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      targets: (value) => (value.length === 0 ? words('schedule.targetNeeded') : null),
      playlistId: (value) => (value === null ? words('common.required') : null),
      when: (value) => {
        if (value.kind === 'weekly' && value.days.length === 0) return words('schedule.dayNeeded');
        if (value.kind === 'weekly' && (value.from === '' || value.to === '' || value.firstDate === ''))
          return words('schedule.timesNeeded');
        if (value.kind === 'once' && value.start === '') return words('schedule.timesNeeded');
        if (value.kind === 'once' && value.end !== '' && value.end <= value.start) return words('schedule.endBeforeStart');
        return null;
      },
    },
  });
  const layout = layouts?.find(({ id }) => id === form.values.layoutId);
  const hasTicker = layout?.regions.some(({ content }) => content.kind === 'ticker') ?? false;
  const save = useMutation({
    mutationFn: ({ values, onto }: { values: EntryForm; onto: number }) => {
      const draft = writeEntry(values, hasTicker);
      return entry === null
        ? call(scheduleRoutes.createEntry, { body: draft })
        : call(scheduleRoutes.putEntry, { params: { entryId: entry.id }, body: { ...draft, revision: onto } });
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
      const now = await queries.fetchQuery({ ...entriesQuery, staleTime: 0 });
      setTheirs(now.find(({ id }) => id === entry?.id) ?? null);
    },
  });
  const remove = useMutation({
    mutationFn: () => call(scheduleRoutes.deleteEntry, { params: { entryId: entry?.id ?? '' } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words('schedule.removed'));
      onDone();
    },
    onError: (error) => tellFault(error, words),
  });
  const playlistChoices = (playlists ?? []).map(({ id, name }) => ({ value: id as string, label: name }));
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
                  setTheirs(null);
                  save.reset();
                }}
              >
                {words('schedule.takeTheirs')}
              </Button>
              <Button
                color="red"
                onClick={() => {
                  setRevision(theirs.revision);
                  setTheirs(null);
                  save.mutate({ values: form.values, onto: theirs.revision });
                }}
              >
                {words('schedule.keepMine')}
              </Button>
            </Group>
          </Alert>
        )}
        {theirs === null && <Fault error={save.error} />}
        <TextInput label={words('schedule.name')} {...form.getInputProps('name')} />
        <Select
          label={words('schedule.tier')}
          allowDeselect={false}
          data={tierSchema.options
            .toReversed()
            .map((tier) => ({ value: tier, label: `${words(`tiers.${tier}`)} – ${words(`tiersAbout.${tier}`)}` }))}
          {...form.getInputProps('tier')}
        />
        <MultiSelect
          label={words('schedule.targets')}
          description={words('schedule.targetsAbout')}
          searchable
          data={[
            {
              group: words('schedule.sites'),
              items: places.sites.map(({ id }) => ({
                value: targetKey({ kind: 'site', siteId: id }),
                label: targetName({ kind: 'site', siteId: id }),
              })),
            },
            {
              group: words('schedule.areas'),
              items: places.areas.map(({ id }) => ({
                value: targetKey({ kind: 'area', areaId: id }),
                label: targetName({ kind: 'area', areaId: id }),
              })),
            },
            {
              group: words('schedule.screens'),
              items: places.screens.map(({ id, name }) => ({ value: targetKey({ kind: 'screen', screenId: id }), label: name })),
            },
          ]}
          value={[...form.values.targets]}
          onChange={(targets) => form.setFieldValue('targets', targets)}
          error={form.errors['targets']}
        />
        <Select label={words('schedule.playlist')} searchable data={playlistChoices} {...form.getInputProps('playlistId')} />
        <Select
          label={words('schedule.layout')}
          placeholder={words('schedule.fullScreen')}
          clearable
          data={(layouts ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
          {...form.getInputProps('layoutId')}
        />
        {hasTicker && (
          <Select
            label={words('schedule.ticker')}
            clearable
            searchable
            data={playlistChoices}
            {...form.getInputProps('tickerPlaylistId')}
          />
        )}
        <WhenFields
          value={form.values.when}
          onChange={(when) => form.setFieldValue('when', when)}
          error={form.errors['when']}
          today={wallClockOf(serverNow(), places.mainZone).slice(0, 10)}
        />
        <MultiSelect
          label={words('schedule.dayparts')}
          description={words('schedule.daypartsAbout')}
          data={(dayparts ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
          value={[...form.values.daypartIds]}
          onChange={(ids) => form.setFieldValue('daypartIds', ids)}
          error={form.errors['daypartIds']}
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
        onConfirm={() => remove.mutate()}
        onClose={removing.close}
      >
        {words('schedule.removeAbout')}
      </Confirm>
    </form>
  );
}
