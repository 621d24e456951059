import { element, icon, spoken } from '../element.ts';
import type { Said } from '../director/programme.ts';
import { categoryLook } from '../text/categories.ts';
import { timeOfDay } from '../text/local-time.ts';
import { endonym, nameIn, phrase } from '../text/phrases.ts';
import type { Place } from './surface.ts';

/** Site name and clock at the head of a surface, with the function that keeps the clock. */
export function headOf(place: Place, language: string): { readonly head: HTMLElement; readonly tick: (nowMs: number) => void } {
  const lead = place.languages[0] ?? 'en';
  const { clock, tick } = headClock(place);
  const head = element('header', 'head', spoken('span', 'head-site', language, nameIn(place.siteName, language, lead)), clock);
  return { head, tick };
}

/** The time of the site as a head tells it, with the function that keeps it. */
export function headClock(place: Place): { readonly clock: HTMLElement; readonly tick: (nowMs: number) => void } {
  const clock = element('span', 'head-clock');
  function tick(nowMs: number): void {
    const text = timeOfDay(place.zone, nowMs);
    if (clock.textContent !== text) clock.textContent = text;
  }
  tick(place.nowMs());
  return { clock, tick };
}

/** The category's icon and name. */
export function categoryChip(category: string, language: string): HTMLElement {
  const look = categoryLook(category);
  const [primary = ''] = language.split('-');
  const name = look.names[language] ?? look.names[primary] ?? look.names['en'] ?? '';
  return element('div', 'chip', icon('chip-icon', look.icon), spoken('span', 'chip-name', language, name));
}

/** Supplier and language at the foot; a substitute says that it is one. */
export function footOf(said: Said, isSubstitute: boolean, isTogether: boolean): HTMLElement {
  const language = said.document.language;
  const right = element('span', 'foot-language', isTogether ? '' : endonym(language));
  if (isSubstitute) {
    const note = phrase('substitute', language);
    right.prepend(spoken('span', 'foot-substitute', note.language, note.text));
  }
  return element('footer', 'foot', element('span', 'foot-supplier', said.item.supplier), right);
}
