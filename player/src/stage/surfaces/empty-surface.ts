import { element, spoken } from '../element.ts';
import { nameIn } from '../text/phrases.ts';
import { nothing, type BuiltSurface, type Place } from './surface.ts';

/** A side region with nothing valid to say: the site's name, quietly. */
export function emptySurface(place: Place): BuiltSurface {
  const lead = place.languages[0] ?? 'en';
  return {
    element: element('section', 'surface empty', spoken('p', 'empty-site', lead, nameIn(place.siteName, lead, lead))),
    prepare: () => Promise.resolve(),
    show: nothing,
    tick: nothing,
    relayout: nothing,
    stop: nothing,
  };
}
