import { Anchor } from '@mantine/core';
import { IconExternalLink, IconSchool } from '@tabler/icons-react';
import { useIsTraining, useOtherServerUrl } from '../api/training.ts';
import { useWords } from '../words/words.ts';

/**
 * The way from the fleet in service to where everything may be tried, and back; none where nobody has set it. In a tab of its own, so that
 * neither server's pages are ever taken for a further page of the other.
 */
export function OtherServerLink({ className }: { className?: string }) {
  const words = useWords();
  const isTraining = useIsTraining();
  const url = useOtherServerUrl();
  if (url === null) return null;
  const Sign = isTraining ? IconExternalLink : IconSchool;
  return (
    <Anchor className={className ?? ''} unstyled href={url} target="_blank" rel="noreferrer" title={words('training.newTab')}>
      <Sign size={18} stroke={1.7} aria-hidden />
      <span>{words(isTraining ? 'training.back' : 'training.practise')}</span>
    </Anchor>
  );
}
