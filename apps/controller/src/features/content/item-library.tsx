import { useDraggable } from '@dnd-kit/core';
import { contentRoutes, type Item, type Media } from '@gatecast/protocol';
import { Box, Button, Group, Text, TextInput } from '@mantine/core';
import { IconGripVertical, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { call } from '../../api/call.ts';
import { itemsKey } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { categoryInWords } from './categories.ts';
import classes from './content.module.css';
import { ItemThumb } from './item-thumb.tsx';

const pageSize = 30;

type Props = {
  readonly media: readonly Media[];
  /** How often an item is in the playlist already. */
  readonly countOf: (itemId: string) => number;
  readonly onAdd: (item: Item) => void;
};

/** The stock beside a playlist: found as one types, and added by a button or by dragging it between the slots. */
export function ItemLibrary({ media, countOf, onAdd }: Props) {
  const words = useWords();
  const [find, setFind] = useState('');
  const search = useDeferredValue(find.trim());
  const items = useInfiniteQuery({
    queryKey: [...itemsKey, 'library', search],
    queryFn: ({ pageParam }) =>
      call(contentRoutes.listItems, {
        query: {
          sort: 'changed',
          limit: pageSize,
          ...(search === '' ? {} : { search }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const shown = items.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={words('playlists.library')}>
      <TextInput
        type="search"
        label={words('playlists.library')}
        description={words('playlists.libraryAbout')}
        placeholder={words('content.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={find}
        onChange={({ currentTarget }) => setFind(currentTarget.value)}
        // Enter looks for an item, and saves no playlist
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <Fault error={items.error} retry={() => void items.refetch()} />
      <Text size="sm" c="dimmed" role="status" my={4}>
        {items.data !== undefined && shown.length === 0 && words('content.nothingFound')}
      </Text>
      <ul className={`surface ${classes['shelf']}`} aria-label={words('playlists.items')}>
        {shown.map((item) => (
          <LibraryItem key={item.id} item={item} media={media} count={countOf(item.id)} onAdd={() => onAdd(item)} />
        ))}
        {items.hasNextPage && (
          <li>
            <Button variant="subtle" fullWidth loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
              {words('audit.more')}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}

function LibraryItem({
  item,
  media,
  count,
  onAdd,
}: {
  readonly item: Item;
  readonly media: readonly Media[];
  readonly count: number;
  readonly onAdd: () => void;
}) {
  const words = useWords();
  const { listeners, setNodeRef, isDragging } = useDraggable({ id: `item:${item.id}`, data: { item } });
  return (
    <li ref={setNodeRef} className={classes['slot']} style={{ opacity: isDragging ? 0.5 : 1 }}>
      {/* by keys an item is added with its button, and moved where it then is */}
      <span
        className={classes['handle']}
        style={{ padding: 5 }}
        aria-hidden
        onPointerDown={listeners?.['onPointerDown'] as (() => void) | undefined}
      >
        <IconGripVertical size={16} />
      </span>
      <ItemThumb item={item} media={media} />
      <Box style={{ flex: '1 1 120px', minWidth: 0 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {item.title}
        </Text>
        <Text size="xs" c="dimmed">
          {[
            words(`itemKinds.${item.kind}`),
            categoryInWords(item.category, words),
            ...(count === 0 ? [] : [words('playlists.heldTimes', { count })]),
          ].join(' · ')}
        </Text>
      </Box>
      <Group gap={4}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={words('playlists.addItem', { name: item.title })}
          onClick={onAdd}
        >
          {words('playlists.put')}
        </Button>
      </Group>
    </li>
  );
}
