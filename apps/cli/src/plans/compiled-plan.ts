import { compile, type Compiled, type Plan, type Timeline } from '@gatecast/schedules';
import { Refusal } from '../refusal.ts';
import type { Range } from './range.ts';
import { readPlan } from './read-plan.ts';
import { tellWarnings } from './tell-warnings.ts';
import { zoneWarnings } from './zone-warnings.ts';

/**
 * A plan from a file (`-`: standard input), and its timeline. What it is warned of, also of its clocks in the range that it is asked about, is
 * said on stderr. Throws a Refusal with the faults of a plan that does not compile.
 */
export async function compiledPlan(
  file: string,
  { range, isPretty }: { readonly range: Range; readonly isPretty: boolean },
): Promise<{ readonly plan: Plan; readonly timeline: Timeline }> {
  const plan = await readPlan(file);
  const { timeline, warnings } = compiledOf(plan, '');
  tellWarnings([...warnings, ...zoneWarnings(plan.screen.zone, range)], isPretty);
  return { plan, timeline };
}

/** The timeline of a plan; `prefix` goes before the paths of its faults. Throws a Refusal where it does not compile. */
export function timelineOf(plan: Plan, prefix = ''): Timeline {
  return compiledOf(plan, prefix).timeline;
}

function compiledOf(plan: Plan, prefix: string): Extract<Compiled, { kind: 'compiled' }> {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return compiled;
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
