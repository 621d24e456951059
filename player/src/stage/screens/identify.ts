import { element, spoken } from '../element.ts';
import { nameIn } from '../text/phrases.ts';
import type { Place } from '../surfaces/surface.ts';

export type ScreenFacts = { readonly screenName: string; readonly place: Place; readonly facts: readonly string[] };

/** Lays what tells this screen from its neighbours over everything for some seconds: its own name first. */
export function createIdentify(root: HTMLElement): (seconds: number, screen: ScreenFacts) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (seconds, { screenName, place, facts }) => {
    const lead = place.languages[0] ?? 'en';
    const siteName = nameIn(place.siteName, lead, lead);
    const [title, ...names] = [screenName, siteName].filter((name) => name !== '');
    root.replaceChildren(
      element(
        'div',
        'identify',
        spoken('h1', '', lead, title ?? 'Gatecast'),
        ...names.map((name) => spoken('p', 'identify-site', lead, name)),
        ...facts.map((fact) => element('p', '', fact)),
      ),
    );
    clearTimeout(timer);
    timer = setTimeout(() => root.replaceChildren(), seconds * 1_000);
  };
}
