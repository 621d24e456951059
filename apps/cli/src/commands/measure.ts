import { Command } from 'commander';
import { fromOption, untilOption, type RangeOptions } from '../range-options.ts';

/** `gatecast measure`: what a range comes to on the glass. */
export function measureCommand(): Command {
  return new Command('measure')
    .description('Measure how long each entry, item and language is shown, against what was promised')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addOption(fromOption())
    .addOption(untilOption('a day later; at most 31 days'))
    .option('--pretty', 'print tables for people')
    .addHelpText('after', '\nExample: gatecast measure plan.json --from 2026-07-29T04:00:00+07:00 --pretty')
    .action(async (file: string, options: RangeOptions) => {
      const { rangeOf } = await import('../plans/range.ts');
      const range = rangeOf(options, { days: 1, mostDays: 31 });
      const { measure } = await import('../plans/measure.ts');
      process.stdout.write(await measure(file, range, options.pretty === true));
    });
}
