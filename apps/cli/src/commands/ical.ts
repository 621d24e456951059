import { Command } from 'commander';
import { Refusal } from '../refusal.ts';

/** `gatecast ical`: events of calendars in and out. */
export function icalCommand(): Command {
  return new Command('ical')
    .description('Turn events of a calendar into entries, and entries of a plan into events (iCalendar, RFC 5545)')
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .action(() => {
      throw new Refusal({ code: 'bad-input', message: 'give import or export; --help says more' });
    });
}

function importCommand(): Command {
  return quiet(new Command('import'))
    .description('Print what the events of a calendar come to, as JSON: names and times of entries, and what is refused with its reason')
    .argument('<calendar.ics>', 'a calendar, or - for standard input')
    .option('--zone <name>', "the site's IANA zone (default: the calendar's own)")
    .addHelpText('after', '\nExample: gatecast ical import gate.ics --zone Asia/Ho_Chi_Minh')
    .action(async (file: string, { zone }: { zone?: string }) => {
      const { importEvents } = await import('../ical/import-events.ts');
      process.stdout.write(await importEvents(file, zone ?? null));
    });
}

function exportCommand(): Command {
  return quiet(new Command('export'))
    .description("Print a plan's entries as a calendar; entries that are no events are told of on stderr, one JSON line each")
    .argument('<plan.json>', 'a plan document, or - for standard input')
    .addHelpText('after', '\nExample: gatecast ical export plan.json > plan.ics')
    .action(async (file: string) => {
      const { exportEvents } = await import('../ical/export-events.ts');
      const { text, leftOut } = await exportEvents(file, Date.now());
      process.stdout.write(text);
      for (const entry of leftOut) process.stderr.write(`${JSON.stringify({ code: 'left-out', ...entry })}\n`);
    });
}

/** `run` words the errors of the commands that it knows; these are one level deeper. */
function quiet(command: Command): Command {
  return command.exitOverride().configureOutput({ outputError: () => {} });
}
