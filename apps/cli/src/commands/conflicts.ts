import { Command } from 'commander';
import { fromOption, untilOption, type RangeOptions } from '../range-options.ts';

/** `gatecast conflicts`: where a plan rests on a tie-break. */
export function conflictsCommand(): Command {
  return new Command('conflicts')
    .description('List where a plan rests on a tie-break, or promises interrupts more than there is')
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addOption(fromOption())
    .addOption(untilOption('366 days later, which is the most'))
    .option('--pretty', 'say it in words for people')
    .addHelpText(
      'after',
      [
        '\nEvery change of what is on is looked at: thousands of entries that tie each hour of a year take from seconds to minutes. A shorter range',
        'takes less; a terminal at stderr is told how long it has looked.',
        '',
        'Example: gatecast conflicts plan.json --from 2026-07-29T04:00:00+07:00 --pretty',
      ].join('\n'),
    )
    .action(async (file: string, options: RangeOptions) => {
      const { rangeOf } = await import('../plans/range.ts');
      const range = rangeOf(options, { days: 366, mostDays: 366 });
      const { conflicts } = await import('../plans/conflicts.ts');
      process.stdout.write(await conflicts(file, range, options.pretty === true));
    });
}
