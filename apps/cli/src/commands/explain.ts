import { Command, Option } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseInstant } from '../option-values.ts';

/** `gatecast explain`: what a plan shows at an instant, and why. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Say what a plan shows at an instant, and why nothing else')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addOption(judgedOption('--at <instant>', 'ISO 8601 with offset, or UTC milliseconds (default: now)', parseInstant))
    .option('--pretty', 'say it in words for people')
    .addOption(new Option('--json').hideHelp())
    .addHelpText('after', '\nExample: gatecast explain plan.json --at 2026-07-29T13:46:00+07:00 --pretty')
    .action(async (file: string, options: { at?: number; pretty?: true }) => {
      const { explain } = await import('../plans/explain.ts');
      process.stdout.write(await explain(file, { atMs: options.at ?? Date.now(), isPretty: options.pretty === true }));
    });
}
