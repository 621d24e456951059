import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { helpQuery } from '../features/help/help-texts.ts';
import { readyLanguage } from '../words/words.ts';
import { piece } from './piece.ts';

/**
 * Fetches every page, its help and both languages, one after another, once the first page stands: a server that is gone later,
 * or renewed, then takes none of them away. What cannot be fetched is tried again when it is opened.
 */
export async function readyPages(router: AnyRouter, queries: QueryClient): Promise<void> {
  // the first page's own pieces and pictures go first
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  for (const { options } of Object.values(router.routesById)) await options.component?.preload?.();
  await piece(import('../features/help/help-drawer.tsx'));
  for (const language of ['vi', 'en'] as const) {
    await readyLanguage(language);
    await queries.prefetchQuery(helpQuery(language));
  }
}
