import { Button, Group, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useWords } from '../../words/words.ts';
import { useEditHistory } from './use-edit-history.ts';

/** Takes back what was done to entries in this window, and does it again: Ctrl+Z and Ctrl+Shift+Z. */
export function UndoButtons() {
  const words = useWords();
  const { undoing, redoing, isBusy, undo, redo } = useEditHistory();
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
  ]);
  const both = [
    { name: undoing, label: words('schedule.undo', { entry: undoing ?? '' }), act: undo, icon: IconArrowBackUp, keys: 'Control+Z' },
    {
      name: redoing,
      label: words('schedule.redo', { entry: redoing ?? '' }),
      act: redo,
      icon: IconArrowForwardUp,
      keys: 'Control+Shift+Z',
    },
  ];
  return (
    <Group gap={4}>
      {both.map(({ name, label, act, icon: Sign, keys }) => (
        <Tooltip key={keys} label={label} disabled={name === null}>
          <Button variant="default" px={8} aria-label={label} aria-keyshortcuts={keys} disabled={name === null || isBusy} onClick={act}>
            <Sign size={18} aria-hidden />
          </Button>
        </Tooltip>
      ))}
    </Group>
  );
}
