import { Command, Option } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseCount } from '../option-values.ts';
import { Refusal } from '../refusal.ts';

type Options = {
  readonly start?: string;
  readonly zone?: string;
  readonly rule: readonly string[];
  readonly exdate: readonly string[];
  readonly rdate: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly count?: number;
  readonly pretty?: true;
  readonly stdin?: true;
};

const maxCount = 10_000;

/** `gatecast recur`: the recurrence set of RFC 5545, by the letter. */
export function recurCommand(): Command {
  return new Command('recur')
    .description('List the starts that recurrence rules yield, by the letter of RFC 5545')
    .option('--start <local>', 'DTSTART: a local date, or date and time, such as 2026-01-01T08:00')
    .option('--zone <name>', 'the IANA zone (default: none, the times are floating)')
    .addOption(repeated('--rule <rrule>', 'a rule such as FREQ=MONTHLY;BYDAY=-1FR; may be given several times'))
    .addOption(repeated('--exdate <time>', 'a start to leave out; may be given several times'))
    .addOption(repeated('--rdate <time>', 'a start to add; may be given several times'))
    .option('--from <time>', 'only starts from here on')
    .option('--until <time>', 'only starts before this')
    .addOption(
      judgedOption('--count <n>', `how many at most, up to ${maxCount}; needed where nothing else ends the rules`, parseCount(maxCount)),
    )
    .option('--pretty', 'print for people: weekday, local time and offset, one a line')
    .option('--stdin', 'answer JSON lines {id, start, zone, rule: […], exdate: […], rdate: […], count, from, until} from standard input')
    .addHelpText(
      'after',
      '\nExample: gatecast recur --start 2026-01-01T08:00 --zone Asia/Ho_Chi_Minh --rule "FREQ=WEEKLY;BYDAY=MO,FR" --count 5',
    )
    .action(async (options: Options) => {
      if (options.stdin === true) {
        refuseBeside(options);
        const { answerStream } = await import('../recur/answer-stream.ts');
        await answerStream(process.stdin, process.stdout);
        return;
      }
      const { start, zone = null, rule, exdate, rdate, from = null, until = null, count = null } = options;
      if (start === undefined)
        throw new Refusal({ code: 'bad-input', message: '--start says when it begins, or --stdin', field: '--start' });
      const { printRecurrence } = await import('../recur/print-recurrence.ts');
      const question = { start, zone, rule, exdate, rdate, count, from, until };
      process.stdout.write(printRecurrence(question, { isPretty: options.pretty === true }));
    });
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((text, before: readonly string[]) => [...before, text])
    .default([] as readonly string[], 'none');
}

/** With --stdin everything is in the lines; an option beside it would be silently passed over. */
function refuseBeside(options: Options): void {
  const beside = Object.entries(options).find(([name, value]) => name !== 'stdin' && !(Array.isArray(value) && value.length === 0));
  if (beside === undefined) return;
  throw new Refusal({ code: 'bad-input', message: `--${beside[0]} does not go with --stdin: the lines say it`, field: `--${beside[0]}` });
}
