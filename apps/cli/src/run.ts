import { Command, CommanderError } from 'commander';
import { commandCommand } from './commands/command.ts';
import { conflictsCommand } from './commands/conflicts.ts';
import { demoCommand } from './commands/demo.ts';
import { expectedCommand } from './commands/expected.ts';
import { explainCommand } from './commands/explain.ts';
import { holidaysCommand } from './commands/holidays.ts';
import { icalCommand } from './commands/ical.ts';
import { measureCommand } from './commands/measure.ts';
import { playerCommand } from './commands/player.ts';
import { preEnrolCommand } from './commands/pre-enrol.ts';
import { recurCommand } from './commands/recur.ts';
import { schemaCommand } from './commands/schema.ts';
import { backupCommands } from './commands/backup.ts';
import { serverCommand } from './commands/server.ts';
import { simulateCommand } from './commands/simulate.ts';
import { collectCommand } from './commands/collect.ts';
import { softwareCommand } from './commands/software.ts';
import { timelineCommand } from './commands/timeline.ts';
import { verifyAuditCommand } from './commands/verify-audit.ts';
import { zoneCommand } from './commands/zone.ts';
import { Failure, Refusal, type RefusalDetail } from './refusal.ts';

// A command's own work is imported when it is asked for: nobody waits half a second for help or a refusal.

/**
 * Runs the command line and gives the exit code: 0, 1 (failed), or 2 (refused input, with one JSON line on stderr).
 */
export async function run(argv: readonly string[]): Promise<number> {
  survivePipesThatClose();
  let exitCode = 0;
  const setExitCode = (code: number) => {
    exitCode = code;
  };
  const program = new Command('gatecast').description('Digital signage for airports, stations and border gates').version('0.1.0');
  for (const command of [
    serverCommand(setExitCode),
    ...backupCommands(setExitCode),
    playerCommand(setExitCode),
    demoCommand(setExitCode),
    explainCommand(),
    timelineCommand(),
    conflictsCommand(),
    measureCommand(),
    expectedCommand(),
    schemaCommand(),
    zoneCommand(),
    holidaysCommand(),
    icalCommand(),
    recurCommand(),
    commandCommand(),
    preEnrolCommand(),
    simulateCommand(),
    collectCommand(),
    softwareCommand(),
    verifyAuditCommand(setExitCode),
  ])
    program.addCommand(command);
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({ outputError: () => {} });
  if (argv.length <= 2) return refuse({ code: 'bad-input', message: `give a command: ${namesOf(program)}; --help says more` });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.detail);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : refuse(detailOf(error));
    if (error instanceof Failure) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

/** Whoever reads the output may stop (`| head`, a closed terminal); that ends the reading, not the command. */
function survivePipesThatClose(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}

function namesOf(program: Command): string {
  return program.commands.map((command) => command.name()).join(', ');
}

function refuse(detail: RefusalDetail): number {
  process.stderr.write(`${JSON.stringify(detail)}\n`);
  return 2;
}

/** Commander words its errors as `error: unknown option '--prot'`, a suggestion on a second line. */
function detailOf(error: CommanderError): RefusalDetail {
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const field = /'(--?[\w-]+|<?[\w.]+>?)/.exec(message)?.[1];
  return { code: 'bad-input', message, ...(field === undefined ? {} : { field }) };
}
