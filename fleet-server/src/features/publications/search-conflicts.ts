import type { Conflict, Timeline } from '@gatecast/schedules';

/** What is looked for, and how long that may take for all plans together. */
export type ConflictSearch = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** When it is used up each plan is still looked at for its first stretch of `stepMs`. */
  readonly longestMs: number;
  /** Trees that some screen has already: whoever published them then answered for their conflicts. */
  readonly skippedTrees: readonly string[];
};

export type FoundConflicts = {
  /** By start; no more than `mostConflicts`. */
  readonly conflicts: readonly Conflict[];
  readonly conflictCount: number;
  readonly checkedUntilMs: number;
};

export const mostConflicts = 200;
const stepMs = 28 * 86_400_000;

/** A year, in which every public holiday and every weekday comes. */
export const conflictHorizonMs = 366 * 86_400_000;

/** The conflicts of one plan, found step by step so that it can end in time. A conflict that spans steps is one. */
export function searchConflicts(
  timeline: Pick<Timeline, 'conflicts'>,
  { fromMs, untilMs }: Pick<ConflictSearch, 'fromMs' | 'untilMs'>,
  isOver: () => boolean,
): FoundConflicts {
  const found: Conflict[] = [];
  let atMs = fromMs;
  do {
    const endMs = Math.min(atMs + stepMs, untilMs);
    for (const conflict of timeline.conflicts(atMs, endMs)) {
      const before = conflict.fromMs === atMs ? found.findIndex((one) => one.untilMs === atMs && isSame(one, conflict)) : -1;
      const earlier = found[before];
      if (earlier === undefined) found.push(conflict);
      else found[before] = { ...earlier, untilMs: conflict.untilMs };
    }
    atMs = endMs;
  } while (atMs < untilMs && !isOver());
  return { conflicts: found.slice(0, mostConflicts), conflictCount: found.length, checkedUntilMs: atMs };
}

function isSame(a: Conflict, b: Conflict): boolean {
  return JSON.stringify({ ...a, fromMs: 0, untilMs: 0 }) === JSON.stringify({ ...b, fromMs: 0, untilMs: 0 });
}
