import {
  closestCenter,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
  type CollisionDetection,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { Item, StoredPlaylist } from '@gatecast/protocol';
import { ActionIcon, Box, Text } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

/** Slots may repeat an item, so each has a key of its own while it is edited. */
export type KeyedSlot = { readonly key: number; readonly slot: StoredPlaylist['slots'][number] };

type Props = {
  readonly slots: readonly KeyedSlot[];
  readonly nameOf: (slot: KeyedSlot['slot']) => string;
  readonly onChange: (slots: readonly KeyedSlot[]) => void;
  readonly render: (slot: KeyedSlot, index: number) => ReactNode;
  /** What stands beside the slots; items are dragged from there to between them. */
  readonly beside: ReactNode;
  readonly onInsert: (item: Item, at: number) => void;
};

const listId = 'slots';
/** An item from beside goes where the pointer is, and nowhere while that is outside; a slot goes to the nearest place. */
const collisions: CollisionDetection = (args) => {
  const droppableContainers = args.droppableContainers.filter(({ id }) => id !== listId);
  if (typeof args.active.id === 'number') return closestCenter({ ...args, droppableContainers });
  const onSlots = pointerWithin({ ...args, droppableContainers });
  return onSlots.length > 0 ? onSlots : pointerWithin(args);
};

/** A playlist's slots, put in order by their handles: with the mouse, a finger, or Space and the arrow keys. */
export function PlaylistSlots({ slots, nameOf, onChange, render, beside, onInsert }: Props) {
  const words = useWords();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const hasLeft = useRef(false);
  const [held, setHeld] = useState<Item | null>(null);
  const placeOf = (id: UniqueIdentifier) => slots.findIndex(({ key }) => key === id);
  const told = (active: UniqueIdentifier, at: UniqueIdentifier) => {
    const slot = slots[placeOf(active)]?.slot;
    const place = placeOf(at) + 1;
    return {
      name: slot === undefined ? (held?.title ?? '') : nameOf(slot),
      place: place === 0 ? slots.length : place,
      count: slots.length,
    };
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collisions}
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
      onDragStart={({ active }) => setHeld((active.data.current?.['item'] as Item | undefined) ?? null)}
      onDragCancel={() => setHeld(null)}
      onDragEnd={({ active, over }) => {
        setHeld(null);
        if (held !== null) {
          if (over !== null) onInsert(held, over.id === listId ? slots.length : placeOf(over.id));
        } else if (over !== null && over.id !== active.id) onChange(arrayMove([...slots], placeOf(active.id), placeOf(over.id)));
      }}
    >
      <div className={classes['shelves']}>
        <SortableContext items={slots.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          <SlotList isAimed={held !== null}>
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
          </SlotList>
        </SortableContext>
        {beside}
      </div>
      {/* the drawer is moved by a transform, in which nothing is fixed to the window */}
      {createPortal(
        <DragOverlay dropAnimation={null}>
          {held !== null && (
            <Text size="sm" fw={600} className={`surface ${classes['flying']}`}>
              {held.title}
            </Text>
          )}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

function SlotList({ isAimed, children }: { isAimed: boolean; children: ReactNode }) {
  const words = useWords();
  const { setNodeRef, isOver } = useDroppable({ id: listId });
  return (
    <Box
      ref={setNodeRef}
      className="surface"
      component="ol"
      m={0}
      p={0}
      style={{
        listStyle: 'none',
        minHeight: 60,
        ...(isAimed && { outline: `2px ${isOver ? 'solid' : 'dashed'} light-dark(#04706c, #38b6b0)` }),
      }}
      aria-label={words('playlists.holds')}
    >
      {children}
    </Box>
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
