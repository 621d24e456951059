import { foldedText, searchedWords, type ScreenState, type WallScreen } from '@gatecast/protocol';

type TextOf = (screen: WallScreen) => string;
type Known = { readonly screen: WallScreen; readonly text: string };

/** What is searched of each tile: to make it of ten thousand takes a while, and most signs of life change nothing of it. */
const texts = new WeakMap<TextOf, Map<string, Known>>();

/**
 * What is searched of a screen, without case and diacritics. `textOf` tells of name, place, tags, state and what is showing, and of nothing else; it is
 * the same function until the language or the places' names change.
 */
export function searchedText(screen: WallScreen, textOf: TextOf): string {
  let known = texts.get(textOf);
  if (known === undefined) {
    known = new Map();
    texts.set(textOf, known);
  }
  const before = known.get(screen.id);
  if (before?.screen === screen) return before.text;
  const text = before !== undefined && saysTheSame(before.screen, screen) ? before.text : foldedText(textOf(screen));
  known.set(screen.id, { screen, text });
  return text;
}

function saysTheSame(a: WallScreen, b: WallScreen): boolean {
  return (
    a.name === b.name &&
    a.siteId === b.siteId &&
    a.areaId === b.areaId &&
    a.state === b.state &&
    a.tags.join() === b.tags.join() &&
    JSON.stringify(a.heartbeat?.showing) === JSON.stringify(b.heartbeat?.showing)
  );
}

/** The screens in a state (any, where none is given) whose text holds every word of `find`. */
export function filterScreens(
  screens: readonly WallScreen[],
  filter: { readonly state: ScreenState | undefined; readonly find: string },
  textOf: TextOf,
): readonly WallScreen[] {
  const wanted = searchedWords(filter.find);
  if (filter.state === undefined && wanted.length === 0) return screens;
  return screens.filter((screen) => {
    if (filter.state !== undefined && screen.state !== filter.state) return false;
    if (wanted.length === 0) return true;
    const text = searchedText(screen, textOf);
    return wanted.every((word) => text.includes(word));
  });
}
