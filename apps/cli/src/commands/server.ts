import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parsePort } from '../option-values.ts';
import { assertPortIsFree } from '../processes/free-port.ts';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { programs } from '../workspace.ts';

/** `gatecast server`: the fleet server in this terminal. */
export function serverCommand(setExitCode: (code: number) => void): Command {
  return new Command('server')
    .description('Run the fleet server: API, controller, player link')
    .addOption(judgedOption('--port <number>', 'port to listen on; 0 lets the system choose', parsePort, 'GATECAST_PORT').default(8080))
    .option('--host <address>', 'address to listen on (GATECAST_HOST)')
    .option('--data <folder>', 'data folder (GATECAST_DATA)')
    .option('--inbox <folder>', 'folder watched for pictures and films (GATECAST_INBOX)')
    .addHelpText(
      'after',
      '\nJSON lines on stdout say where it listens and, before the first account, the set-up link; the log is on stderr.',
    )
    .action(async (options: { port: number; host?: string; data?: string; inbox?: string }) => {
      const host = options.host ?? process.env['GATECAST_HOST'] ?? '127.0.0.1';
      await assertPortIsFree(options.port, host, '--port', 'GATECAST_PORT');
      const env = {
        GATECAST_CONTROLLER: process.env['GATECAST_CONTROLLER'] ?? programs.controller,
        GATECAST_STAGE_PREVIEW: process.env['GATECAST_STAGE_PREVIEW'] ?? programs.stagePreview,
        GATECAST_PORT: `${options.port}`,
        ...(options.host === undefined ? {} : { GATECAST_HOST: options.host }),
        ...(options.data === undefined ? {} : { GATECAST_DATA: options.data }),
        ...(options.inbox === undefined ? {} : { GATECAST_INBOX: options.inbox }),
      };
      setExitCode(await runInForeground(process.execPath, [programs.fleetServer], env));
    });
}
