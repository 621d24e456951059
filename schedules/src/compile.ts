import { parseLocalTime } from './civil.ts';
import { checkPlan } from './check-plan.ts';
import { contendersOf } from './contender.ts';
import { createTimeline } from './create-timeline.ts';
import type { Plan } from './plan.ts';
import type { Compiled } from './timeline.ts';

/**
 * Makes a plan ready to be asked. A plan that breaks a rule is refused with every fault that was found, each with the path of its field.
 * The plan must have the shape of its type; it is read, never changed, and must not be changed afterwards.
 */
export function compile(plan: Plan): Compiled {
  const faults = checkPlan(plan);
  if (faults.length > 0) return { kind: 'refused', faults };
  const dayStartMs = parseLocalTime(plan.screen.dayStart) ?? 0;
  return { kind: 'compiled', timeline: createTimeline(contendersOf(plan), plan.screen.zone, dayStartMs) };
}
