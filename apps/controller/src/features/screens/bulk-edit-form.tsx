import { screenKindSchema, screenRoutes, type BulkChange, type Selection } from '@gatecast/protocol';
import { Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { LongWork, newWorkId } from '../../parts/long-work.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { rotationNames, rotations, type Rotation } from '../enrol/mounting.ts';
import { screenSizes } from '../enrol/screen-sizes.ts';
import { Changes } from '../../parts/changes.tsx';

const wholeSite = 'whole-site';

/** Changes many screens at once: what shall be, what would change, then the change. */
export function BulkEditForm({ selection, onDone }: { selection: Selection; onDone: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const [addTags, setAddTags] = useState<string[]>([]);
  const [removeTags, setRemoveTags] = useState<string[]>([]);
  const [area, setArea] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [size, setSize] = useState<string | null>(null);
  const [rotation, setRotation] = useState<string | null>(null);
  const tags = useMemo(() => [...new Set(places.screens.flatMap((screen) => screen.tags))].toSorted(), [places.screens]);
  const change = changeOf({ addTags, removeTags, area, kind, size, rotation });
  const isEmpty = Object.values(change).every((value) => Array.isArray(value) && value.length === 0);
  useUnsaved(!isEmpty);
  const run = useMutation({
    mutationFn: (asked: { readonly token: string | null; readonly workId: string }) =>
      call(screenRoutes.bulkEditScreens, { body: { selection, change, ...asked } }),
    onSuccess: async ({ isDone, screens }) => {
      if (!isDone) return;
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      tellDone(words('screens.changed', { count: screens.length }));
      onDone();
    },
  });
  const preview = run.data;
  const set =
    <T,>(to: (value: T) => void) =>
    (value: T) => {
      run.reset();
      to(value);
    };
  const hindered = preview?.screens.some(({ problem }) => problem !== null) ?? false;
  return (
    <form
      noValidate
      aria-label={words('screens.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate({ token: preview?.token ?? null, workId: newWorkId() });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('screens.editAbout')}
        </Text>
        <Fault error={run.error} />
        <TagsInput
          label={words('screens.addTags')}
          description={words('enrol.tagsAbout')}
          data={tags}
          value={addTags}
          onChange={set(setAddTags)}
        />
        <TagsInput label={words('screens.removeTags')} data={tags} value={removeTags} onChange={set(setRemoveTags)} />
        <Select
          label={words('common.area')}
          placeholder={words('screens.unchanged')}
          clearable
          searchable
          data={[
            { value: wholeSite, label: words('wall.wholeSite') },
            ...places.sites.map((site) => ({
              group: places.siteName(site.id),
              items: places.areasOf(site.id).map((place) => ({ value: place.area.id as string, label: place.path })),
            })),
          ]}
          value={area}
          onChange={set(setArea)}
        />
        <Select
          label={words('screen.kind')}
          placeholder={words('screens.unchanged')}
          clearable
          data={screenKindSchema.options.map((value) => ({ value, label: words(`kinds.${value}`) }))}
          value={kind}
          onChange={set(setKind)}
        />
        <Select
          label={words('enrol.size')}
          placeholder={words('screens.unchanged')}
          clearable
          data={screenSizes.map(({ key }) => ({ value: key as string, label: words(`sizes.${key}`) }))}
          value={size}
          onChange={set(setSize)}
        />
        <Select
          label={words('enrol.rotation')}
          placeholder={words('screens.unchanged')}
          clearable
          data={rotationNames.map((turn) => ({ value: turn as string, label: words(`rotations.${turn}`) }))}
          value={rotation}
          onChange={set(setRotation)}
        />
        {preview !== undefined && (
          <>
            <Text size="sm" fw={500} role="status">
              {words('screens.wouldChange', { count: preview.screens.length, same: preview.sameCount })}
            </Text>
            <Changes rows={preview.screens.map(({ screenId, ...row }) => ({ key: screenId, ...row }))} />
          </>
        )}
        <LongWork workId={run.variables?.workId} isPending={run.isPending} />
        <Group>
          <Button
            type="submit"
            loading={run.isPending}
            disabled={isEmpty || hindered || (preview !== undefined && preview.screens.length === 0)}
          >
            {preview === undefined ? words('screens.preview') : words('screens.apply', { count: preview.screens.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Typed = {
  readonly addTags: string[];
  readonly removeTags: string[];
  readonly area: string | null;
  readonly kind: string | null;
  readonly size: string | null;
  readonly rotation: string | null;
};
function changeOf({ addTags, removeTags, area, kind, size, rotation }: Typed): BulkChange {
  const known = screenSizes.find(({ key }) => key === size);
  const deg = rotation === null ? null : rotations[rotation as Rotation];
  return {
    addTags,
    removeTags,
    ...(area === null ? {} : { areaId: (area === wholeSite ? null : area) as NonNullable<BulkChange['areaId']> | null }),
    ...(kind === null ? {} : { kind: kind as NonNullable<BulkChange['kind']> }),
    ...(known === undefined ? {} : { size: { widthPx: known.widthPx, heightPx: known.heightPx } }),
    ...(deg === null ? {} : { rotationDeg: deg === 0 ? null : deg }),
  };
}
