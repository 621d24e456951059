import type { StoredEntry } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { calendarsQuery, daypartsQuery } from '../../api/queries.ts';
import { useWords } from '../../words/words.ts';

type Named = readonly { readonly id: string; readonly name: string }[] | undefined;

const namesOf = (list: Named, ids: readonly string[]): string =>
  ids.map((id) => list?.find((each) => each.id === id)?.name ?? '').join(', ');

/** What bounds an entry beside its times, each bound a phrase: its dayparts, the calendars that it keeps to and those that it keeps away from. */
export function useBoundsInWords(): (entry: StoredEntry) => readonly string[] {
  const words = useWords();
  const { data: dayparts } = useQuery(daypartsQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  return ({ daypartIds, calendarIds, exceptCalendarIds }) => [
    ...(daypartIds.length > 0 ? [words('schedule.within', { dayparts: namesOf(dayparts, daypartIds) })] : []),
    ...(calendarIds.length > 0 ? [words('schedule.onlyOn', { calendars: namesOf(calendars, calendarIds) })] : []),
    ...(exceptCalendarIds.length > 0 ? [words('schedule.notOn', { calendars: namesOf(calendars, exceptCalendarIds) })] : []),
  ];
}
