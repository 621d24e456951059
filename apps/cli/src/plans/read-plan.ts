import { planSchema } from '@gatecast/protocol';
import type { Plan } from '@gatecast/schedules';
import { readDocument } from './read-document.ts';

/** A plan from a file, or from standard input where the name is `-`. Throws a Refusal that says what is wrong, and where. */
export async function readPlan(file: string): Promise<Plan> {
  return await readDocument(file, planSchema, { field: 'plan.json', what: 'a plan' });
}
