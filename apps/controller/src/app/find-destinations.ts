import { foldedText, searchedWords } from '@gatecast/protocol';

/** In the order in which they stand where they fit equally well. */
export const destinationKinds = ['action', 'page', 'screen', 'site', 'item', 'playlist', 'entry', 'incident', 'alert', 'person'] as const;
export type DestinationKind = (typeof destinationKinds)[number];

/** Somewhere to go, or something to do. */
export type Destination = {
  readonly key: string;
  readonly kind: DestinationKind;
  readonly name: string;
  /** What stands beside the name, and is searched as well. */
  readonly about: string;
  /** Other names that are searched and not shown: the other language's. */
  readonly alsoNamed: string;
  readonly href: string;
  /** What is done on the way. */
  readonly does?: () => void;
};

/** How many are shown, in all and of one kind, so that a hundred screens leave room for the one playlist. */
export type Most = { readonly all: number; readonly ofKind: number };

/**
 * What fits what was typed, without case and marks: names that begin with it first, then names that hold it, then the rest. Where nothing was typed:
 * what can be done, and every page.
 */
export function findDestinations(all: readonly Destination[], typed: string, most: Most): readonly Destination[] {
  const wanted = searchedWords(typed);
  if (wanted.length === 0) return inGroups(all.filter(({ kind }) => kind === 'action' || kind === 'page')).slice(0, most.all);
  const whole = wanted.join(' ');
  const ranked = all.flatMap((one) => {
    const names = foldedText(`${one.name} ${one.alsoNamed}`);
    if (!wanted.every((word) => `${names} ${foldedText(one.about)}`.includes(word))) return [];
    const name = foldedText(one.name);
    const rank = name === whole ? 0 : name.startsWith(whole) ? 1 : wanted.every((word) => names.includes(word)) ? 2 : 3;
    return [{ one, rank }];
  });
  const counts = new Map<DestinationKind, number>();
  const best = ranked
    .toSorted((a, b) => a.rank - b.rank || destinationKinds.indexOf(a.one.kind) - destinationKinds.indexOf(b.one.kind))
    .filter(({ one: { kind } }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= most.ofKind;
    })
    .map(({ one }) => one);
  return inGroups(best.slice(0, most.all));
}

/** Those of a kind together; the kind of the best stands first. */
function inGroups(found: readonly Destination[]): readonly Destination[] {
  return [...Map.groupBy(found, ({ kind }) => kind).values()].flat();
}
