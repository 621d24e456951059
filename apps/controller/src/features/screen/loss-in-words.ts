import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import type { Loss } from './explain-answer.ts';

/** Why an entry lost, as a sentence in the present language. */
export function useLossInWords(names: Readonly<Record<string, string>>, timeZone: string): (loss: Loss) => string {
  const words = useWords();
  const formats = useFormats();
  const name = (id: string) => names[id] ?? id.slice(0, 8);
  return (loss) => {
    switch (loss.kind) {
      case 'outside-span':
        return loss.nextStartMs === null
          ? words('losses.outsideSpanEver')
          : words('losses.outsideSpan', { next: formats.weekday(loss.nextStartMs, timeZone) });
      case 'outside-daypart':
        return words('losses.outsideDaypart', { dayparts: formats.list(loss.daypartIds.map(name)) });
      case 'lower-tier':
        return words('losses.lowerTier', { tier: words(`tiers.${loss.winnerTier}`) });
      case 'less-specific':
        return words('losses.lessSpecific');
      case 'earlier-start':
        return words('losses.earlierStart', { start: formats.dateTime(loss.winnerStartMs, timeZone) });
      case 'later-id':
        return words('losses.laterId');
      case 'nothing-to-show':
        return words('losses.nothingToShow', {
          items: loss.items.map(({ itemId, reason }) => `${name(itemId)} (${words(`absences.${reason}`)})`).join(', '),
        });
    }
  };
}
