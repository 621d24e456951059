import { fleetRoutes } from '@gatecast/protocol';
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { placesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { filledNames, NamesFields } from './names-fields.tsx';

const offeredLanguages = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr', 'zh-Hant', 'th', 'lo', 'km', 'ru', 'de', 'es'];

/** Adds a site: its names, its zone and its languages in order, the lead language first. */
export function SiteForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { names: { vi: '', en: '' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'], dayStart: '04:00' },
    validate: {
      names: { vi: (value, { names }) => (value.trim() === '' && names.en.trim() === '' ? words('sites.oneName') : null) },
      languages: (value) => (value.length === 0 ? words('common.required') : null),
    },
  });
  useUnsaved(form.isDirty());
  const add = useMutation({
    mutationFn: (values: typeof form.values) => call(fleetRoutes.createSite, { body: { ...values, names: filledNames(values.names) } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words('sites.siteAdded'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate aria-label={words('wall.addSite')}>
      <Stack gap="sm">
        <Fault error={add.error} />
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
          data={offeredLanguages.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
          searchable
          {...form.getInputProps('languages')}
        />
        <TextInput label={words('sites.dayStart')} type="time" {...form.getInputProps('dayStart')} />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('wall.addSite')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
