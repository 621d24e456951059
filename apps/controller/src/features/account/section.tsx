import { Box, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** One matter of a page, with its heading and what it is for. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Box component="section" className="surface" p="md" aria-label={title}>
      <Stack gap="sm" align="start">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="sm">{about}</Text>
        </div>
        {children}
      </Stack>
    </Box>
  );
}
