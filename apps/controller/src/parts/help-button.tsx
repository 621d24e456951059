import { ActionIcon } from '@mantine/core';
import { IconQuestionMark } from '@tabler/icons-react';
import { useWords } from '../words/words.ts';
import { useHelpDoor } from './help-door.ts';

/** The `?` of a page, beside its title. */
export function HelpButton() {
  const words = useWords();
  const openHelp = useHelpDoor();
  if (openHelp === null) return null;
  return (
    <ActionIcon
      className="no-print"
      data-tour="help"
      variant="default"
      radius="xl"
      size={26}
      aria-label={words('nav.help')}
      aria-haspopup="dialog"
      aria-keyshortcuts="?"
      onClick={openHelp}
    >
      <IconQuestionMark size={15} stroke={2} aria-hidden />
    </ActionIcon>
  );
}
