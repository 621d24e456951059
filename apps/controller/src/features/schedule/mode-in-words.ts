import type { StoredEntry } from '@gatecast/protocol';
import type { useFormats } from '../../instants/formats.ts';
import { lengthInWords } from '../../instants/length-in-words.ts';
import type { Words } from '../../words/words.ts';

/** How an entry speaks, in a few words; null for one that simply plays. */
export function modeInWords(
  entry: Pick<StoredEntry, 'mode' | 'turnMs' | 'shareBp' | 'isAlone'>,
  words: Words,
  { number }: Pick<ReturnType<typeof useFormats>, 'number'>,
): string | null {
  switch (entry.mode) {
    case 'replace':
      return entry.turnMs === null ? null : words('modes.turns', { length: lengthInWords(entry.turnMs, words, number) });
    case 'interrupt': {
      const share = words('modes.interruptOf', { share: number((entry.shareBp ?? 0) / 100) });
      return entry.isAlone ? `${share}, ${words('modes.alone')}` : share;
    }
    case 'overlay':
      return words('modes.overlay');
  }
}
