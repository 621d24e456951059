import type { WallScreen } from '@gatecast/protocol';

export type WallGroup = { readonly key: string; readonly title: string; readonly screens: readonly WallScreen[] };
export type WallRow =
  | { readonly kind: 'heading'; readonly key: string; readonly title: string; readonly count: number }
  | { readonly kind: 'tiles'; readonly key: string; readonly siteId: string; readonly screens: readonly WallScreen[] };

/** A wall as rows of at most `columns` tiles, each group beneath its heading: what of it is drawn depends on where people look. */
export function wallRows(groups: readonly WallGroup[], columns: number): readonly WallRow[] {
  const width = Math.max(1, columns);
  return groups.flatMap(({ key, title, screens }): WallRow[] => {
    if (screens.length === 0) return [];
    const tiles: WallRow[] = [];
    for (let from = 0; from < screens.length; from += width) {
      const row = screens.slice(from, from + width);
      tiles.push({ kind: 'tiles', key: row[0]?.id ?? `${key} ${from}`, siteId: row[0]?.siteId ?? '', screens: row });
    }
    return title === '' ? tiles : [{ kind: 'heading', key: `heading ${key}`, title, count: screens.length }, ...tiles];
  });
}
