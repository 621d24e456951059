import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../app/language-switch.tsx';
import { SchemeSwitch } from '../../app/scheme-switch.tsx';
import { useWords } from '../../words/words.ts';
import classes from './front-door.module.css';

/** The frame of the pages before sign-in. */
export function FrontDoor({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const words = useWords();
  useDocumentTitle(`${title} · Gatecast`);
  return (
    <Box mih="100vh" className={classes['door'] ?? ''}>
      <Group component="header" justify="space-between" p="md">
        <Group gap="xs">
          <img src="/gatecast.svg" width={28} height={28} alt="" />
          <Text fw={680}>Gatecast</Text>
        </Group>
        <Group gap={6}>
          <LanguageSwitch />
          <SchemeSwitch />
        </Group>
      </Group>
      <Box component="main" px="md" pb="xl" style={{ display: 'grid', placeItems: 'center' }}>
        <Stack w="100%" maw={400} gap="md">
          <div>
            <Title order={1}>{title}</Title>
            <Text size="sm" mt={4}>
              {about}
            </Text>
          </div>
          <Box className={`surface ${classes['card']}`} p="lg">
            {children}
          </Box>
          <Text size="xs" ta="center">
            {words('signIn.footer')}
          </Text>
        </Stack>
      </Box>
    </Box>
  );
}
