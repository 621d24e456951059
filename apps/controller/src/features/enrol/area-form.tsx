import { fleetRoutes, type Area, type SiteId } from '@gatecast/protocol';
import { Button, Group, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { placesQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { areasInside, usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { filledNames, NamesFields, twoNames } from './names-fields.tsx';

/** Adds an area to a site or inside another area; renames one, or moves it with all that lies in it. */
export function AreaForm({ siteId, area, onDone }: { siteId: SiteId; area: Area | null; onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { names: twoNames(area?.names), parentId: area?.parentId ?? null },
    validate: { names: { vi: (value, { names }) => (value.trim() === '' && names.en.trim() === '' ? words('sites.oneName') : null) } },
  });
  useUnsaved(form.isDirty());
  const label = words(area === null ? 'sites.addArea' : 'sites.editArea');
  const inside = new Set(area === null ? [] : areasInside(places.areas, area.id));
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const { parentId } = form.values;
      const names = { ...area?.names, ...filledNames(form.values.names) };
      return area === null
        ? call(fleetRoutes.createArea, { body: { siteId, names, parentId } })
        : call(fleetRoutes.putArea, { params: { areaId: area.id }, body: { names, parentId, revision: onto ?? area.revision } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words(area === null ? 'sites.areaAdded' : 'sites.saved'));
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
          label={words('sites.inside')}
          placeholder={words('wall.wholeSite')}
          clearable
          data={places.areasOf(siteId).flatMap((place) => (inside.has(place.area.id) ? [] : [{ value: place.area.id, label: place.path }]))}
          {...form.getInputProps('parentId')}
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {area === null ? label : words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
