import { fleetRoutes, screenKindSchema, type Screen, type ScreenId } from '@gatecast/protocol';
import { Button, Group, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { MountingFields } from './mounting-fields.tsx';
import { screenSizes } from './screen-sizes.ts';
import { newScreen, readScreen, writeScreen, type ScreenValues } from './screen-values.ts';

/** Adds a screen or changes one: where it stands, what it is, how large and how it hangs. */
export function ScreenForm({ screen, onSaved }: { screen: Screen | null; onSaved: (screenId: ScreenId) => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm<ScreenValues>({
    initialValues: screen === null ? newScreen(places.sites[0]?.id ?? '') : readScreen(screen),
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      siteId: (value) => (value === '' ? words('common.required') : null),
      // the one says nothing without the other
      distanceM: (value, { glassWidthCm }) => (value === '' && glassWidthCm !== '' ? words('common.required') : null),
      glassWidthCm: (value, { distanceM }) => (value === '' && distanceM !== '' ? words('common.required') : null),
    },
  });
  useUnsaved(screen !== null && form.isDirty());
  const [revision] = useState(screen?.revision ?? 0);
  const save = useMutation({
    mutationFn: (onto: number) => {
      const { siteId } = form.values;
      const body = writeScreen(form.values);
      return screen === null
        ? call(fleetRoutes.createScreen, { body: { ...body, siteId } })
        : call(fleetRoutes.putScreen, { params: { screenId: screen.id }, body: { ...body, revision: onto } });
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      // the next screen stands mostly in the same place and is of the same size
      if (screen === null) form.setFieldValue('name', '');
      onSaved(id);
    },
    onError: (error) => markField(form, error),
  });
  const label = words(screen === null ? 'enrol.addScreen' : 'enrol.editScreen');
  const chooseSize = (key: string | null) => {
    const size = screenSizes.find((each) => each.key === key);
    form.setFieldValue('size', key ?? 'other');
    if (size) form.setValues({ widthPx: size.widthPx, heightPx: size.heightPx });
  };
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(revision))} noValidate aria-label={label}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={() => screen && onSaved(screen.id)} />
        <TextInput label={words('enrol.name')} description={words('enrol.nameAbout')} {...form.getInputProps('name')} />
        {screen === null && (
          <Select
            label={words('common.site')}
            data={places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) }))}
            allowDeselect={false}
            {...form.getInputProps('siteId')}
            onChange={(siteId) => form.setValues({ siteId: siteId ?? '', areaId: null })}
          />
        )}
        <Select
          label={words('common.area')}
          placeholder={words('wall.wholeSite')}
          clearable
          data={places.areasOf(form.values.siteId).map(({ area, path }) => ({ value: area.id, label: path }))}
          {...form.getInputProps('areaId')}
        />
        <Select
          label={words('screen.kind')}
          data={screenKindSchema.options.map((kind) => ({ value: kind, label: words(`kinds.${kind}`) }))}
          allowDeselect={false}
          {...form.getInputProps('kind')}
        />
        <Select
          label={words('enrol.size')}
          data={[
            ...screenSizes.map(({ key }) => ({ value: key as string, label: words(`sizes.${key}`) })),
            { value: 'other', label: words('sizes.other') },
          ]}
          allowDeselect={false}
          value={form.values.size}
          onChange={chooseSize}
        />
        {form.values.size === 'other' && (
          <Group grow>
            <NumberInput label={words('enrol.widthPx')} min={16} max={16_384} {...form.getInputProps('widthPx')} />
            <NumberInput label={words('enrol.heightPx')} min={16} max={16_384} {...form.getInputProps('heightPx')} />
          </Group>
        )}
        <TagsInput
          label={words('enrol.tags')}
          description={words('enrol.tagsAbout')}
          maxTags={32}
          data={[...new Set(places.screens.flatMap(({ tags }) => tags))].toSorted()}
          {...form.getInputProps('tags')}
        />
        <Group grow align="flex-end">
          <NumberInput
            label={words('enrol.distance')}
            description={words('enrol.distanceAbout')}
            min={0.2}
            max={200}
            decimalScale={1}
            {...form.getInputProps('distanceM')}
          />
          <NumberInput
            label={words('enrol.glassWidth')}
            description={words('enrol.glassWidthAbout')}
            min={5}
            max={10_000}
            decimalScale={1}
            {...form.getInputProps('glassWidthCm')}
          />
        </Group>
        <MountingFields
          value={form.values.mounting}
          onChange={(mounting) => form.setFieldValue('mounting', mounting)}
          widthPx={Number(form.values.widthPx)}
          heightPx={Number(form.values.heightPx)}
          faultOf={(field) => form.errors[`wall.${field}`]}
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {screen === null ? label : words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
