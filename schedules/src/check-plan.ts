import { checkContent } from './check-content.ts';
import { checkFallback } from './check-fallback.ts';
import { checkLayouts, checkLoops } from './check-layouts.ts';
import { checkTimes } from './check-times.ts';
import type { Plan } from './plan.ts';
import type { PlanFault } from './timeline.ts';

/** Every rule that a plan breaks, in the order of its fields; what rests on sound references is checked once they are sound. */
export function checkPlan(plan: Plan): readonly PlanFault[] {
  const faults = [...checkTimes(plan), ...checkContent(plan), ...checkLayouts(plan)];
  if (plan.semantics !== 1) faults.push({ path: 'semantics', code: 'out-of-range', message: 'this engine knows semantics 1', limit: 1 });
  return faults.length > 0 ? faults : [...checkLoops(plan), ...checkFallback(plan)];
}
