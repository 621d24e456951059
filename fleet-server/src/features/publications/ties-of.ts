import { refuse, type Refusal } from '../../http/outcome.ts';
import type { CompiledTree } from './compile-releases.ts';
import { conflictInWords } from './conflict-in-words.ts';
import type { ChangedScreen } from './plan-publication.ts';

/** Entries that tie on the same screens, when first, and how often. */
export type AcceptedTie = {
  readonly entryIds: readonly string[];
  readonly screenCount: number;
  readonly times: number;
  readonly first: string;
};

const namedFaults = 100;

/** The ties in what a publication would change, each set of entries once. */
export function tiesOf(changed: readonly ChangedScreen[]): readonly AcceptedTie[] {
  const screenCounts = new Map<CompiledTree, number>();
  for (const { tree } of changed) screenCounts.set(tree, (screenCounts.get(tree) ?? 0) + 1);
  const ties = new Map<string, AcceptedTie>();
  for (const [{ found }, screenCount] of screenCounts) {
    const inTree = new Map<string, AcceptedTie>();
    for (const conflict of found?.conflicts ?? []) {
      if (conflict.kind !== 'tie') continue;
      const key = conflict.entryIds.join(' ');
      const known = inTree.get(key) ?? { entryIds: conflict.entryIds, screenCount, times: 0, first: conflictInWords(conflict) };
      inTree.set(key, { ...known, times: known.times + 1 });
    }
    for (const [key, tie] of inTree) {
      const known = ties.get(key);
      ties.set(key, known === undefined ? tie : { ...known, screenCount: known.screenCount + screenCount });
    }
  }
  return [...ties.values()];
}

/** The answer to a publication that would leave ties to a tie-break and was not told to. */
export function unacceptedTies(ties: readonly AcceptedTie[]): Refusal {
  const faults = ties
    .slice(0, namedFaults)
    .map(({ entryIds, first }) => ({ path: `entries[${entryIds[0]}]`, code: 'tie', message: first }));
  const detail = `entries tie on screens that would change, ${ties.length} set(s) of them; nothing was published`;
  return refuse('conflicts', detail, { field: 'body.acceptConflicts', faults });
}
