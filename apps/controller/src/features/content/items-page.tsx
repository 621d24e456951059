import { contentRoutes } from '@gatecast/protocol';
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFiles, IconPlus, IconSearch, IconTags } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { call } from '../../api/call.ts';
import { itemsKey, mediaQuery, suppliersQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useAskedFor } from '../../parts/use-asked-for.ts';
import { useWords } from '../../words/words.ts';
import { ItemFilters } from './item-filters.tsx';
import { ItemRows } from './item-rows.tsx';
import { itemSearchSchema } from './item-search.ts';
import { NewItemForm } from './new-item-form.tsx';
import { TagItemsForm } from './tag-items-form.tsx';

const pageSize = 60;
const none: ReadonlySet<string> = new Set();

/** The stock of content: found, with its languages, and where each item is used. */
export function ItemsPage() {
  const words = useWords();
  const may = useMay();
  const raw = useSearch({ from: '/shell/content' });
  const asked = useMemo(() => itemSearchSchema.parse(raw), [raw]);
  const navigate = useNavigate({ from: '/content' });
  const { find, supplier, ...filter } = useDeferredValue(asked);
  const search = find?.trim() ?? '';
  const query = {
    ...filter,
    ...(search === '' ? {} : { search }),
    ...(supplier === undefined ? {} : { supplierId: supplier }),
    limit: pageSize,
  };
  const items = useInfiniteQuery({
    // below `items`, which says when one was added or changed
    queryKey: [...itemsKey, 'list', query],
    queryFn: ({ pageParam }) =>
      call(contentRoutes.listItems, {
        query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data: media } = useQuery(mediaQuery);
  const { data: suppliers } = useQuery(suppliersQuery);
  const [isAdding, adding] = useDisclosure(false);
  useAskedFor(
    raw.add === 'item' && may('content.edit'),
    adding.open,
    () => void navigate({ search: (before) => ({ ...before, add: undefined }), replace: true }),
  );
  const [isTagging, tagging] = useDisclosure(false);
  const [chosen, setChosen] = useState(none);
  if (items.isPending) return <Loading />;
  const supplierName = (id: string) => suppliers?.find((supplier) => supplier.id === id)?.name ?? '';
  const shown = items.data?.pages.flatMap((page) => page.items) ?? [];
  // those that a filter took out of sight are not changed unseen
  const chosenItems = shown.filter(({ id }) => chosen.has(id));
  const isBare = Object.values(asked).every((value) => value === undefined);
  return (
    <Page
      title={words('content.title')}
      about={words('content.about')}
      actions={
        may('content.edit') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={adding.open}>
            {words('content.addItem')}
          </Button>
        )
      }
    >
      <Fault error={items.error} retry={() => void items.refetch()} />
      {items.data !== undefined && shown.length === 0 && isBare ? (
        <Empty icon={IconFiles} title={words('content.empty')} text={words('content.emptyAbout')} />
      ) : (
        <>
          <ItemFilters
            search={asked}
            onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
          />
          {shown.length === 0 && <Empty icon={IconSearch} title={words('content.nothingFound')} text={words('wall.nothingFoundAbout')} />}
          {may('content.edit') && chosenItems.length > 0 && (
            <Group gap="xs" mb="xs" role="group" aria-label={words('content.chosen')}>
              <Text size="sm" role="status">
                {words('content.chosenCount', { count: chosenItems.length })}
              </Text>
              <Button size="compact-sm" leftSection={<IconTags size={14} aria-hidden />} onClick={tagging.open}>
                {words('content.tagChosen')}
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => setChosen(none)}>
                {words('screens.chooseNone')}
              </Button>
            </Group>
          )}
          <ItemRows
            items={shown}
            media={media ?? []}
            supplierName={supplierName}
            chosen={may('content.edit') ? chosen : null}
            onChoose={setChosen}
          />
          {items.hasNextPage && (
            <Group justify="center" mt="sm">
              <Button variant="default" loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
                {words('audit.more')}
              </Button>
            </Group>
          )}
        </>
      )}
      <FormDrawer isOpen={isTagging} onClose={tagging.close} title={words('content.tagChosen')}>
        {isTagging && (
          <TagItemsForm
            items={chosenItems}
            onDone={() => {
              tagging.close();
              setChosen(none);
            }}
          />
        )}
      </FormDrawer>
      <FormDrawer isOpen={isAdding} onClose={adding.close} title={words('content.addItem')}>
        {isAdding && <NewItemForm />}
      </FormDrawer>
    </Page>
  );
}
