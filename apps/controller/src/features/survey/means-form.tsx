import { meansKindSchema, meansRoutes, type Condition, type Means, type MeansKind, type ScreenId } from '@gatecast/protocol';
import { Button, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { ConditionChoice } from './condition-choice.tsx';
import { formPhotosOf, PhotosField, type FormPhoto } from './photos-field.tsx';

type Values = {
  name: string;
  siteId: string;
  areaId: string | null;
  kind: MeansKind;
  condition: Condition;
  owner: string;
  installedYear: number | string;
  screenId: string | null;
  position: string;
  notes: string;
  photos: readonly FormPhoto[];
};

/** Adds a means of information to the inventory, or changes what is known of one. */
export function MeansForm({ means, siteId, onDone }: { means: Means | null; siteId: string | undefined; onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const form = useForm<Values>({
    initialValues: {
      name: means?.name ?? '',
      siteId: means?.siteId ?? siteId ?? places.sites[0]?.id ?? '',
      areaId: means?.areaId ?? null,
      kind: means?.kind ?? 'display',
      condition: means?.condition ?? 'good',
      owner: means?.owner ?? '',
      installedYear: means?.installedYear ?? '',
      screenId: means?.screenId ?? null,
      position: means?.position ?? '',
      notes: means?.notes ?? '',
      photos: means === null ? [] : formPhotosOf(means),
    },
    validate: { name: (value) => (value.trim() === '' ? words('common.required') : null) },
  });
  useUnsaved(form.isDirty());
  const [revision] = useState(means?.revision ?? 0);
  const save = useMutation({
    mutationFn: (onto: number) => {
      const { siteId: at, photos, installedYear, areaId, screenId, ...rest } = form.values;
      const body = {
        ...rest,
        ...{ areaId: areaId as Means['areaId'], screenId: screenId as ScreenId | null, photoIds: photos.map(({ mediaId }) => mediaId) },
        installedYear: installedYear === '' ? null : Number(installedYear),
      };
      return means === null
        ? call(meansRoutes.createMeans, { body: { ...body, siteId: at } })
        : call(meansRoutes.putMeans, { params: { meansId: means.id }, body: { ...body, revision: onto } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['means'] });
      await queries.invalidateQueries({ queryKey: ['provisions', 'gap'] });
      tellDone(words('survey.saved'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  const label = words(means === null ? 'survey.addMeans' : 'survey.editMeans');
  const screens = places.screens.filter((screen) => screen.siteId === form.values.siteId);
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(revision))} noValidate aria-label={label}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <TextInput label={words('survey.name')} description={words('survey.nameAbout')} {...form.getInputProps('name')} />
        {means === null && (
          <Select
            label={words('common.site')}
            allowDeselect={false}
            data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
            {...form.getInputProps('siteId')}
            onChange={(next) => form.setValues({ siteId: next ?? '', areaId: null, screenId: null })}
          />
        )}
        <Select
          label={words('survey.kind')}
          allowDeselect={false}
          data={meansKindSchema.options.map((kind) => ({ value: kind, label: words(`kinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <Select
          label={words('common.area')}
          placeholder={words('wall.wholeSite')}
          clearable
          searchable
          data={places.areasOf(form.values.siteId).map(({ area, path }) => ({ value: area.id as string, label: path }))}
          {...form.getInputProps('areaId')}
        />
        <TextInput label={words('survey.position')} description={words('survey.positionAbout')} {...form.getInputProps('position')} />
        <ConditionChoice value={form.values.condition} onChange={(condition) => form.setFieldValue('condition', condition)} />
        <PhotosField
          siteId={form.values.siteId as Means['siteId']}
          photos={form.values.photos}
          error={form.errors['photoIds'] as string | undefined}
          onChange={(photos) => form.setFieldValue('photos', photos)}
          onBusy={setIsBusy}
        />
        <TextInput label={words('survey.owner')} description={words('survey.ownerAbout')} {...form.getInputProps('owner')} />
        <NumberInput
          label={words('survey.installedYear')}
          min={1980}
          max={2100}
          thousandSeparator=""
          {...form.getInputProps('installedYear')}
        />
        {form.values.kind !== 'web' && (
          <Select
            label={words('survey.screen')}
            description={words('survey.screenAbout')}
            clearable
            searchable
            data={screens.map(({ id, name }) => ({ value: id as string, label: name }))}
            {...form.getInputProps('screenId')}
          />
        )}
        <Textarea label={words('survey.notes')} autosize minRows={2} maxRows={8} {...form.getInputProps('notes')} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={isBusy}>
            {means === null ? label : words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
