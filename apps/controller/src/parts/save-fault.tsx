import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ApiFault } from '../api/call.ts';
import { useFormats } from '../instants/formats.ts';
import { useWords } from '../words/words.ts';
import { Fault } from './fault.tsx';
import { usePlaces } from './places.ts';

type Props = {
  readonly error: unknown;
  /** Save all the same, over the revision that stands now. */
  readonly onKeep: (revision: number) => void;
  /** What was typed is given up: the form closes, and what it stood over is read again. */
  readonly onReload: () => void;
};

/** The failure of a save. Where somebody else was quicker it says who and when, and leaves the choice; nothing typed is lost by asking. */
export function SaveFault({ error, onKeep, onReload }: Props) {
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
          ? words('common.meanwhileAbout')
          : words('common.meanwhileBy', { name: by, at: formats.dateTime(atMs, mainZone) })}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          onClick={() => {
            void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
            onReload();
          }}
        >
          {words('common.meanwhileReload')}
        </Button>
        <Button color="red" onClick={() => onKeep(revision)}>
          {words('common.meanwhileKeep')}
        </Button>
      </Group>
    </Alert>
  );
}
