import { tierSchema, transitionSchema } from '@gatecast/protocol';
import { Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery, daypartsQuery, layoutsQuery, playlistsQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { useWords } from '../../words/words.ts';
import { LayoutPicture } from '../layouts/layout-picture.tsx';
import type { EntryForm } from './entry-form.ts';
import { isForOverlays, layoutInWords } from './layouts.ts';
import { ModeFields } from './mode-fields.tsx';
import { targetKey, useTargets } from './targets.ts';
import { WhenFields } from './when-fields.tsx';

/** The fields of an entry; those of another mode are not drawn. */
export function EntryFields({ form, hasTicker }: { form: UseFormReturnType<EntryForm>; hasTicker: boolean }) {
  const words = useWords();
  const { name: targetName, places } = useTargets();
  const { data: playlists } = useQuery(playlistsQuery);
  const { data: layouts } = useQuery(layoutsQuery);
  const { data: dayparts } = useQuery(daypartsQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  const { mode } = form.values;
  // the server names one of a list
  const faultIn = (list: string) => Object.entries(form.errors).find(([path]) => path === list || path.startsWith(`${list}.`))?.[1];
  // the server names a rule or an end within
  const whenFaults = Object.keys(form.errors).filter((path) => path === 'when' || path.startsWith('when.'));
  const playlistChoices = (playlists ?? []).map(({ id, name }) => ({ value: id as string, label: name }));
  const calendarChoices = (calendars ?? []).map(({ id, name }) => ({ value: id as string, label: name }));
  const chosen = form.values.layoutId;
  // one that was drawn anew since the entry was written stays chosen
  const fittingLayouts = (layouts ?? []).filter((layout) => isForOverlays(layout) === (mode === 'overlay') || layout.id === chosen);
  const layoutPicture = (id: string | null) => {
    const layout = layouts?.find((one) => one.id === id);
    return layout && <LayoutPicture layout={layout} widthPx={48} heightPx={27} />;
  };
  return (
    <Stack gap="sm">
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
        error={faultIn('targets')}
      />
      <ModeFields form={form} />
      <Select label={words('schedule.playlist')} searchable data={playlistChoices} {...form.getInputProps('playlistId')} />
      {mode !== 'interrupt' && (
        <Select
          label={words('schedule.layout')}
          placeholder={words(mode === 'overlay' ? 'schedule.overlayLayout' : 'schedule.fullScreen')}
          clearable={mode === 'replace'}
          data={fittingLayouts.map((layout) => ({ value: layout.id as string, label: layoutInWords(layout, words) }))}
          leftSection={layoutPicture(chosen)}
          {...(chosen === null ? {} : { leftSectionWidth: 62 })}
          renderOption={({ option }) => (
            <Group gap="xs" wrap="nowrap">
              {layoutPicture(option.value)}
              {option.label}
            </Group>
          )}
          {...form.getInputProps('layoutId')}
        />
      )}
      {hasTicker && mode !== 'interrupt' && (
        <Select label={words('schedule.ticker')} clearable searchable data={playlistChoices} {...form.getInputProps('tickerPlaylistId')} />
      )}
      <Select
        label={words('schedule.transition')}
        description={words('schedule.transitionAbout')}
        allowDeselect={false}
        data={(['cut', ...transitionSchema.options] as const).map((transition) => ({
          value: transition,
          label: words(`transitions.${transition}`),
        }))}
        {...form.getInputProps('transition')}
      />
      <WhenFields
        value={form.values.when}
        onChange={(when) => {
          for (const path of whenFaults) form.clearFieldError(path as 'when');
          form.setFieldValue('when', when);
        }}
        error={whenFaults.map((path) => form.errors[path])[0]}
        now={wallClockOf(serverNow(), places.mainZone)}
      />
      <MultiSelect
        label={words('schedule.dayparts')}
        description={words('schedule.daypartsAbout')}
        data={(dayparts ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
        value={[...form.values.daypartIds]}
        onChange={(ids) => form.setFieldValue('daypartIds', ids)}
        error={faultIn('daypartIds')}
      />
      <MultiSelect
        label={words('schedule.calendars')}
        description={words('schedule.calendarsAbout')}
        data={calendarChoices}
        value={[...form.values.calendarIds]}
        onChange={(ids) => form.setFieldValue('calendarIds', ids)}
        error={faultIn('calendarIds')}
      />
      <MultiSelect
        label={words('schedule.exceptCalendars')}
        description={words('schedule.exceptCalendarsAbout')}
        data={calendarChoices}
        value={[...form.values.exceptCalendarIds]}
        onChange={(ids) => form.setFieldValue('exceptCalendarIds', ids)}
        error={faultIn('exceptCalendarIds')}
      />
    </Stack>
  );
}
