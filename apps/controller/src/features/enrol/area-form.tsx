import { fleetRoutes, type SiteId } from '@gatecast/protocol';
import { Button, Group, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { placesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { filledNames, NamesFields } from './names-fields.tsx';

/** Adds an area to a site, or inside another area. */
export function AreaForm({ siteId, onDone }: { siteId: SiteId; onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { names: { vi: '', en: '' }, parentId: null as string | null },
    validate: { names: { vi: (value, { names }) => (value.trim() === '' && names.en.trim() === '' ? words('sites.oneName') : null) } },
  });
  useUnsaved(form.isDirty());
  const add = useMutation({
    mutationFn: ({ names, parentId }: typeof form.values) =>
      call(fleetRoutes.createArea, { body: { siteId, names: filledNames(names), parentId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words('sites.areaAdded'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate aria-label={words('sites.addArea')}>
      <Stack gap="sm">
        <Fault error={add.error} />
        <NamesFields form={form} />
        <Select
          label={words('sites.inside')}
          placeholder={words('wall.wholeSite')}
          clearable
          data={places.areasOf(siteId).map(({ area, path }) => ({ value: area.id, label: path }))}
          {...form.getInputProps('parentId')}
        />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('sites.addArea')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
