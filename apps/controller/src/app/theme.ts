import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// a dialog's header is no banner of the page
const dialogAttributes = { header: { role: 'none' } };

/** The product's accent, from which `accent-shades.ts` takes how light each shade is. */
export const teal: MantineColorsTuple = [
  '#e4f6f5',
  '#c8ecea',
  '#96dad6',
  '#62c8c3',
  '#38b6b0',
  '#1ba69f',
  '#0d958f',
  '#06837d',
  '#04706c',
  '#035653',
];

/** The house's look: navy ground, one accent (teal, or the organisation's own), quiet greys; every pair of text and ground reaches 4.5 : 1. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', 'Noto Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', 'Noto Sans Mono', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8438rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  colors: {
    teal,
    accent: teal,
    red: ['#fff0f0', '#ffdede', '#ffbcbc', '#ff9a9a', '#f87171', '#ec4b4b', '#db3232', '#c62424', '#b21a1a', '#8f1111'],
    orange: ['#fff5e6', '#fcefd8', '#f8dcae', '#f3c57e', '#eab054', '#d99a34', '#b97a1a', '#935a06', '#7d4300', '#6b3900'],
    gray: ['#f6f8fa', '#edf1f5', '#dfe5ec', '#cdd6e0', '#b1bdca', '#8593a4', '#54616f', '#414e5d', '#2f3a48', '#1c2530'],
    dark: ['#d9e1ea', '#b4c0ce', '#94a3b5', '#5d6c80', '#37455a', '#2a3749', '#1c2736', '#131c28', '#0d141e', '#080d14'],
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Paper: { defaultProps: { radius: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', attributes: dialogAttributes }, styles: { title: { fontWeight: 620 } } },
    Drawer: { defaultProps: { position: 'right', attributes: dialogAttributes }, styles: { title: { fontWeight: 620 } } },
    Table: { defaultProps: { verticalSpacing: 8, horizontalSpacing: 'sm' } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8fa',
    '--mantine-color-error': '#b21a1a',
    '--mantine-color-placeholder': '#5c6978',
    '--gc-surface': '#ffffff',
  },
  dark: { '--mantine-color-error': '#ff9a9a', '--mantine-color-placeholder': '#8d9cae', '--gc-surface': '#192331' },
});
