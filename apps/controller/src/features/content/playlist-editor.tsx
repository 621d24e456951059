import { contentRoutes, type Item, type Media, type PlaylistId, type StoredPlaylist } from '@gatecast/protocol';
import { ActionIcon, Box, Button, Group, NumberInput, Select, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { itemsByIdQuery, mediaQuery, playlistsQuery } from '../../api/queries.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { ItemThumb } from './item-thumb.tsx';
import { ItemLibrary } from './item-library.tsx';
import { PlaylistSlots, type KeyedSlot } from './playlist-slots.tsx';
import { roundMs, standingOf } from './slot-standing.ts';

type Slot = StoredPlaylist['slots'][number];
let slotCount = 0;
function keyed(slot: Slot): KeyedSlot {
  slotCount += 1;
  return { key: slotCount, slot };
}

/** Writes a playlist: what is in it, in which order, with which weight. */
export function PlaylistEditor({ playlist, onDone }: { playlist: StoredPlaylist | null; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { data: playlists } = useQuery(playlistsQuery);
  const { data: media } = useQuery(mediaQuery);
  const nowMs = useServerNow();
  const [taken, setTaken] = useState<{ readonly index: number; readonly each: KeyedSlot } | null>(null);
  const [name, setName] = useState(playlist?.name ?? '');
  const [slots, setSlots] = useState<readonly KeyedSlot[]>(() => (playlist?.slots ?? []).map(keyed));
  const [told, setTold] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const held = slots.map(({ slot }) => slot);
  const { data: items } = useQuery(itemsByIdQuery(held.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : []))));
  // what was taken from the shelf is known before the server is asked for it
  const [fromShelf, setFromShelf] = useState<readonly Item[]>([]);
  const known = [...(items ?? []), ...fromShelf];
  const insert = (item: Item, at: number) => {
    setFromShelf([item, ...fromShelf]);
    setSlots(slots.toSpliced(at, 0, keyed({ kind: 'item', itemId: item.id, weight: 1 })));
  };
  const typed = JSON.stringify([name, slots.map(({ slot }) => slot)]);
  const [read] = useState(typed);
  useUnsaved(typed !== read);
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const body = { name, slots: slots.map(({ slot }) => slot) };
      return playlist === null
        ? call(contentRoutes.createPlaylist, { body })
        : call(contentRoutes.putPlaylist, { params: { playlistId: playlist.id }, body: { ...body, revision: onto ?? playlist.revision } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: playlistsQuery.queryKey });
      tellDone(words('playlists.saved'));
      onDone();
    },
  });
  const [isRemoving, removing] = useDisclosure(false);
  const remove = useMutation({
    mutationFn: (revision: number) =>
      call(contentRoutes.deletePlaylist, { params: { playlistId: playlist?.id ?? '' }, query: { revision } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: playlistsQuery.queryKey });
      tellDone(words('playlists.removed'));
      onDone();
    },
    onSettled: removing.close,
  });
  const add = (id: string | null) => {
    if (id !== null) setSlots([...slots, keyed({ kind: 'playlist', playlistId: id as PlaylistId, weight: 1 })]);
  };
  const move = (index: number, by: -1 | 1) => {
    const next = [...slots];
    const [taken] = next.splice(index, 1);
    if (taken) next.splice(index + by, 0, taken);
    setSlots(next);
  };
  const slotName = (slot: Slot) =>
    slot.kind === 'item'
      ? (known.find(({ id }) => id === slot.itemId)?.title ?? '')
      : (playlists?.find(({ id }) => id === slot.playlistId)?.name ?? '');
  const fault = fieldOf(save.error);
  const roundSeconds = Math.round(roundMs(held, known, nowMs) / 1_000);
  return (
    <form
      noValidate
      aria-label={words('playlists.form')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (name.trim() !== '') save.mutate(undefined);
      }}
    >
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <TextInput
          label={words('schedule.name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={isChecked && name.trim() === '' ? words('common.required') : fault?.path === 'name' ? fault.detail : undefined}
        />
        <PlaylistSlots
          slots={slots}
          nameOf={slotName}
          onChange={setSlots}
          onInsert={insert}
          beside={
            <ItemLibrary
              media={media ?? []}
              countOf={(itemId) => held.filter((slot) => slot.kind === 'item' && slot.itemId === itemId).length}
              onAdd={(item) => {
                insert(item, slots.length);
                setTold(words('playlists.added', { name: item.title, place: slots.length + 1 }));
              }}
            />
          }
          render={({ key, slot }, index) => (
            <>
              <SlotFace slot={slot} name={`${index + 1}. ${slotName(slot)}`} items={known} media={media} nowMs={nowMs} />
              <NumberInput
                w={70}
                size="xs"
                min={1}
                max={100}
                aria-label={words('playlists.weightOf', { name: slotName(slot) })}
                value={slot.weight}
                onChange={(weight) =>
                  setSlots(slots.map((each) => (each.key === key ? { key, slot: { ...slot, weight: Math.max(1, Number(weight)) } } : each)))
                }
              />
              <ActionIcon
                variant="subtle"
                aria-label={words('playlists.up', { name: slotName(slot) })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={words('playlists.down', { name: slotName(slot) })}
                disabled={index === slots.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={words('playlists.take', { name: slotName(slot) })}
                onClick={() => {
                  setTaken({ index, each: { key, slot } });
                  setSlots(slots.filter((each) => each.key !== key));
                }}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </>
          )}
        />
        <VisuallyHidden role="status">{told}</VisuallyHidden>
        {taken !== null && (
          <Group role="status" gap="xs" justify="space-between">
            <Text size="sm">{words('playlists.taken', { name: slotName(taken.each.slot) })}</Text>
            <Button
              // where the row with the focus was is nothing now
              autoFocus
              key={taken.each.key}
              size="xs"
              variant="default"
              onClick={() => {
                setSlots(slots.toSpliced(taken.index, 0, taken.each));
                setTaken(null);
              }}
            >
              {words('playlists.putBack')}
            </Button>
          </Group>
        )}
        <Text size="sm">
          {words('playlists.round', { minutes: Math.floor(roundSeconds / 60), seconds: roundSeconds % 60 })}
          {slots.some(({ slot }) => slot.kind === 'playlist') && ` ${words('playlists.roundWithout')}`}
        </Text>
        <Select
          label={words('playlists.addSlot')}
          searchable
          value={null}
          onChange={add}
          data={(playlists ?? []).filter(({ id }) => id !== playlist?.id).map((each) => ({ value: each.id as string, label: each.name }))}
        />
        <Text size="xs" c="dimmed">
          {words('playlists.weightAbout')}
        </Text>
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
          {playlist !== null && (
            <Button variant="subtle" color="red" onClick={removing.open}>
              {words('playlists.remove')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm
        isOpen={isRemoving}
        title={words('playlists.remove')}
        confirm={words('playlists.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => playlist && remove.mutate(playlist.revision)}
        onClose={removing.close}
      >
        {words('playlists.removeAbout')}
      </Confirm>
    </form>
  );
}

type FaceProps = {
  readonly slot: Slot;
  readonly name: string;
  readonly items: readonly Item[];
  readonly media: readonly Media[] | undefined;
  readonly nowMs: number;
};

/** What a slot holds: its picture and name, and why it would not be shown now. */
function SlotFace({ slot, name, items, media, nowMs }: FaceProps) {
  const words = useWords();
  const item = slot.kind === 'item' ? items.find(({ id }) => id === slot.itemId) : undefined;
  const standing = item === undefined ? 'playable' : standingOf(item, nowMs);
  return (
    <>
      {item !== undefined && <ItemThumb item={item} media={media ?? []} />}
      <Box style={{ flex: '1 1 130px', minWidth: 0 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {name}
          {slot.kind === 'playlist' && ` (${words('schedule.playlist')})`}
        </Text>
        {standing !== 'playable' && <Mark tone="warn">{words(`playlists.standing.${standing}`)}</Mark>}
      </Box>
    </>
  );
}
