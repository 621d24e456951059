import type { Overbooking } from '@gatecast/protocol';
import type { CompileFault } from './compile-releases.ts';
import { conflictInWords } from './conflict-in-words.ts';
import type { FoundConflicts } from './search-conflicts.ts';

/** Where interrupts are promised more than the whole: each set of them and each sum once, with the first time and how often. */
export function overbookedFaults(found: FoundConflicts | null): readonly CompileFault[] {
  if (found === null) return [];
  const groups = new Map<string, Overbooking>();
  for (const conflict of found.conflicts) {
    if (conflict.kind !== 'shares-over-whole') continue;
    const { kind: _, ...first } = conflict;
    const key = JSON.stringify([first.entryIds, first.shareBp]);
    const known = groups.get(key) ?? { ...first, times: 0, isAtLeast: found.conflictCount > found.conflicts.length };
    groups.set(key, { ...known, times: known.times + 1 });
  }
  return [...groups.values()].map((overbooked) => ({
    path: 'entries',
    code: 'shares-over-whole',
    message: inWords(overbooked),
    overbooked,
  }));
}

function inWords({ times, isAtLeast, ...first }: Overbooking): string {
  const said = conflictInWords({ kind: 'shares-over-whole', ...first });
  return times === 1 && !isAtLeast ? said : `${said}, the first of ${isAtLeast ? 'at least ' : ''}${times}`;
}
