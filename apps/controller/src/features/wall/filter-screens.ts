import { foldedText, searchedWords, type ScreenState, type WallScreen } from '@gatecast/protocol';

/** What was searched of a tile before: a tile is replaced when something on it changes, and folding ten thousand of them takes a while. */
const texts = new WeakMap<WallScreen, { readonly places: object; readonly text: string }>();

/**
 * The screens in a state (any, where none is given) whose text holds every word of `find`. `places`: another object as soon as a site or an area is called
 * something else, or in another language.
 */
export function filterScreens(
  screens: readonly WallScreen[],
  filter: { readonly state: ScreenState | undefined; readonly find: string; readonly places: object },
  textOf: (screen: WallScreen) => string,
): readonly WallScreen[] {
  const wanted = searchedWords(filter.find);
  if (filter.state === undefined && wanted.length === 0) return screens;
  return screens.filter((screen) => {
    if (filter.state !== undefined && screen.state !== filter.state) return false;
    if (wanted.length === 0) return true;
    let known = texts.get(screen);
    if (known?.places !== filter.places) {
      known = { places: filter.places, text: foldedText(textOf(screen)) };
      texts.set(screen, known);
    }
    const { text } = known;
    return wanted.every((word) => text.includes(word));
  });
}
