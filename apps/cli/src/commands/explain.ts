import { compile } from '@gatecast/schedules';
import { Command } from 'commander';
import { answerInWords } from '../explain/answer-in-words.ts';
import { readPlan } from '../explain/read-plan.ts';
import { judgedOption } from '../judged-option.ts';
import { parseInstant } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

/** `gatecast explain`: what a plan shows at an instant, and why. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Say what a plan shows at an instant, and why')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addOption(judgedOption('--at <instant>', 'ISO 8601 with offset, or UTC milliseconds (default: now)', parseInstant))
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExample: gatecast explain plan.json --at 2026-07-29T13:46:00+07:00')
    .action(async (file: string, options: { at?: number; json?: true }) => {
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
      const answer = compiled.timeline.at(options.at ?? Date.now());
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : answerInWords(plan, answer));
    });
}
