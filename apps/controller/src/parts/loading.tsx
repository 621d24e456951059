import { Group, Loader, Text } from '@mantine/core';
import { useWords } from '../words/words.ts';

/** What is shown while something is fetched; a label says what, where it takes long. */
export function Loading({ label }: { label?: string }) {
  const words = useWords();
  return (
    <Group justify="center" p="xl" role="status">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {label ?? words('common.loading')}
      </Text>
    </Group>
  );
}
