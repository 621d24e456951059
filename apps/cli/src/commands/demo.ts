import { Command } from 'commander';
import { resolve } from 'node:path';
import { runDemo } from '../demo/run-demo.ts';
import { parsePort } from '../option-values.ts';
import type { ShellChoice } from '../processes/player-shell.ts';

type DemoOptions = {
  port: number;
  portalPort: number;
  host: string;
  data: string;
  fresh?: true;
  headless?: true;
  shell: ShellChoice;
  json?: true;
};

/** `gatecast demo`: a living fleet on this machine: server, controller, portal and four screens. */
export function demoCommand(setExitCode: (code: number) => void): Command {
  const { env } = process;
  return new Command('demo')
    .description('Run a living demo fleet: server, controller, web portal and four screens')
    .option('--port <number>', 'port of server and controller (GATECAST_PORT)', parsePort, parsePort(env['GATECAST_PORT'] ?? '8080'))
    .option(
      '--portal-port <number>',
      'port of the web portal (GATECAST_PORTAL_PORT)',
      parsePort,
      parsePort(env['GATECAST_PORTAL_PORT'] ?? '8090'),
    )
    .option('--host <address>', 'address to listen on (GATECAST_HOST)', env['GATECAST_HOST'] ?? '127.0.0.1')
    .option('--data <folder>', 'data folder (GATECAST_DATA)', env['GATECAST_DATA'] ?? '.gatecast/demo')
    .option('--fresh', 'forget the data of earlier demos and begin again')
    .option('--headless', 'no windows, also where there is a display')
    .option('--shell <name>', 'electron, chromium or auto', 'auto')
    .option('--json', 'print what was started as one JSON line')
    .action(async ({ data, fresh, headless, json, ...options }: DemoOptions) => {
      setExitCode(
        await runDemo({ ...options, folder: resolve(data), isFresh: fresh === true, isHeadless: headless === true, isJson: json === true }),
      );
    });
}
