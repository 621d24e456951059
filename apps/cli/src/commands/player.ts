import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { judgedOption } from '../judged-option.ts';
import { parseFolder, parseOneOf, parsePosition, parseServerUrl, parseSize } from '../option-values.ts';
import { chooseShell, shellChoices, shellCommandLine, startAgain, type ShellChoice } from '../processes/player-shell.ts';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { Refusal } from '../refusal.ts';

/** A player that dies at its start must not take a whole core. */
const startAgainMs = 1_000;

type PlayerOptions = {
  server: string;
  data: string;
  shell: ShellChoice;
  size: string;
  headless?: true;
  windowed?: true;
  position?: string;
};

/** `gatecast player`: one player in this terminal, in the shell that is there. */
export function playerCommand(setExitCode: (code: number) => void): Command {
  return new Command('player')
    .description('Run one player: Electron where its runtime is there, else Chromium')
    .addOption(judgedOption('--server <url>', 'address of the fleet server', parseServerUrl, 'GATECAST_SERVER').makeOptionMandatory())
    .addOption(
      judgedOption('--data <folder>', 'data folder of this player', parseFolder, 'GATECAST_PLAYER_DATA').default('.gatecast/player'),
    )
    .addOption(judgedOption('--shell <name>', 'electron, chromium or auto', parseOneOf(shellChoices)).default('auto'))
    .addOption(
      judgedOption('--size <WxH>', 'size of the window where it is not the whole display', parseSize, 'GATECAST_SCREEN_SIZE').default(
        '1920x1080',
      ),
    )
    .option('--headless', 'no window; screenshots still work')
    .option('--windowed', 'a window instead of the whole display')
    .addOption(judgedOption('--position <x,y>', 'upper left corner of the window', parsePosition, 'GATECAST_POSITION'))
    .addHelpText('after', '\nJSON lines on stdout say what happens: the pairing code, what is shown, what went wrong.')
    .action(async (options: PlayerOptions) => {
      const shell = chooseShell(options.shell, options.headless === true);
      if (shell.kind === 'none') throw new Refusal({ code: 'bad-input', message: shell.message, field: '--shell' });
      const line = shellCommandLine(shell, {
        serverUrl: options.server,
        dataFolder: options.data,
        size: options.size,
        ...(options.position === undefined ? {} : { position: options.position }),
        mode: options.headless ? 'headless' : options.windowed ? 'windowed' : 'kiosk',
      });
      let code = await runInForeground(line.command, line.args, line.env);
      // what a service manager does for a player on a device
      for (; code === startAgain; code = await runInForeground(line.command, line.args, line.env)) await setTimeout(startAgainMs);
      setExitCode(code);
    });
}
