import { contentRoutes } from '@gatecast/protocol';
import { Box, Button, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFiles, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { call } from '../../api/call.ts';
import { itemsQuery, mediaQuery, suppliersQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { categoryInWords } from './categories.ts';
import { CoverageMarks } from './coverage-marks.tsx';
import { languagesOf } from './coverage.ts';
import { ItemFilters } from './item-filters.tsx';
import { itemSearchSchema } from './item-search.ts';
import { ItemThumb } from './item-thumb.tsx';
import { NewItemForm } from './new-item-form.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { UsageMenu } from './usage-menu.tsx';
import { useItemUsage } from './use-item-usage.ts';

const pageSize = 60;

/** The stock of content: found, with its languages, and where each item is used. */
export function ItemsPage() {
  const words = useWords();
  const formats = useFormats();
  const may = useMay();
  const places = usePlaces();
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
    queryKey: [...itemsQuery.queryKey, 'list', query],
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
  const usage = useItemUsage();
  const [isAdding, adding] = useDisclosure(false);
  if (items.isPending) return <Loading />;
  const languages = languagesOf(places.sites);
  const supplierName = (id: string) => suppliers?.find((supplier) => supplier.id === id)?.name ?? '';
  const shown = items.data?.pages.flatMap((page) => page.items) ?? [];
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
          <ScrollTable label={words('content.title')}>
            <Table miw={860} aria-label={words('content.title')} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words('content.item')}</Table.Th>
                  <Table.Th>{words('content.languages')}</Table.Th>
                  <Table.Th>{words('content.usage')}</Table.Th>
                  <Table.Th>{words('content.supplier')}</Table.Th>
                  <Table.Th>{words('content.changed')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((item) => (
                  <Table.Tr key={item.id}>
                    <Table.Td>
                      <Group gap="sm" wrap="nowrap">
                        <ItemThumb item={item} media={media ?? []} />
                        <Box>
                          <Link to="/content/items/$itemId" params={{ itemId: item.id }} className="text-link" style={{ fontWeight: 600 }}>
                            {item.title}
                          </Link>
                          <Text size="xs" c="dimmed">
                            {words(`itemKinds.${item.kind}`)} · {categoryInWords(item.category, words)}
                          </Text>
                        </Box>
                      </Group>
                    </Table.Td>
                    <Table.Td>
                      <CoverageMarks item={item} languages={languages} />
                    </Table.Td>
                    <Table.Td>{usage !== undefined && <UsageMenu title={item.title} usage={usage.get(item.id)} />}</Table.Td>
                    <Table.Td>{supplierName(item.supplierId)}</Table.Td>
                    <Table.Td>{formats.dateTime(item.changedAtMs, places.mainZone)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
          {items.hasNextPage && (
            <Group justify="center" mt="sm">
              <Button variant="default" loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
                {words('audit.more')}
              </Button>
            </Group>
          )}
        </>
      )}
      <FormDrawer isOpen={isAdding} onClose={adding.close} title={words('content.addItem')}>
        {isAdding && <NewItemForm />}
      </FormDrawer>
    </Page>
  );
}
