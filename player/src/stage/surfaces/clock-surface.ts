import { legibleSize } from '@gatecast/glass-text';
import { element, spoken } from '../element.ts';
import { glassSize } from '../mount-glass.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { longDate, secondsOf, shortDate, timeOfDay } from '../text/local-time.ts';
import { nameIn } from '../text/phrases.ts';
import { nothing, type BuiltSurface, type Place } from './surface.ts';

/** How long a date stands in one language. */
const dateTurnMs = 6_000;

/** The language whose turn it is where there is room for one date. */
export function turnOf(languages: readonly string[], nowMs: number): string {
  return languages[Math.floor(nowMs / dateTurnMs) % languages.length] ?? 'en';
}

/** A surface too small to be read from where people stand is not filled with a single letter. */
const mostLegible = 0.2;
/** The time of the site, large, and its date in each of these languages; where they cannot all be read from where people stand, they take turns. */
export function clockSurface(place: Place, languages: readonly string[]): BuiltSurface {
  const lead = languages[0] ?? 'en';
  const minutes = element('span', 'time-minutes');
  const seconds = element('span', 'time-seconds');
  const dates = languages.map((language) => spoken('span', 'date', language, ''));
  const turning = element('p', 'date date-turning');
  const root = element(
    'section',
    'surface clock',
    spoken('p', 'clock-site', lead, nameIn(place.siteName, lead, place.languages[0] ?? lead)),
    element('p', 'time', minutes, seconds),
    element('div', 'dates', ...dates),
    turning,
  );

  let drawnDay = '';

  function write(nowMs: number): void {
    minutes.textContent = timeOfDay(place.zone, nowMs);
    seconds.textContent = secondsOf(nowMs);
    for (const [index, language] of languages.entries()) {
      const date = dates[index];
      const text = longDate(place.zone, nowMs, language);
      if (date !== undefined && date.textContent !== text) date.textContent = text;
    }
    const language = turnOf(languages, nowMs);
    turning.lang = language;
    turning.textContent = shortDate(place.zone, nowMs, language);
  }
  function dayNow(nowMs: number): string {
    return longDate(place.zone, nowMs, languages[0] ?? 'en');
  }
  /** Whether everything stands within the surface, whosever turn it is. */
  function holds(nowMs: number): boolean {
    return languages.every((language) => {
      turning.lang = language;
      turning.textContent = shortDate(place.zone, nowMs, language);
      const { left, right, top, bottom } = root.getBoundingClientRect();
      return [...root.children].every((child) => {
        const box = child.getBoundingClientRect();
        return box.left >= left - 1 && box.right <= right + 1 && box.top >= top - 1 && box.bottom <= bottom + 1;
      });
    });
  }
  function fit(): void {
    const side = Math.min(root.clientWidth, root.clientHeight);
    if (side === 0) return;
    const nowMs = place.nowMs();
    root.style.setProperty('--legible', `${Math.min(legibleSize({ ...glassSize(), viewing: place.viewing }), side * mostLegible)}px`);
    root.classList.remove('is-brief');
    root.classList.toggle('is-brief', !holds(nowMs));
    drawnDay = dayNow(nowMs);
    write(nowMs);
  }

  return {
    element: root,
    async prepare() {
      write(place.nowMs());
      await fontsReadyFor(
        languages.map((language) => ({ language, text: `${longDate(place.zone, place.nowMs(), language)} 0123456789:` })),
      );
      fit();
    },
    show: nothing,
    tick(nowMs) {
      if (drawnDay !== '' && drawnDay !== dayNow(nowMs)) fit();
      else write(nowMs);
    },
    relayout: fit,
    stop: nothing,
  };
}
