import { MantineProvider, mergeThemeOverrides, type MantineColorsTuple, type MantineThemeComponents } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { brandQuery } from '../api/brand.ts';
import { useLanguage, type InterfaceLanguage } from '../words/words.ts';
import { cssVariables, theme } from './theme.ts';

/** The house's look around everything, in the organisation's colour where it has one. */
export function Themed({ children }: { children: ReactNode }) {
  const { data } = useQuery(brandQuery);
  const shades = data?.shades ?? null;
  const language = useLanguage();
  const own = useMemo(() => {
    const spoken = mergeThemeOverrides(theme, { components: numbersIn(language) });
    // ten of them, as the schema that they were read with holds
    return shades === null ? spoken : mergeThemeOverrides(spoken, { colors: { accent: shades as unknown as MantineColorsTuple } });
  }, [shades, language]);
  return (
    <MantineProvider theme={own} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}

/** Fields write a number as the page beside them does; whoever types takes the point or the comma. */
function numbersIn(language: InterfaceLanguage): MantineThemeComponents {
  return { NumberInput: { defaultProps: { decimalSeparator: language === 'vi' ? ',' : '.', allowedDecimalSeparators: ['.', ','] } } };
}
