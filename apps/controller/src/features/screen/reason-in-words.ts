import type { LossReason, Standing } from '@gatecast/schedules';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';

/** Why an entry lost, or how an interrupt or an overlay stands, as a sentence in the present language. */
export function useReasonInWords(names: Readonly<Record<string, string>>, timeZone: string): (reason: LossReason | Standing) => string {
  const words = useWords();
  const formats = useFormats();
  const name = (id: string) => names[id] ?? id.slice(0, 8);
  const named = (ids: readonly string[]) => formats.list(ids.map(name));
  const emptied = (atMs: number | undefined) =>
    atMs === undefined ? '' : ` ${words('losses.emptied', { at: formats.dateTime(atMs, timeZone) })}`;
  return (reason) => {
    switch (reason.kind) {
      case 'outside-span':
        return (
          (reason.nextStartMs === null
            ? words('losses.outsideSpanEver')
            : words('losses.outsideSpan', { next: formats.weekday(reason.nextStartMs, timeZone) })) + emptied(reason.emptiedAtMs)
        );
      case 'outside-daypart':
        return words('losses.outsideDaypart', { dayparts: named(reason.daypartIds) }) + emptied(reason.emptiedAtMs);
      case 'outside-calendar':
        return [
          ...(reason.calendarIds.length > 0 ? [words('losses.outsideCalendar', { calendars: named(reason.calendarIds) })] : []),
          ...(reason.exceptCalendarIds.length > 0 ? [words('losses.exceptCalendar', { calendars: named(reason.exceptCalendarIds) })] : []),
        ].join(' ');
      case 'lower-tier':
        return words('losses.lowerTier', { tier: words(`tiers.${reason.winnerTier}`) });
      case 'less-specific':
        return words('losses.lessSpecific');
      case 'turn-of-another':
        return reason.nextTurnMs === null
          ? words('losses.turnOfAnotherEnds')
          : words('losses.turnOfAnother', { next: formats.timeWithSeconds(reason.nextTurnMs, timeZone) });
      case 'earlier-start':
        return words('losses.earlierStart', { start: formats.dateTime(reason.winnerStartMs, timeZone) });
      case 'later-id':
        return words('losses.laterId');
      case 'nothing-to-show':
        return words('losses.nothingToShow', {
          items: reason.items.map(({ itemId, reason: why }) => `${name(itemId)} (${words(`absences.${why}`)})`).join(', '),
        });
      case 'speaking':
        return words('standings.speaking');
      case 'waiting':
        return reason.nextPlayMs === null
          ? words('standings.waitingEver')
          : words('standings.waiting', { next: formats.timeWithSeconds(reason.nextPlayMs, timeZone) });
      case 'hidden-by-interrupt':
        return words('standings.hiddenByInterrupt', { entry: name(reason.interruptId) });
    }
  };
}
