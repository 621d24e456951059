import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useBrand } from '../../api/brand.ts';
import { useIsTraining } from '../../api/training.ts';
import { LanguageSwitch } from '../../app/language-switch.tsx';
import { SchemeSwitch } from '../../app/scheme-switch.tsx';
import { Logo } from '../../parts/logo.tsx';
import { OtherServerLink } from '../../parts/other-server-link.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { TrainingStrip } from '../../parts/training-strip.tsx';
import { useWords } from '../../words/words.ts';
import classes from './front-door.module.css';

/** The frame of the pages before sign-in. */
export function FrontDoor({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const words = useWords();
  const brand = useBrand();
  const isTraining = useIsTraining();
  usePageTitle(title);
  return (
    <Box mih="100vh" className={classes['door'] ?? ''}>
      <div>
        <TrainingStrip />
        <Group component="header" justify="space-between" p="md">
          <Group gap="xs">
            <Logo />
            <Text fw={680}>{brand.name}</Text>
          </Group>
          <Group gap={6}>
            <LanguageSwitch />
            <SchemeSwitch />
          </Group>
        </Group>
      </div>
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
          {isTraining && <OtherServerLink className={classes['other'] ?? ''} />}
          <Text size="xs" ta="center">
            {words('signIn.footer')}
          </Text>
        </Stack>
      </Box>
    </Box>
  );
}
