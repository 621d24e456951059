import { firstHolidayYear, lastHolidayYear } from '@gatecast/holidays';
import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseId, parseYear } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

type Options = { readonly year: number; readonly to?: number; readonly pretty?: true; readonly calendar?: string };

/** `gatecast holidays`: the public holidays of Vietnam. */
export function holidaysCommand(): Command {
  const parse = parseYear(firstHolidayYear, lastHolidayYear);
  return new Command('holidays')
    .description('List the public holidays and observances of Vietnam, with their lunar dates')
    .addOption(judgedOption('--year <year>', `the year, from ${firstHolidayYear} to ${lastHolidayYear}`, parse).makeOptionMandatory())
    .addOption(judgedOption('--to <year>', 'the last year (default: the same)', parse))
    .addOption(judgedOption('--calendar <id>', "print the days off as one of a plan's calendars, with this id", parseId))
    .option('--pretty', 'print a table for people')
    .addHelpText('after', '\nExample: gatecast holidays --year 2027 --to 2030 --pretty')
    .action(async ({ year, to = year, pretty, calendar }: Options) => {
      if (to < year)
        throw new Refusal({ code: 'bad-input', message: `--to must not be before --year ${year}`, field: '--to', limit: year });
      if (calendar !== undefined && pretty === true)
        throw new Refusal({ code: 'bad-input', message: '--pretty does not go with --calendar, which is for a plan', field: '--pretty' });
      const { printCalendar, printHolidays } = await import('../holidays/print-holidays.ts');
      const years = { fromYear: year, toYear: to };
      process.stdout.write(calendar === undefined ? printHolidays(years, { isPretty: pretty === true }) : printCalendar(years, calendar));
    });
}
