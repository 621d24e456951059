import { foldedText, searchedWords } from '@gatecast/protocol';

/** Somewhere to go. */
export type Destination = {
  readonly key: string;
  readonly kind: 'page' | 'screen' | 'item';
  readonly name: string;
  /** What stands beside the name, and is searched as well. */
  readonly about: string;
  /** Other names that are searched and not shown: the other language's. */
  readonly alsoNamed: string;
  readonly href: string;
};

/** What fits what was typed, without case and marks: names that begin with it first, then names that hold it, then the rest. */
export function findDestinations(all: readonly Destination[], typed: string, most: number): readonly Destination[] {
  const wanted = searchedWords(typed);
  if (wanted.length === 0) return all.filter(({ kind }) => kind === 'page').slice(0, most);
  const whole = wanted.join(' ');
  const ranked = all.flatMap((one) => {
    const names = foldedText(`${one.name} ${one.alsoNamed}`);
    if (!wanted.every((word) => `${names} ${foldedText(one.about)}`.includes(word))) return [];
    const name = foldedText(one.name);
    const rank = name === whole ? 0 : name.startsWith(whole) ? 1 : wanted.every((word) => names.includes(word)) ? 2 : 3;
    return [{ one, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}
