import { tierSchema, type StoredEntry } from '@gatecast/protocol';
import { Box, Button, Group, Table, Text, Title } from '@mantine/core';
import { IconCalendarPlus, IconCalendarTime, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { entriesQuery, layoutsQuery, playlistsQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { Dayparts } from './dayparts.tsx';
import { EntryEditor } from './entry-editor.tsx';
import { layoutInWords } from './layouts.ts';
import { modeInWords } from './mode-in-words.ts';
import { PublicationList } from './publication-list.tsx';
import { useTargets } from './targets.ts';
import { UndoButtons } from './undo-buttons.tsx';
import { useBoundsInWords } from './use-bounds-in-words.ts';
import { whenInWords } from './when-in-words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

type Editing = { readonly kind: 'new' } | { readonly kind: 'entry'; readonly entry: StoredEntry } | null;
/** Highest first, as they win. */
const tiers = tierSchema.options.toReversed();

/** The entries by tier, their dayparts, and what was published. */
export function SchedulePage() {
  const words = useWords();
  const may = useMay();
  const entries = useQuery(entriesQuery);
  const { entry: named } = useSearch({ from: '/shell/schedule' });
  const navigate = useNavigate({ from: '/schedule' });
  const [editing, setEditing] = useState<Editing>(null);
  // the one that the address names is opened once, as it was when it came; so is a new one
  const [seen, setSeen] = useState<string | undefined>(undefined);
  if (named !== seen && entries.data !== undefined) {
    setSeen(named);
    const linked = entries.data.find(({ id }) => id === named);
    if (may('schedule.edit') && named === 'new') setEditing({ kind: 'new' });
    else if (may('schedule.edit') && linked !== undefined) setEditing({ kind: 'entry', entry: linked });
  }
  const close = () => {
    setEditing(null);
    if (named !== undefined) void navigate({ search: {}, replace: true });
  };
  if (entries.isPending) return <Loading />;
  const all = entries.data ?? [];
  const unpublished = all.filter(({ isPublished }) => !isPublished).length;
  return (
    <Page
      title={words('schedule.title')}
      about={words('schedule.about')}
      actions={
        <>
          {may('schedule.edit') && <UndoButtons />}
          {may('schedule.edit') && (
            <Button variant="default" leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'new' })}>
              {words('schedule.addEntry')}
            </Button>
          )}
          <Button component={Link} to="/schedule/publish" leftSection={<IconSend size={16} aria-hidden />}>
            {words('schedule.publish')}
          </Button>
        </>
      }
    >
      <Fault error={entries.error} retry={() => void entries.refetch()} />
      {unpublished > 0 && (
        <Group data-tone="warn" px="sm" py={8} mb="md" gap="sm" justify="space-between" style={{ borderRadius: 8 }} role="status">
          <span>{words('schedule.unpublishedCount', { count: unpublished })}</span>
        </Group>
      )}
      {all.length === 0 && !entries.error && (
        <Box mb="lg">
          <Empty icon={IconCalendarTime} title={words('schedule.empty')} text={words('schedule.emptyAbout')} />
        </Box>
      )}
      {tiers.map((tier) => {
        const here = all.filter((entry) => entry.tier === tier);
        if (here.length === 0) return null;
        return (
          <Box key={tier} component="section" mb="lg">
            <Group gap="xs" mb={6}>
              <Title order={2}>{words(`tiers.${tier}`)}</Title>
              <Text size="xs" c="dimmed">
                {words(`tiersAbout.${tier}`)}
              </Text>
            </Group>
            <EntryTable entries={here} caption={words(`tiers.${tier}`)} onOpen={(entry) => setEditing({ kind: 'entry', entry })} />
          </Box>
        );
      })}
      <Dayparts />
      <PublicationList />
      <FormDrawer
        isOpen={editing !== null}
        onClose={close}
        size="lg"
        title={editing?.kind === 'new' ? words('schedule.addEntry') : words('schedule.editEntry')}
      >
        {editing !== null && <EntryEditor entry={editing.kind === 'entry' ? editing.entry : null} onDone={close} />}
      </FormDrawer>
    </Page>
  );
}

function EntryTable({
  entries,
  caption,
  onOpen,
}: {
  entries: readonly StoredEntry[];
  caption: string;
  onOpen: (entry: StoredEntry) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const may = useMay();
  const targets = useTargets();
  const { data: playlists } = useQuery(playlistsQuery);
  const { data: layouts } = useQuery(layoutsQuery);
  const boundsOf = useBoundsInWords();
  const today = wallClockOf(serverNow(), targets.places.mainZone).slice(0, 10);
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const nameOf = (list: readonly { id: string; name: string }[] | undefined, id: string | null) =>
    list?.find((each) => each.id === id)?.name ?? '';
  const layoutOf = (entry: StoredEntry) => {
    const layout = layouts?.find(({ id }) => id === entry.layoutId);
    if (layout !== undefined) return layoutInWords(layout, words);
    return words(entry.mode === 'interrupt' ? 'schedule.mainOfWinner' : 'schedule.fullScreen');
  };
  return (
    <ScrollTable label={caption}>
      <Table aria-label={caption} highlightOnHover miw={760} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="21%">{words('schedule.name')}</Table.Th>
            <Table.Th w="21%">{words('schedule.targets')}</Table.Th>
            <Table.Th w="22%">{words('schedule.plays')}</Table.Th>
            <Table.Th w="17%">{words('schedule.when')}</Table.Th>
            <Table.Th w="19%">{words('schedule.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <button type="button" className="text-link row-button" onClick={() => onOpen(entry)} disabled={!may('schedule.edit')}>
                  {entry.name}
                </button>
                {modeInWords(entry, words, formats) !== null && (
                  <Text size="xs" c="dimmed">
                    {modeInWords(entry, words, formats)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{entry.targets.map(targets.name).join(', ')}</Table.Td>
              <Table.Td>
                {nameOf(playlists, entry.playlistId)}
                <Text size="xs" c="dimmed">
                  {layoutOf(entry)}
                  {entry.tickerPlaylistId !== null &&
                    ` · ${words('schedule.tickerOf', { playlist: nameOf(playlists, entry.tickerPlaylistId) })}`}
                </Text>
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {whenInWords(entry.when, { words, locale, today })}
                {boundsOf(entry).map((bound) => (
                  <Text key={bound} size="xs" c="dimmed">
                    {bound}
                  </Text>
                ))}
              </Table.Td>
              <Table.Td>
                {entry.isPublished ? (
                  <Mark look="active">{words('schedule.published')}</Mark>
                ) : (
                  <Mark look="stale">{words('schedule.unpublished')}</Mark>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
