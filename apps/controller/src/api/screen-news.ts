import type { WallScreen } from '@gatecast/protocol';

type Told = { readonly screen: WallScreen; readonly toldAtMs: number };

const following = new Set<Map<string, Told>>();

/** Takes what the operators' socket tells of screens, for lists that are being read just now. */
export function takeNews(screens: readonly WallScreen[], toldAtMs: number): void {
  for (const news of following) for (const screen of screens) news.set(screen.id, { screen, toldAtMs });
}

/**
 * Remembers what is told of screens while thousands of them are read page by page: what a page holds may be older than that by the time the last one is
 * here. `newest` gives the later of both. To be stopped when the list is read.
 */
export function followNews(): { readonly newest: (read: Told) => WallScreen; readonly stop: () => void } {
  const news = new Map<string, Told>();
  following.add(news);
  return {
    newest: (read) => {
      const told = news.get(read.screen.id);
      return told !== undefined && told.toldAtMs >= read.toldAtMs ? told.screen : read.screen;
    },
    stop: () => following.delete(news),
  };
}
