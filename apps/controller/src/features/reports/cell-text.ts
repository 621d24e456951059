import type { ReportColumn } from '@gatecast/protocol';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { categoryInWords } from '../content/categories.ts';

type Unit = ReportColumn['unit'];

/** How a cell of a report is written: lengths of time by their two largest units, shares in percent, instants in the report's zone. */
export function useCellText(timeZone: string): (cell: string | number | null, unit: Unit, key?: string) => string {
  const age = useAge();
  const formats = useFormats();
  const language = useLanguage();
  const words = useWords();
  return (cell, unit, key) => {
    if (cell === null) return '–';
    if (typeof cell === 'string')
      return key === 'language' ? languageName(cell, language) : key === 'category' ? categoryInWords(cell, words) : cell;
    switch (unit) {
      case 'duration':
        return cell > 0 && cell < 10_000 ? formats.seconds(cell) : age(cell);
      case 'share':
        return `${formats.number(cell / 100)} %`;
      case 'instant':
        return formats.dateTime(cell, timeZone);
      case 'count':
      case 'text':
        return formats.number(cell);
    }
  };
}
