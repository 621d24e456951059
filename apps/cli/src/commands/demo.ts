import { Command } from 'commander';
import { resolve } from 'node:path';
import { judgedOption } from '../judged-option.ts';
import { parseFolder, parseOneOf, parsePort } from '../option-values.ts';
import { shellChoices, type ShellChoice } from '../processes/player-shell.ts';
import { Refusal } from '../refusal.ts';

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
  return new Command('demo')
    .description('Run a living demo fleet: server, controller, web portal and four screens')
    .addOption(judgedOption('--port <number>', 'port of server and controller; 0: any', parsePort, 'GATECAST_PORT').default(8080))
    .addOption(judgedOption('--portal-port <number>', 'port of the web portal; 0: any', parsePort, 'GATECAST_PORTAL_PORT').default(8090))
    .option('--host <address>', 'address to listen on (GATECAST_HOST)', process.env['GATECAST_HOST'] ?? '127.0.0.1')
    .addOption(judgedOption('--data <folder>', 'data folder', parseFolder, 'GATECAST_DATA').default('.gatecast/demo'))
    .option('--fresh', 'forget the data of earlier demos and begin again')
    .option('--headless', 'no windows, also where there is a display')
    .addOption(judgedOption('--shell <name>', 'electron, chromium or auto', parseOneOf(shellChoices)).default('auto'))
    .option('--json', 'nothing but JSON lines on stdout: what was started, and that it has stopped')
    .action(async ({ data, fresh, headless, json, ...options }: DemoOptions) => {
      if (options.port !== 0 && options.port === options.portalPort)
        throw new Refusal({ code: 'bad-input', message: 'server and portal cannot share a port', field: '--portal-port' });
      const { runDemo } = await import('../demo/run-demo.ts');
      setExitCode(
        await runDemo({ ...options, folder: resolve(data), isFresh: fresh === true, isHeadless: headless === true, isJson: json === true }),
      );
    });
}
