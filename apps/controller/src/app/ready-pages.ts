import type { AnyRouter } from '@tanstack/react-router';
import { readyLanguage } from '../words/words.ts';

/**
 * Fetches every page and both languages, one after another, once the first page stands: a server that is gone later,
 * or renewed, then takes none of them away. What cannot be fetched is tried again when it is opened.
 */
export async function readyPages(router: AnyRouter): Promise<void> {
  // the first page's own pieces and pictures go first
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  for (const { options } of Object.values(router.routesById)) await options.component?.preload?.();
  for (const language of ['vi', 'en'] as const) await readyLanguage(language);
}
