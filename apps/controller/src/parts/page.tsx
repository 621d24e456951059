import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { HelpButton } from './help-button.tsx';
import { usePageTitle } from './page-title.ts';

export { Loading } from './loading.tsx';

/** A page: its title in the window and as the one `h1`, what it is for, its actions, its body. */
export function Page({ title, about, actions, children }: { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  usePageTitle(title);
  return (
    <Box>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Group gap="xs" wrap="nowrap" align="center">
            <Title order={1}>{title}</Title>
            <HelpButton />
          </Group>
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
