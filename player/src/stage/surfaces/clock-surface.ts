import { element, spoken } from '../element.ts';
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

/** The time of the site, large, and its date in each of these languages; where it is small, they take turns. */
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

  function tick(nowMs: number): void {
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

  return {
    element: root,
    async prepare() {
      tick(place.nowMs());
      await fontsReadyFor(
        languages.map((language) => ({ language, text: `${longDate(place.zone, place.nowMs(), language)} 0123456789:` })),
      );
    },
    show: nothing,
    tick,
    relayout: nothing,
    stop: nothing,
  };
}
