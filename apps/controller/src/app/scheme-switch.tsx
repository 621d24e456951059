import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useWords } from '../words/words.ts';

/** Dark or light; until it is chosen the machine's setting holds. */
export function SchemeSwitch() {
  const words = useWords();
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const isDark = scheme === 'dark';
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={isDark ? words('shell.light') : words('shell.dark')}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <IconSun size={17} aria-hidden /> : <IconMoon size={17} aria-hidden />}
    </ActionIcon>
  );
}
