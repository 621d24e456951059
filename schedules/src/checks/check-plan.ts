import { checkAbsence } from './check-absence.ts';
import { checkContent } from './check-content.ts';
import { checkFallback } from './check-fallback.ts';
import { checkLayouts, checkLoops } from './check-layouts.ts';
import { checkModes } from './check-modes.ts';
import { checkTimes } from './check-times.ts';
import type { Plan } from '../plan.ts';
import type { PlanFault } from '../timeline.ts';

/** The latest meaning of a plan that this engine knows; it knows all before it. */
const latestSemantics = 4;

/** Every rule that a plan breaks, in the order of its fields; what rests on sound references is checked once they are sound. */
export function checkPlan(plan: Plan): readonly PlanFault[] {
  const faults = [...checkTimes(plan), ...checkContent(plan), ...checkLayouts(plan), ...checkModes(plan)];
  const { semantics }: { readonly semantics: number } = plan;
  if (!(semantics === 1 || semantics === 2 || semantics === 3 || semantics === 4)) {
    const message = `this engine knows semantics 1 to ${latestSemantics}`;
    faults.push({ path: 'semantics', code: 'out-of-range', message, limit: latestSemantics });
  }
  return faults.length > 0 ? faults : [...checkLoops(plan), ...checkFallback(plan), ...checkAbsence(plan)];
}
