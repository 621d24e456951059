import { fleetRoutes, screenKindSchema, type ScreenId } from '@gatecast/protocol';
import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { MountingFields } from './mounting-fields.tsx';
import { emptyMounting, mountingOf, type MountingForm } from './mounting.ts';
import { screenSizes } from './screen-sizes.ts';

type NewScreen = {
  readonly name: string;
  readonly siteId: string;
  readonly areaId: string | null;
  readonly kind: (typeof screenKindSchema.options)[number];
  readonly size: string;
  /** Text while it is being typed. */
  readonly widthPx: number | string;
  readonly heightPx: number | string;
  readonly distanceM: number | string;
  readonly glassWidthCm: number | string;
  readonly mounting: MountingForm;
};

/** Adds a screen: where it stands, what it is, how large and how it hangs. */
export function AddScreenForm({ onAdded }: { onAdded: (screenId: ScreenId) => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const form = useForm<NewScreen>({
    initialValues: {
      name: '',
      siteId: (places.sites[0]?.id as string | undefined) ?? '',
      areaId: null,
      kind: 'display',
      size: 'landscape-hd',
      widthPx: 1920,
      heightPx: 1080,
      distanceM: '',
      glassWidthCm: '',
      mounting: emptyMounting,
    },
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      siteId: (value) => (value === '' ? words('common.required') : null),
      // the one says nothing without the other
      distanceM: (value, { glassWidthCm }) => (value === '' && glassWidthCm !== '' ? words('common.required') : null),
      glassWidthCm: (value, { distanceM }) => (value === '' && distanceM !== '' ? words('common.required') : null),
    },
  });
  const add = useMutation({
    mutationFn: ({ name, siteId, areaId, kind, widthPx, heightPx, distanceM, glassWidthCm, mounting }: typeof form.values) =>
      call(fleetRoutes.createScreen, {
        body: {
          name,
          siteId,
          areaId,
          kind,
          widthPx: Number(widthPx),
          heightPx: Number(heightPx),
          ...mountingOf(mounting),
          ...(distanceM === ''
            ? {}
            : { viewing: { distanceMm: Math.round(Number(distanceM) * 1_000), glassWidthMm: Math.round(Number(glassWidthCm) * 10) } }),
        },
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      // the next screen stands mostly in the same place and is of the same size
      form.setFieldValue('name', '');
      onAdded(id);
    },
    onError: (error) => markField(form, error),
  });
  const chooseSize = (key: string | null) => {
    const size = screenSizes.find((each) => each.key === key);
    form.setFieldValue('size', key ?? 'other');
    if (size) form.setValues({ widthPx: size.widthPx, heightPx: size.heightPx });
  };
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate aria-label={words('enrol.addScreen')}>
      <Stack gap="sm">
        <Fault error={add.error} />
        <TextInput label={words('enrol.name')} description={words('enrol.nameAbout')} {...form.getInputProps('name')} />
        <Select
          label={words('common.site')}
          data={places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) }))}
          allowDeselect={false}
          {...form.getInputProps('siteId')}
          onChange={(siteId) => form.setValues({ siteId: siteId ?? '', areaId: null })}
        />
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
        <Group grow align="flex-start">
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
          <Button type="submit" loading={add.isPending}>
            {words('enrol.addScreen')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
