import { Command } from 'commander';
import { fromOption, untilOption, type RangeOptions } from '../range-options.ts';

/** `gatecast timeline`: the segments of a plan. */
export function timelineCommand(): Command {
  return new Command('timeline')
    .description('List the segments of a plan: what it shows from when until when')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addOption(fromOption())
    .addOption(untilOption('a day later; at most 31 days and 200,000 segments'))
    .option('--pretty', 'print a table for people')
    .addHelpText('after', '\nExample: gatecast timeline plan.json --from 2026-07-29T04:00:00+07:00 --pretty')
    .action(async (file: string, options: RangeOptions) => {
      const { rangeOf } = await import('../plans/range.ts');
      const range = rangeOf(options, { days: 1, mostDays: 31 });
      const { timeline } = await import('../plans/timeline.ts');
      process.stdout.write(await timeline(file, range, options.pretty === true));
    });
}
