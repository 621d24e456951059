import type { ScreenState, WallScreen } from '@gatecast/protocol';

/** Text without case, and without diacritics: `noi bai` finds `Nội Bài`. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase();
}

/** The screens in a state (any, where none is given) whose text holds every word of `find`. */
export function filterScreens(
  screens: readonly WallScreen[],
  filter: { readonly state: ScreenState | undefined; readonly find: string },
  textOf: (screen: WallScreen) => string,
): WallScreen[] {
  const wanted = folded(filter.find).split(/\s+/).filter(Boolean);
  return screens.filter((screen) => {
    if (filter.state !== undefined && screen.state !== filter.state) return false;
    if (wanted.length === 0) return true;
    const text = folded(textOf(screen));
    return wanted.every((word) => text.includes(word));
  });
}
