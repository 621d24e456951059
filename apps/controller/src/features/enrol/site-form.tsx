import { fleetRoutes, type Site } from '@gatecast/protocol';
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { placesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { filledNames, NamesFields, twoNames } from './names-fields.tsx';

const offeredLanguages = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr', 'zh-Hant', 'th', 'lo', 'km', 'ru', 'de', 'es'];

/** Adds a site or changes one: its names, its zone and its languages in order, the lead language first. */
export function SiteForm({ site, onDone }: { site: Site | null; onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      names: twoNames(site?.names),
      timeZone: site?.timeZone ?? 'Asia/Ho_Chi_Minh',
      languages: [...(site?.languages ?? ['vi', 'en'])],
      dayStart: site?.dayStart ?? '04:00',
    },
    validate: {
      names: { vi: (value, { names }) => (value.trim() === '' && names.en.trim() === '' ? words('sites.oneName') : null) },
      languages: (value) => (value.length === 0 ? words('common.required') : null),
    },
  });
  useUnsaved(form.isDirty());
  const label = words(site === null ? 'wall.addSite' : 'sites.editSite');
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const body = { ...form.values, names: { ...site?.names, ...filledNames(form.values.names) } };
      return site === null
        ? call(fleetRoutes.createSite, { body })
        : call(fleetRoutes.putSite, { params: { siteId: site.id }, body: { ...body, revision: onto ?? site.revision } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words(site === null ? 'sites.siteAdded' : 'sites.saved'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined))} noValidate aria-label={label}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <NamesFields form={form} />
        <Select
          label={words('sites.timeZone')}
          searchable
          allowDeselect={false}
          limit={60}
          data={[...new Set(['Asia/Ho_Chi_Minh', ...Intl.supportedValuesOf('timeZone')])]}
          {...form.getInputProps('timeZone')}
        />
        <MultiSelect
          label={words('sites.languages')}
          description={words('sites.languagesAbout')}
          data={[...new Set([...offeredLanguages, ...(site?.languages ?? [])])].map((tag) => ({
            value: tag,
            label: languageName(tag, language),
          }))}
          searchable
          {...form.getInputProps('languages')}
        />
        <TextInput label={words('sites.dayStart')} type="time" {...form.getInputProps('dayStart')} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {site === null ? label : words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
