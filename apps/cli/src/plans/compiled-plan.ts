import { compile, type Plan, type Timeline } from '@gatecast/schedules';
import { Refusal } from '../refusal.ts';
import { readPlan } from './read-plan.ts';

/** A plan from a file (`-`: standard input), and its timeline. Throws a Refusal with the faults of a plan that does not compile. */
export async function compiledPlan(file: string): Promise<{ readonly plan: Plan; readonly timeline: Timeline }> {
  const plan = await readPlan(file);
  return { plan, timeline: timelineOf(plan) };
}

/** The timeline of a plan; `prefix` goes before the paths of its faults. Throws a Refusal where it does not compile. */
export function timelineOf(plan: Plan, prefix = ''): Timeline {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return compiled.timeline;
  const faults = compiled.faults.map((fault) => ({ ...fault, path: `${prefix}${fault.path}` }));
  const [first] = faults;
  throw new Refusal({
    code: 'plan-refused',
    message: `the plan does not compile: ${first?.path}: ${first?.message}`,
    field: first?.path ?? 'plan.json',
    ...(first?.limit === undefined ? {} : { limit: first.limit }),
    faults,
  });
}
