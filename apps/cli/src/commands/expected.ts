import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseWholeNumber } from '../option-values.ts';
import { fromOption, untilOption, type RangeOptions } from '../range-options.ts';

const mostGraceMs = 600_000;

type Options = RangeOptions & { readonly grace: number; readonly plays?: string };

/** `gatecast expected`: what a screen was to show, beside what it says it showed. */
export function expectedCommand(): Command {
  const parseGrace = parseWholeNumber(mostGraceMs);
  return new Command('expected')
    .description('Compare what a screen was to show with what it says it showed')
    .argument('<expected.json>', 'releases with activation times and plans, plays, outages, alerts; or - for standard input')
    .addOption(fromOption().makeOptionMandatory())
    .addOption(untilOption('a day later; at most 31 days'))
    .addOption(judgedOption('--grace <ms>', 'how late a play may begin, and how early end, in milliseconds', parseGrace).default(2_000))
    .option('--plays <plays.json>', 'a list of play records, beside those of the document')
    .option('--pretty', 'say it in words for people')
    .addHelpText('after', '\n`gatecast schema expected` prints what the document must be.')
    .action(async (file: string, { from, until, grace: graceMs, plays, pretty }: Options) => {
      const { rangeOf } = await import('../plans/range.ts');
      const range = rangeOf({ from, until }, { days: 1, mostDays: 31 });
      const { expected } = await import('../plans/expected.ts');
      process.stdout.write(await expected(file, { range, graceMs, playsFile: plays ?? null, isPretty: pretty === true }));
    });
}
