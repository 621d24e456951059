import { meansKindSchema, provisionRoutes, type MeansKind, type Provision } from '@gatecast/protocol';
import { Button, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core';
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

type Values = { siteId: string; areaId: string | null; kind: MeansKind; year: number | string; wanted: number | string; notes: string };
type Props = {
  readonly provision: Provision | null;
  readonly siteId: string | undefined;
  readonly year: number;
  readonly onDone: () => void;
};

/** A line of the plan: how many of a kind shall stand somewhere by the end of a year. */
export function ProvisionForm({ provision, siteId, year, onDone }: Props) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: {
      siteId: provision?.siteId ?? siteId ?? places.sites[0]?.id ?? '',
      areaId: provision?.areaId ?? null,
      kind: provision?.kind ?? 'display',
      year: provision?.year ?? year,
      wanted: provision?.wanted ?? 1,
      notes: provision?.notes ?? '',
    },
    validate: {
      year: (value) => (value === '' ? words('common.required') : null),
      wanted: (value) => (value === '' ? words('common.required') : null),
    },
  });
  useUnsaved(form.isDirty());
  const [revision] = useState(provision?.revision ?? 0);
  const read = () => queries.invalidateQueries({ queryKey: ['provisions'] });
  const save = useMutation({
    mutationFn: (onto: number) => {
      const { siteId: at, areaId, kind, notes, ...numbers } = form.values;
      const body = { areaId: areaId as Provision['areaId'], kind, notes, year: Number(numbers.year), wanted: Number(numbers.wanted) };
      return provision === null
        ? call(provisionRoutes.createProvision, { body: { ...body, siteId: at } })
        : call(provisionRoutes.putProvision, { params: { provisionId: provision.id }, body: { ...body, revision: onto } });
    },
    onSuccess: async () => {
      await read();
      tellDone(words('survey.planSaved'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  const remove = useMutation({
    mutationFn: (onto: number) =>
      call(provisionRoutes.deleteProvision, { params: { provisionId: provision?.id ?? '' }, query: { revision: onto } }),
    onSuccess: async () => {
      await read();
      tellDone(words('removal.done'));
      onDone();
    },
  });
  const label = words(provision === null ? 'survey.addLine' : 'survey.editLine');
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(revision))} noValidate aria-label={label}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
        {provision === null && (
          <Select
            label={words('common.site')}
            allowDeselect={false}
            data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
            {...form.getInputProps('siteId')}
            onChange={(next) => form.setValues({ siteId: next ?? '', areaId: null })}
          />
        )}
        <Select
          label={words('common.area')}
          description={words('survey.lineAreaAbout')}
          placeholder={words('wall.wholeSite')}
          clearable
          searchable
          data={places.areasOf(form.values.siteId).map(({ area, path }) => ({ value: area.id as string, label: path }))}
          {...form.getInputProps('areaId')}
        />
        <Select
          label={words('survey.kind')}
          allowDeselect={false}
          data={meansKindSchema.options.map((kind) => ({ value: kind, label: words(`kinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <Group grow align="flex-start">
          <NumberInput label={words('survey.byYear')} min={1980} max={2100} thousandSeparator="" {...form.getInputProps('year')} />
          <NumberInput
            label={words('survey.wanted')}
            description={words('survey.wantedAbout')}
            min={0}
            max={9_999}
            {...form.getInputProps('wanted')}
          />
        </Group>
        <Textarea label={words('survey.notes')} autosize minRows={2} maxRows={8} {...form.getInputProps('notes')} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {provision === null ? label : words('common.save')}
          </Button>
          {provision !== null && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(revision)}>
              {words('removal.remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
