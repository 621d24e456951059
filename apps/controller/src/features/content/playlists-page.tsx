import type { StoredPlaylist } from '@gatecast/protocol';
import { Button, Stack, Table, Text } from '@mantine/core';
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { itemsByIdQuery, playlistsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { PlaylistEditor } from './playlist-editor.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';

type Editing = { readonly kind: 'new' } | { readonly kind: 'playlist'; readonly playlist: StoredPlaylist } | null;

/** Two lines of a table hold no more. */
const shownSlots = 8;

/** The playlists and what is in them. */
export function PlaylistsPage() {
  const words = useWords();
  const formats = useFormats();
  const may = useMay();
  const places = usePlaces();
  const playlists = useQuery(playlistsQuery);
  // as many names of each as there is room for
  const named = (playlists.data ?? []).flatMap(({ slots }) => slots.slice(0, shownSlots));
  const { data: items } = useQuery(itemsByIdQuery(named.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : []))));
  const { open } = useSearch({ from: '/shell/content/playlists' });
  const navigate = useNavigate({ from: '/content/playlists' });
  const [editing, setEditing] = useState<Editing>(null);
  // the one that the address names is opened once, as it was when it came; so is a new one
  const [seen, setSeen] = useState<string | undefined>(undefined);
  if (open !== seen && playlists.data !== undefined) {
    setSeen(open);
    const linked = playlists.data.find(({ id }) => id === open);
    if (may('schedule.edit') && open === 'new') setEditing({ kind: 'new' });
    else if (may('schedule.edit') && linked !== undefined) setEditing({ kind: 'playlist', playlist: linked });
  }
  const close = () => {
    setEditing(null);
    if (open !== undefined) void navigate({ search: {}, replace: true });
  };
  if (playlists.isPending) return <Loading />;
  const slotName = (slot: StoredPlaylist['slots'][number]) =>
    slot.kind === 'item'
      ? (items?.find(({ id }) => id === slot.itemId)?.title ?? '')
      : (playlists.data?.find(({ id }) => id === slot.playlistId)?.name ?? '');
  return (
    <Page
      title={words('playlists.title')}
      about={words('playlists.about')}
      actions={
        may('schedule.edit') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'new' })}>
            {words('playlists.add')}
          </Button>
        )
      }
    >
      <Fault error={playlists.error} retry={() => void playlists.refetch()} />
      {playlists.data?.length === 0 ? (
        <Empty icon={IconListDetails} title={words('playlists.empty')} text={words('playlists.emptyAbout')} />
      ) : (
        <ScrollTable label={words('playlists.title')}>
          <Table miw={560} aria-label={words('playlists.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('schedule.name')}</Table.Th>
                <Table.Th>{words('playlists.holds')}</Table.Th>
                <Table.Th>{words('content.changed')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(playlists.data ?? []).map((playlist) => (
                <Table.Tr key={playlist.id}>
                  <Table.Td>
                    <button
                      type="button"
                      className="text-link row-button"
                      disabled={!may('schedule.edit')}
                      onClick={() => setEditing({ kind: 'playlist', playlist })}
                    >
                      {playlist.name}
                    </button>
                  </Table.Td>
                  <Table.Td>
                    {words('playlists.count', { count: playlist.slots.length })}
                    <Text size="xs" c="dimmed" lineClamp={2}>
                      {playlist.slots.slice(0, shownSlots).map(slotName).join(' · ')}
                      {playlist.slots.length > shownSlots && ' · …'}
                    </Text>
                  </Table.Td>
                  <Table.Td>{formats.dateTime(playlist.changedAtMs, places.mainZone)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      <FormDrawer
        isOpen={editing !== null}
        onClose={close}
        size="100%"
        title={editing?.kind === 'new' ? words('playlists.add') : words('playlists.edit')}
      >
        <Stack>
          {editing !== null && <PlaylistEditor playlist={editing.kind === 'playlist' ? editing.playlist : null} onDone={close} />}
        </Stack>
      </FormDrawer>
    </Page>
  );
}
