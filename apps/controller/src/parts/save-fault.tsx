import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ApiFault } from '../api/call.ts';
import { useFormats } from '../instants/formats.ts';
import { useWords } from '../words/words.ts';
import { Fault } from './fault.tsx';
import { usePlaces } from './places.ts';

type Props = {
  readonly error: unknown;
  /** Save (or remove) all the same, over the revision that stands now. */
  readonly onKeep: (revision: number) => void;
  /** What was typed is given up: the form closes, and what it stood over is read again. */
  readonly onReload: () => void;
  /** It was to be removed, so that nothing typed is at stake. */
  readonly isRemoval?: boolean;
};

/** The failure of a save or a removal. Where somebody else was quicker it says who and when, and leaves the choice; nothing typed is lost by asking. */
export function SaveFault({ error, onKeep, onReload, isRemoval = false }: Props) {
  const words = useWords();
  const formats = useFormats();
  const { mainZone } = usePlaces();
  const queries = useQueryClient();
  const meanwhile = error instanceof ApiFault ? error.problem?.meanwhile : undefined;
  if (meanwhile === undefined) return <Fault error={error} />;
  const { by, atMs, revision } = meanwhile;
  return (
    <Alert color="orange" title={words('common.meanwhileTitle')} role="alert">
      <Text size="sm" mb="sm">
        {by === null || atMs === null
          ? words(isRemoval ? 'common.meanwhileRemovalAbout' : 'common.meanwhileAbout')
          : words(isRemoval ? 'common.meanwhileRemovalBy' : 'common.meanwhileBy', {
              name: by,
              at: formats.dateTime(atMs, mainZone),
            })}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          onClick={() => {
            void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
            onReload();
          }}
        >
          {words(isRemoval ? 'common.meanwhileLook' : 'common.meanwhileReload')}
        </Button>
        <Button color="red" onClick={() => onKeep(revision)}>
          {words(isRemoval ? 'common.meanwhileRemove' : 'common.meanwhileKeep')}
        </Button>
      </Group>
    </Alert>
  );
}
