import type { PlanFault } from '../timeline.ts';

/** A fault for every id that an earlier one of the same list has. */
export function duplicateFaults(ids: readonly string[], pathOf: (index: number) => string): readonly PlanFault[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index): readonly PlanFault[] => {
    if (seen.has(id)) return [{ path: pathOf(index), code: 'duplicate-id', message: `"${id}" stands twice` }];
    seen.add(id);
    return [];
  });
}

/** A fault where a value is no whole number in [least, most]. */
export function rangeFaults(path: string, value: number, least: number, most: number): readonly PlanFault[] {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return [];
  const message = `${value} is no whole number from ${least} to ${most}`;
  return [{ path, code: 'out-of-range', message, limit: value < least ? least : most }];
}

/** A fault where an id is not among those known. */
export function referenceFaults(path: string, id: string, known: ReadonlySet<string>): readonly PlanFault[] {
  return known.has(id) ? [] : [{ path, code: 'unknown-reference', message: `there is no "${id}"` }];
}
