import { fleetRoutes, screensCsvPath, type ScreenId, type Selection, type SiteId, type WallScreen } from '@gatecast/protocol';
import { Anchor, Button, Checkbox, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconDeviceTvOld, IconDownload, IconEdit, IconPlus, IconSearch, IconTerminal2, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import type { screensSearchSchema } from '../../app/router.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { SiteFilter } from '../../parts/site-filter.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { queryText } from '../../parts/query-text.ts';
import { useWords } from '../../words/words.ts';
import { HeartbeatAge } from '../wall/tile.tsx';
import { BulkEditForm } from './bulk-edit-form.tsx';
import { BulkOrderForm } from './bulk-order-form.tsx';
import { ImportForm } from './import-form.tsx';

const pageSize = 200;
const rowPx = 45;
type Doing = 'edit' | 'order' | 'import' | null;
type Chosen = { readonly kind: 'some'; readonly ids: ReadonlySet<ScreenId> } | { readonly kind: 'found' };
const nobody: Chosen = { kind: 'some', ids: new Set() };

/** Every screen as a list: found, chosen, changed and ordered together, out to CSV and in from it. */
export function ScreensPage() {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const search = useSearch({ from: '/shell/screens' });
  const filter = useFilter();
  const [chosen, setChosen] = useState<Chosen>(nobody);
  const [doing, setDoing] = useState<Doing>(null);
  const list = useInfiniteQuery({
    // below `screens`, which says when one was added, changed or removed
    queryKey: [...screensQuery.queryKey, 'list', filter, search.sort],
    queryFn: ({ pageParam }) =>
      call(fleetRoutes.listScreens, {
        query: { ...filter, sort: search.sort, limit: pageSize, ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const live = useMemo(() => new Map(places.screens.map((screen) => [screen.id as string, screen])), [places.screens]);
  const rows = (list.data?.pages ?? []).flatMap(({ screens }) => screens.map((screen) => live.get(screen.id) ?? screen));
  const total = list.data?.pages.at(-1)?.total ?? 0;
  const count = chosen.kind === 'found' ? total : chosen.ids.size;
  const selection: Selection = chosen.kind === 'found' ? { kind: 'filter', filter } : { kind: 'ids', screenIds: [...chosen.ids] };
  const close = () => setDoing(null);
  const done = () => {
    setChosen(nobody);
    close();
  };
  const isBare = Object.values(filter).every((value) => value === undefined);
  return (
    <Page
      title={words('screens.title')}
      about={words('screens.about')}
      actions={
        <>
          <Button
            component="a"
            variant="default"
            href={`${screensCsvPath}?${queryText(filter)}`}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {words('screens.export')}
          </Button>
          {may('fleet.edit') && (
            <>
              <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setDoing('import')}>
                {words('screens.import')}
              </Button>
              <Button component={Link} to="/enrol" leftSection={<IconPlus size={16} aria-hidden />}>
                {words('wall.addScreen')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Filters onChange={() => setChosen(nobody)} />
      <Fault error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data !== undefined && total === 0 && (
        <Empty
          icon={isBare ? IconDeviceTvOld : IconSearch}
          title={words(isBare ? 'wall.emptyTitle' : 'wall.nothingFound')}
          text={words(isBare ? 'wall.emptyNoScreen' : 'wall.nothingFoundAbout')}
        />
      )}
      {total > 0 && (
        <>
          <Group gap="xs" mb="xs" mih={36} role="group" aria-label={words('screens.chosen')}>
            <Text size="sm" role="status">
              {count === 0 ? words('screens.total', { count: total }) : words('screens.chosenCount', { count, all: total })}
            </Text>
            {count > 0 && (
              <>
                {may('fleet.edit') && (
                  <Button size="compact-sm" leftSection={<IconEdit size={14} aria-hidden />} onClick={() => setDoing('edit')}>
                    {words('screens.edit')}
                  </Button>
                )}
                {may('fleet.command') && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconTerminal2 size={14} aria-hidden />}
                    onClick={() => setDoing('order')}
                  >
                    {words('screens.order')}
                  </Button>
                )}
                {chosen.kind === 'some' && chosen.ids.size < total && (
                  <Button size="compact-sm" variant="subtle" onClick={() => setChosen({ kind: 'found' })}>
                    {words('screens.chooseAll', { count: total })}
                  </Button>
                )}
                <Button size="compact-sm" variant="subtle" onClick={() => setChosen(nobody)}>
                  {words('screens.chooseNone')}
                </Button>
              </>
            )}
          </Group>
          <Rows
            rows={rows}
            chosen={chosen}
            onChoose={setChosen}
            onEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
          />
        </>
      )}
      <FormDrawer isOpen={doing === 'edit'} size="lg" title={words('screens.editTitle', { count })} onClose={close}>
        {doing === 'edit' && <BulkEditForm selection={selection} onDone={done} />}
      </FormDrawer>
      <FormDrawer isOpen={doing === 'order'} size="lg" title={words('screens.orderTitle', { count })} onClose={close}>
        {doing === 'order' && <BulkOrderForm selection={selection} onDone={done} />}
      </FormDrawer>
      <FormDrawer isOpen={doing === 'import'} size="lg" title={words('screens.import')} onClose={close}>
        {doing === 'import' && <ImportForm onDone={done} />}
      </FormDrawer>
    </Page>
  );
}

function useFilter() {
  const { find, site, tag, state } = useSearch({ from: '/shell/screens' });
  const search = useDeferredValue(find);
  return useMemo(() => ({ siteId: site as SiteId | undefined, tag, state, search }), [site, tag, state, search]);
}

const sorts = ['place', 'name', 'state', 'last-seen'] as const;

function Filters({ onChange }: { onChange: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const navigate = useNavigate({ from: '/screens' });
  const { find = '', site, tag, state, sort = 'place' } = useSearch({ from: '/shell/screens' });
  const change = (part: z.infer<typeof screensSearchSchema>) => {
    onChange();
    void navigate({ search: (search) => ({ ...search, ...part }), replace: true });
  };
  const tags = useMemo(() => [...new Set(places.screens.flatMap((screen) => screen.tags))].toSorted(), [places.screens]);
  return (
    <Group gap="sm" mb="sm">
      <TextInput
        w={{ base: '100%', sm: 240 }}
        type="search"
        aria-label={words('wall.find')}
        placeholder={words('wall.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={find}
        onChange={({ currentTarget: { value } }) => change({ find: value === '' ? undefined : value })}
      />
      <SiteFilter widthPx={200} value={site} onChange={(next) => change({ site: next })} />
      <Select
        w={{ base: 'calc(50% - 8px)', xs: 160 }}
        clearable
        aria-label={words('wall.filter')}
        placeholder={words('wall.filter')}
        data={(['healthy', 'impaired', 'offline', 'unpaired', 'unknown'] as const).map((value) => ({
          value,
          label: words(`states.${value}`),
        }))}
        value={state ?? null}
        onChange={(next) => change({ state: next ?? undefined })}
      />
      {tags.length > 0 && (
        <FilterSelect
          widthPx={150}
          label={words('enrol.tags')}
          placeholder={words('wall.everyTag')}
          data={tags}
          value={tag}
          onChange={(next) => change({ tag: next })}
        />
      )}
      <Select
        w={{ base: 'calc(50% - 8px)', xs: 190 }}
        allowDeselect={false}
        aria-label={words('screens.sort')}
        data={sorts.map((value) => ({ value, label: words(`screens.sorts.${value}`) }))}
        value={sort}
        onChange={(next) => change({ sort: next ?? undefined })}
      />
    </Group>
  );
}

type RowsProps = {
  readonly rows: readonly WallScreen[];
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  /** The last row that is known came into view. */
  readonly onEnd: () => void;
};

function Rows({ rows, chosen, onChoose, onEnd }: RowsProps) {
  const words = useWords();
  const places = usePlaces();
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowPx, overscan: 12, scrollMargin: 260 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 1) onEnd();
  });
  const isChosen = (id: ScreenId) => chosen.kind === 'found' || chosen.ids.has(id);
  const toggle = (id: ScreenId) => {
    const ids = new Set(chosen.kind === 'found' ? rows.map((screen) => screen.id) : chosen.ids);
    if (!ids.delete(id)) ids.add(id);
    onChoose({ kind: 'some', ids });
  };
  const chosenHere = rows.filter(({ id }) => isChosen(id)).length;
  const before = (items[0]?.start ?? 260) - 260;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? 260) - 260);
  return (
    <ScrollTable label={words('screens.title')}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                aria-label={words('screens.chooseShown')}
                checked={rows.length > 0 && chosenHere === rows.length}
                indeterminate={chosenHere > 0 && chosenHere < rows.length}
                onChange={({ currentTarget: { checked } }) =>
                  onChoose(checked ? { kind: 'some', ids: new Set(rows.map(({ id }) => id)) } : nobody)
                }
              />
            </Table.Th>
            <Table.Th>{words('common.screen')}</Table.Th>
            <Table.Th>{words('screens.place')}</Table.Th>
            <Table.Th>{words('screens.state')}</Table.Th>
            <Table.Th>{words('enrol.tags')}</Table.Th>
            <Table.Th>{words('screens.lastSeen')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before > 0 && (
            <tr aria-hidden>
              <td style={{ height: before, padding: 0 }} />
            </tr>
          )}
          {items.map(({ index, key }) => {
            const screen = rows[index];
            if (screen === undefined) return null;
            return (
              <Table.Tr
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                bg={isChosen(screen.id) ? 'var(--mantine-primary-color-light)' : ''}
              >
                <Table.Td>
                  <Checkbox
                    aria-label={words('screens.choose', { name: screen.name })}
                    checked={isChosen(screen.id)}
                    onChange={() => toggle(screen.id)}
                  />
                </Table.Td>
                <Table.Td>
                  <Anchor component={Link} to="/screens/$screenId" params={{ screenId: screen.id } as never} fw={560}>
                    {screen.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{[places.siteName(screen.siteId), places.areaPath(screen.areaId)].filter(Boolean).join(' › ')}</Table.Td>
                <Table.Td>
                  <Mark look={screen.state}>{words(`states.${screen.state}`)}</Mark>
                </Table.Td>
                <Table.Td>{screen.tags.join(', ')}</Table.Td>
                <Table.Td>
                  <HeartbeatAge lastSeenMs={screen.lastSeenMs} />
                </Table.Td>
              </Table.Tr>
            );
          })}
          {after > 0 && (
            <tr aria-hidden>
              <td style={{ height: after, padding: 0 }} />
            </tr>
          )}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
