import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type UniqueIdentifier } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { StoredPlaylist } from '@gatecast/protocol';
import { ActionIcon, Box, Text } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

/** Slots may repeat an item, so each has a key of its own while it is edited. */
export type KeyedSlot = { readonly key: number; readonly slot: StoredPlaylist['slots'][number] };

type Props = {
  readonly slots: readonly KeyedSlot[];
  readonly nameOf: (slot: KeyedSlot['slot']) => string;
  readonly onChange: (slots: readonly KeyedSlot[]) => void;
  readonly render: (slot: KeyedSlot, index: number) => ReactNode;
};

/** A playlist's slots, put in order by their handles: with the mouse, a finger, or Space and the arrow keys. */
export function PlaylistSlots({ slots, nameOf, onChange, render }: Props) {
  const words = useWords();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const hasLeft = useRef(false);
  const placeOf = (id: UniqueIdentifier) => slots.findIndex(({ key }) => key === id);
  const told = (active: UniqueIdentifier, at: UniqueIdentifier) => {
    const held = slots[placeOf(active)];
    return { name: held === undefined ? '' : nameOf(held.slot), place: placeOf(at) + 1, count: slots.length };
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        screenReaderInstructions: { draggable: words('playlists.dragHow') },
        announcements: {
          onDragStart({ active }) {
            hasLeft.current = false;
            return words('playlists.dragHeld', told(active.id, active.id));
          },
          onDragOver({ active, over }) {
            const at = over?.id ?? active.id;
            // a slot that is only taken up lies over its own place, which would be told instead of that it is taken up
            if (at === active.id && !hasLeft.current) return undefined;
            hasLeft.current = true;
            return words('playlists.dragOver', told(active.id, at));
          },
          onDragEnd: ({ active, over }) => words('playlists.dragPut', told(active.id, over?.id ?? active.id)),
          onDragCancel: ({ active }) => words('playlists.dragPut', told(active.id, active.id)),
        },
      }}
      onDragEnd={({ active, over }) => {
        if (over !== null && over.id !== active.id) onChange(arrayMove([...slots], placeOf(active.id), placeOf(over.id)));
      }}
    >
      <SortableContext items={slots.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
        <Box className="surface" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label={words('playlists.holds')}>
          {slots.length === 0 && (
            <Text component="li" size="sm" c="dimmed" p="sm">
              {words('playlists.noSlots')}
            </Text>
          )}
          {slots.map((each, index) => (
            <SortableSlot key={each.key} id={each.key} name={nameOf(each.slot)}>
              {render(each, index)}
            </SortableSlot>
          ))}
        </Box>
      </SortableContext>
    </DndContext>
  );
}

function SortableSlot({ id, name, children }: { id: number; name: string; children: ReactNode }) {
  const words = useWords();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    attributes: { roleDescription: words('playlists.dragRole') },
  });
  return (
    <li
      ref={setNodeRef}
      className={classes['slot']}
      data-held={isDragging}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <ActionIcon
        ref={setActivatorNodeRef}
        variant="subtle"
        color="gray"
        className={classes['handle']}
        {...attributes}
        {...listeners}
        aria-label={words('playlists.drag', { name })}
        // the Escape that lets go of a slot does not close the drawer as well
        data-mantine-stop-propagation={isDragging}
      >
        <IconGripVertical size={16} aria-hidden />
      </ActionIcon>
      {children}
    </li>
  );
}
