import { Box, Group, Loader, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';

/** A page: its title in the window and as the one `h1`, what it is for, its actions, its body. */
export function Page({ title, about, actions, children }: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${title} · Gatecast`);
  return (
    <Box>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Title order={1}>{title}</Title>
          {about !== undefined && (
            <Text size="sm" c="dimmed" mt={2} maw={760}>
              {about}
            </Text>
          )}
        </Box>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}

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
