import { serverNow } from '../../api/server-clock.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { spanOfDay } from './day-span.ts';
import type { PlaySearch } from './play-filters.tsx';

/** On a phone each is a card: more of them at once would be a page that nobody scrolls through. */
export const playsAtOnce = 25;

/** What an address asks the server for: the day that is shown (today where it names none), and the query; `span` null: there is no such day. */
export function playQueryOf({ day, item, entry, ended }: PlaySearch, timeZone: string) {
  const shown = day ?? wallClockOf(serverNow(), timeZone).slice(0, 10);
  const span = spanOfDay(shown, timeZone);
  return { day: shown, span, query: { ...(span ?? { fromMs: 0, untilMs: 1 }), itemId: item, entryId: entry, ended } };
}
