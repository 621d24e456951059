import { checkPlan } from './checks/check-plan.ts';
import { createTimeline } from './create-timeline.ts';
import type { Plan } from './plan.ts';
import type { Compiled } from './timeline.ts';
import { warningsOf } from './checks/warnings.ts';

/**
 * Makes a plan ready to be asked. A plan that breaks a rule is refused with every fault that was found, each with the path of its field.
 * The plan must have the shape of its type; it is read, never changed, and must not be changed afterwards.
 */
export function compile(plan: Plan): Compiled {
  const faults = checkPlan(plan);
  if (faults.length > 0) return { kind: 'refused', faults };
  return { kind: 'compiled', timeline: createTimeline(plan), warnings: warningsOf(plan) };
}
