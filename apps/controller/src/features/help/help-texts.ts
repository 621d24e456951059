import { queryOptions, useQuery } from '@tanstack/react-query';
import type { PagePath } from '../../app/router.tsx';
import { piece } from '../../app/piece.ts';
import { useLanguage, type InterfaceLanguage, type WordKey } from '../../words/words.ts';

/** What one page says of itself. */
export type PageHelp = {
  readonly purpose: string;
  /** What to do, the first thing first. */
  readonly steps: readonly string[];
  /** What a mark means, by the word that stands on it; left out where a page has none. */
  readonly marks?: { readonly [K in WordKey]?: string };
};

type Shortcut = { readonly keys: readonly string[]; readonly does: string };

/** Help of one language. Every page of the router is a key of `pages`: one without help does not compile. */
export type HelpTexts = {
  readonly title: string;
  readonly steps: string;
  readonly marks: string;
  readonly keys: string;
  readonly keySwitch: string;
  readonly tour: string;
  readonly pages: { readonly [P in PagePath]: PageHelp };
  readonly shortcuts: readonly Shortcut[];
};

/** The same shape in other words: as many steps, the same marks, keys as they are. */
export type InOtherWords<T> = T extends string ? string : { readonly [K in keyof T]: InOtherWords<T[K]> };

// apart from the words of the interface, which the first page waits for
const languages: Readonly<Record<InterfaceLanguage, () => Promise<HelpTexts>>> = {
  vi: async () => (await piece(import('./help-vi.ts'))).helpVi,
  en: async () => (await piece(import('./help-en.ts'))).helpEn,
};

/** Help in one language; fetched once. */
export function helpQuery(language: InterfaceLanguage) {
  return queryOptions({ queryKey: ['help', language], queryFn: () => languages[language](), staleTime: Infinity, gcTime: Infinity });
}

/** Help in the present language, as a query that may still be on its way. */
export function useHelpTexts() {
  return useQuery(helpQuery(useLanguage()));
}
