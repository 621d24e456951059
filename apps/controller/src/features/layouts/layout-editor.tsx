import {
  aspectSchema,
  layoutFaults,
  layoutRoutes,
  mostRegions,
  type Frame,
  type LayoutDraft,
  type LayoutRegion,
  type StoredLayout,
} from '@gatecast/protocol';
import { Alert, Autocomplete, Button, Group, Menu, Select, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { layoutsQuery, playlistsQuery } from '../../api/queries.ts';
import { tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { isForOverlays } from '../schedule/layouts.ts';
import { regionInWords } from '../screen/region-in-words.ts';
import { freeFrame, freeName, grids, reordered, usualAspects } from './drawing.ts';
import { faultInWords } from './fault-in-words.ts';
import { LayoutBoard, percents } from './layout-board.tsx';
import classes from './layouts.module.css';
import { contentOf, RegionFields, regionKinds, type RegionKind } from './region-fields.tsx';
import { RegionList } from './region-list.tsx';
import { useRegions } from './use-regions.ts';

const whole: LayoutRegion = {
  id: 'main',
  frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
  languages: { kind: 'sequence' },
  content: { kind: 'main' },
};
/** What a new layout begins as. */
export const blankLayout: LayoutDraft = { name: '', aspect: '16:9', regions: [whole] };

type Props = {
  /** What is changed; null: the draft becomes a layout of its own. */
  readonly layout: StoredLayout | null;
  readonly draft: LayoutDraft;
  readonly onDone: () => void;
};

/** Draws a layout: on a grid by drag and by keys, and by numbers. */
export function LayoutEditor({ layout, draft, onDone }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const { data: playlists } = useQuery(playlistsQuery);
  const [name, setName] = useState(draft.name);
  const [aspect, setAspect] = useState(draft.aspect);
  const [grid, setGrid] = useState<number>(20);
  const [chosen, setChosen] = useState(0);
  const [isChecked, setIsChecked] = useState(false);
  const { regions, change, canUndo, undo } = useRegions(draft.regions);
  const faultList = useRef<HTMLDivElement>(null);
  useUnsaved(regions !== draft.regions || name !== draft.name || aspect !== draft.aspect);
  useHotkeys([['mod+Z', undo]]);
  const isShape = aspectSchema.safeParse(aspect).success;
  const faults = layoutFaults(regions);
  const hasNames = regions.every(({ id }) => id.trim() !== '');
  const region = regions[chosen];
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const body = { name, aspect, regions: [...regions] };
      return layout === null
        ? call(layoutRoutes.createLayout, { body })
        : call(layoutRoutes.putLayout, { params: { layoutId: layout.id }, body: { ...body, revision: onto ?? layout.revision } });
    },
    onSuccess: async ({ entryCount }) => {
      await queries.invalidateQueries({ queryKey: layoutsQuery.queryKey });
      tellDone(entryCount === 0 ? words('layoutEditor.saved') : words('layoutEditor.savedUsed', { count: entryCount }));
      onDone();
    },
  });
  const setRegion = (index: number, next: LayoutRegion, isStep = true) =>
    change((all) => all.map((one, at) => (at === index ? next : one)), { isStep });
  const setFrame = (index: number, frame: Frame, isStep: boolean) =>
    change((all) => all.map((one, at) => (at === index ? { ...one, frame } : one)), { isStep });
  const add = (kind: RegionKind) => {
    const content = contentOf(kind, playlists?.[0]?.id ?? null);
    if (content === null) return;
    const id = freeName(
      kind === 'playlist' ? words('schedule.playlist') : kind,
      regions.map((one) => one.id),
    );
    change((all) => [...all, { id, frame: freeFrame(all.map(({ frame }) => frame)), languages: { kind: 'sequence' }, content }]);
    setChosen(regions.length);
  };
  const remove = (index: number) => {
    change((all) => all.toSpliced(index, 1));
    setChosen(Math.max(0, Math.min(chosen, regions.length - 2)));
  };
  const fault = fieldOf(save.error);
  return (
    <form
      noValidate
      aria-label={words('layoutEditor.form')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (faults.length > 0) faultList.current?.scrollIntoView({ block: 'nearest' });
        else if (name.trim() !== '' && isShape && hasNames) save.mutate(undefined);
      }}
    >
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        {layout !== null && layout.entryCount > 0 && (
          <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
            {words('layoutEditor.usedAbout', { count: layout.entryCount })}
          </Alert>
        )}
        <Group align="flex-start" gap="sm">
          <TextInput
            label={words('schedule.name')}
            style={{ flex: '1 1 240px' }}
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={isChecked && name.trim() === '' ? words('common.required') : fault?.path === 'name' ? fault.detail : undefined}
          />
          <Autocomplete
            label={words('layoutEditor.aspect')}
            w={150}
            data={[...usualAspects]}
            value={aspect}
            onChange={setAspect}
            error={isShape ? undefined : words('layoutEditor.aspectFault')}
          />
          <Select
            label={words('layoutEditor.grid')}
            w={130}
            allowDeselect={false}
            data={grids.map((lines) => ({ value: `${lines}`, label: `${lines} × ${lines}` }))}
            value={`${grid}`}
            onChange={(lines) => setGrid(Number(lines))}
          />
        </Group>
        <Text size="sm" c="dimmed">
          {words('layoutEditor.how')}
        </Text>
        <div className={classes['editor']}>
          <Stack gap="xs">
            <LayoutBoard
              regions={regions}
              aspect={aspect}
              grid={grid}
              chosen={chosen}
              faults={faults}
              onChoose={setChosen}
              onFrame={setFrame}
              onRemove={remove}
            />
            <div ref={faultList} role="status">
              {faults.length > 0 ? (
                <Alert color="red" title={words('layoutEditor.faultsTitle')}>
                  <ul className={classes['faults']}>
                    {faults.map((one) => (
                      <li key={JSON.stringify(one)}>{faultInWords(one, words)}</li>
                    ))}
                  </ul>
                </Alert>
              ) : (
                isForOverlays({ regions: [...regions] }) && <Text size="sm">{words('layoutEditor.open')}</Text>
              )}
            </div>
          </Stack>
          <Stack gap="sm">
            <Group gap="xs">
              <Menu>
                <Menu.Target>
                  <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} disabled={regions.length >= mostRegions}>
                    {words('layoutEditor.addRegion')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {regionKinds.map((kind) => (
                    <Menu.Item key={kind} disabled={kind === 'playlist' && (playlists ?? []).length === 0} onClick={() => add(kind)}>
                      {words(`layoutEditor.kinds.${kind}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} aria-hidden />}
                aria-keyshortcuts="Control+Z"
                disabled={!canUndo}
                onClick={undo}
              >
                {words('layoutEditor.undo')}
              </Button>
            </Group>
            {regions.length >= mostRegions && <Text size="sm">{words('layoutEditor.faults.tooMany', { limit: mostRegions })}</Text>}
            <RegionList
              regions={regions}
              chosen={chosen}
              onChoose={setChosen}
              onMove={(from, to) => {
                change((all) => reordered(all, from, to));
                setChosen(to);
              }}
              onRemove={remove}
            />
            {region !== undefined && <RegionFields region={region} onChange={(next) => setRegion(chosen, next)} />}
            {isChecked && !hasNames && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {words('layoutEditor.faults.noName')}
              </Text>
            )}
          </Stack>
        </div>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
      <VisuallyHidden role="status">
        {region !== undefined && words('layoutEditor.told', { name: regionInWords(region.id, words), ...percents(region.frame) })}
      </VisuallyHidden>
    </form>
  );
}
