import { Command } from 'commander';
import { fromOption, untilOption, type RangeOptions } from '../range-options.ts';

/** A century of the zone with the most changes is well below the 4,000 that a plan may hold. */
const mostDays = 36_525;
/** As far as a plan is usually made for, and so that next year's holidays are on the right clock. */
const days = 3_653;

/** `gatecast zone`: the zone of a plan. */
export function zoneCommand(): Command {
  return new Command('zone')
    .description('Print a time zone as the plan of a screen carries it: its offset, and each change in a range')
    .argument('<name>', 'an IANA name such as Europe/Berlin')
    .addOption(fromOption())
    .addOption(untilOption('ten years later; at most a hundred'))
    .option('--pretty', 'print a line for each change, for people')
    .addHelpText('after', '\nExample: gatecast zone Europe/Berlin --from 2026-01-01T00:00:00Z --until 2027-01-01T00:00:00Z')
    .action(async (name: string, options: RangeOptions) => {
      const { rangeOf } = await import('../plans/range.ts');
      const range = rangeOf(options, { days, mostDays });
      const { printZone } = await import('../plans/print-zone.ts');
      process.stdout.write(printZone(name, range, options.pretty === true));
    });
}
