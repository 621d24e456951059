import { element, spoken } from '../element.ts';
import { nameIn } from '../text/phrases.ts';
import type { Place } from '../surfaces/surface.ts';

/** Lays what tells this screen from its neighbours over everything for some seconds. */
export function createIdentify(root: HTMLElement): (seconds: number, place: Place, facts: readonly string[]) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (seconds, place, facts) => {
    const lead = place.languages[0] ?? 'en';
    const name = nameIn(place.siteName, lead, lead);
    root.replaceChildren(
      element('div', 'identify', spoken('h1', '', lead, name === '' ? 'Gatecast' : name), ...facts.map((fact) => element('p', '', fact))),
    );
    clearTimeout(timer);
    timer = setTimeout(() => root.replaceChildren(), seconds * 1_000);
  };
}
