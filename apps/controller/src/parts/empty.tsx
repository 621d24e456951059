import { Box, Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Props = {
  icon: Icon;
  title: string;
  text?: string;
  /** Whether it stands for a whole page. */ isPage?: boolean;
  children?: ReactNode;
};

/** Nothing here yet, and the step that leads on. */
export function Empty({ icon: Sign, title, text, isPage = false, children }: Props) {
  return (
    <Box className="surface" p="xl">
      <Stack align="center" gap="xs" py="lg">
        <Sign
          size={36}
          stroke={1.4}
          aria-hidden
          style={{ color: 'light-dark(var(--mantine-color-accent-8), var(--mantine-color-accent-3))' }}
        />
        <Title order={isPage ? 1 : 2} size="h2" ta="center">
          {title}
        </Title>
        {text !== undefined && (
          <Text c="dimmed" size="sm" ta="center" maw={480}>
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Box>
  );
}
