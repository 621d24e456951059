import { compile } from '@gatecast/schedules';
import { Refusal } from '../refusal.ts';
import { answerInWords } from './answer-in-words.ts';
import { readPlan } from './read-plan.ts';

/** What the plan in a file (`-`: standard input) shows at an instant, in words or as a line of JSON. Throws a Refusal. */
export async function explain(file: string, options: { readonly atMs: number; readonly isJson: boolean }): Promise<string> {
  const plan = await readPlan(file);
  const compiled = compile(plan);
  if (compiled.kind === 'refused') {
    const [first] = compiled.faults;
    throw new Refusal({
      code: 'plan-refused',
      message: `the plan does not compile: ${first?.path}: ${first?.message}`,
      field: first?.path ?? 'plan.json',
      ...(first?.limit === undefined ? {} : { limit: first.limit }),
      faults: compiled.faults,
    });
  }
  const explanation = compiled.timeline.explain(options.atMs);
  return options.isJson ? `${JSON.stringify(explanation)}\n` : answerInWords(plan, explanation);
}
