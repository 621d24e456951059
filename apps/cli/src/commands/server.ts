import { Command } from 'commander';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { programs } from '../workspace.ts';
import { parsePort } from '../option-values.ts';

/** `gatecast server`: the fleet server in this terminal. */
export function serverCommand(setExitCode: (code: number) => void): Command {
  return new Command('server')
    .description('Run the fleet server: API, controller, player link')
    .option('--port <number>', 'port to listen on (GATECAST_PORT, 8080)', parsePort)
    .option('--host <address>', 'address to listen on (GATECAST_HOST)')
    .option('--data <folder>', 'data folder (GATECAST_DATA)')
    .option('--inbox <folder>', 'folder watched for pictures and films (GATECAST_INBOX)')
    .action(async (options: { port?: number; host?: string; data?: string; inbox?: string }) => {
      const env = {
        GATECAST_CONTROLLER: process.env['GATECAST_CONTROLLER'] ?? programs.controller,
        ...(options.port === undefined ? {} : { GATECAST_PORT: `${options.port}` }),
        ...(options.host === undefined ? {} : { GATECAST_HOST: options.host }),
        ...(options.data === undefined ? {} : { GATECAST_DATA: options.data }),
        ...(options.inbox === undefined ? {} : { GATECAST_INBOX: options.inbox }),
      };
      setExitCode(await runInForeground(process.execPath, [programs.fleetServer], env));
    });
}
