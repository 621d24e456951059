import type { ClockContent } from '@gatecast/protocol';
import { useServerNow } from '../../api/server-clock.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

/** A clock as it goes now; one of the site tells the main site's time. Zones that this browser does not know are left out. */
export function ClockPreview({ content, language }: { content: ClockContent; language: string }) {
  const words = useWords();
  const places = usePlaces();
  const nowMs = useServerNow();
  const written = language === 'zxx' ? (places.sites[0]?.languages[0] ?? 'en') : language;
  const told = (content.zones ?? [{ zone: places.mainZone, place: '' }]).flatMap(({ zone, place }) => {
    const time = inZone(zone, 'en-GB', { hour: '2-digit', minute: '2-digit' }, nowMs);
    const day = inZone(zone, written, { weekday: 'long', day: 'numeric', month: 'long' }, nowMs);
    return time === null || day === null ? [] : [{ place, time, day }];
  });
  if (told.length === 0) return <p>{words('clock.noneChosen')}</p>;
  return (
    <ul className={classes['clocks']}>
      {told.map(({ place, time, day }, index) => (
        // places have no ids; their order is their identity
        <li key={`${index} ${place}`}>
          {place !== '' && <strong>{place}</strong>}
          <span>{time}</span>
          <small>{day}</small>
        </li>
      ))}
    </ul>
  );
}

function inZone(timeZone: string, language: string, parts: Intl.DateTimeFormatOptions, atMs: number): string | null {
  if (timeZone === '') return null;
  try {
    return new Intl.DateTimeFormat(language, { timeZone, calendar: 'gregory', ...parts }).format(atMs);
  } catch {
    // Intl throws a RangeError for a name that it does not know; the server says so when it is saved
    return null;
  }
}
