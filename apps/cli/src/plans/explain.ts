import { compiledPlan } from './compiled-plan.ts';
import { explanationInWords } from './explanation-in-words.ts';

/** What the plan in a file (`-`: standard input) shows at an instant and why, as a line of JSON or in words. Throws a Refusal. */
export async function explain(file: string, options: { readonly atMs: number; readonly isPretty: boolean }): Promise<string> {
  const { atMs, isPretty } = options;
  const { plan, timeline } = await compiledPlan(file, { range: { fromMs: atMs, untilMs: atMs + 1 }, isPretty });
  const explanation = timeline.explain(atMs);
  return isPretty ? explanationInWords(plan, explanation) : `${JSON.stringify(explanation)}\n`;
}
