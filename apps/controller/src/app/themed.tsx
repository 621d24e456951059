import { MantineProvider, mergeThemeOverrides, type MantineColorsTuple } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { brandQuery } from '../api/brand.ts';
import { cssVariables, theme } from './theme.ts';

/** The house's look around everything, in the organisation's colour where it has one. */
export function Themed({ children }: { children: ReactNode }) {
  const { data } = useQuery(brandQuery);
  const shades = data?.shades ?? null;
  // ten of them, as the schema that they were read with holds
  const own = useMemo(
    () => (shades === null ? theme : mergeThemeOverrides(theme, { colors: { accent: shades as unknown as MantineColorsTuple } })),
    [shades],
  );
  return (
    <MantineProvider theme={own} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
