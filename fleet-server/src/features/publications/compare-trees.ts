import type { PlanDifference, ReleasePart } from '@gatecast/protocol';
import { planOf } from '@gatecast/releases';
import { compile } from '@gatecast/schedules';
import { firstDifference, type SeenPlan } from './first-difference.ts';
import { planChanges } from './plan-changes.ts';
import { openStored, type StoredTrees } from './stored-trees.ts';

export type TreesCompared = { readonly before: string; readonly tree: string } & PlanDifference;

/** Changes of one plan that are named; the rest are counted. */
const namedChanges = 200;

/** For a dry run. */
export type CompareInput = {
  /** What screens have, and what they would get; each pair once. */
  readonly pairs: readonly { readonly before: string; readonly tree: string }[];
  /** Of all these trees. */
  readonly objects: StoredTrees;
  readonly fromMs: number;
  readonly untilMs: number;
  /** For all pairs together. */
  readonly longestMs: number;
};

/** What would change on screens, pair by pair. */
export function compareTrees(
  { pairs, objects, fromMs, untilMs, longestMs }: CompareInput,
  monotonicMs: () => number,
): readonly TreesCompared[] {
  const endMs = monotonicMs() + longestMs;
  const span = { fromMs, untilMs, isOver: () => monotonicMs() >= endMs };
  const stored = openStored(objects);
  return pairs.map(({ before, tree }) => ({ before, tree, ...differenceOf(stored.parts(before), stored.parts(tree), span) }));
}

function differenceOf(
  was: ReadonlyMap<string, ReleasePart>,
  is: ReadonlyMap<string, ReleasePart>,
  span: { readonly fromMs: number; readonly untilMs: number; readonly isOver: () => boolean },
): PlanDifference {
  const changes = planChanges(
    [...was].filter(([key, part]) => is.get(key) !== part).map(([, part]) => part),
    [...is].filter(([key, part]) => was.get(key) !== part).map(([, part]) => part),
  );
  const touched = new Set(changes.map(({ id }) => id));
  const plans = [seenPlanOf(was), seenPlanOf(is)] as const;
  const found =
    plans[0] === null || plans[1] === null
      ? { fromMs: null, lookedUntilMs: span.fromMs }
      : firstDifference(plans[0], plans[1], touched, span);
  return { changes: changes.slice(0, namedChanges), changeCount: changes.length, ...found };
}

/** null: an engine of today does not take a plan of then. */
function seenPlanOf(parts: ReadonlyMap<string, ReleasePart>): SeenPlan | null {
  const ordered = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const screen = ordered.find((part) => part.kind === 'screen');
  if (screen === undefined) return null;
  const plan = planOf(screen, ordered);
  const compiled = compile(plan);
  if (compiled.kind === 'refused') return null;
  const documents = new Map<string, string>();
  for (const part of ordered) {
    if (part.kind !== 'item') continue;
    for (const { language, document } of part.variants) documents.set(`${part.id} ${language}`, document);
    documents.set(`${part.id} `, part.variants.map(({ language, document }) => `${language} ${document}`).join());
  }
  return { plan, timeline: compiled.timeline, contentOf: (itemId, language) => documents.get(`${itemId} ${language}`) ?? '' };
}
