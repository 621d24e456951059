import type { ScreenId, PlanFindings } from '@gatecast/protocol';
import type { CompiledTree } from './compile-releases.ts';

/** What there is to say of each plan, with the screens that have it; plans of which there is nothing to say are left out. */
export function findingsOf(
  screens: readonly { readonly screenId: string; readonly tree: CompiledTree }[],
  concerns: (idInPath: string | readonly string[]) => boolean = () => true,
): readonly PlanFindings[] {
  const groups = new Map<CompiledTree, string[]>();
  for (const { screenId, tree } of screens) groups.set(tree, [...(groups.get(tree) ?? []), screenId]);
  return [...groups].flatMap(([{ found, warnings }, screenIds]): readonly PlanFindings[] => {
    if (found === null) return [];
    const { conflicts, conflictCount, checkedUntilMs } = found;
    const told = conflicts.filter(({ entryIds }) => concerns(entryIds));
    const warned = warnings.filter(({ path }) => concerns(path));
    if (told.length + warned.length === 0) return [];
    const isWhole = told.length === conflicts.length;
    return [
      {
        screenIds: screenIds.map((id) => id as ScreenId),
        conflicts: told,
        conflictCount: isWhole ? conflictCount : told.length,
        checkedUntilMs,
        warnings: warned,
      },
    ];
  });
}
