import { Command } from 'commander';
import { parsePosition, parseServerUrl, parseSize } from '../option-values.ts';
import { chooseShell, shellCommandLine, type ShellChoice } from '../processes/player-shell.ts';
import { runInForeground } from '../processes/run-in-foreground.ts';
import { Refusal } from '../refusal.ts';

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
    .requiredOption('--server <url>', 'address of the fleet server', parseServerUrl)
    .option('--data <folder>', 'data folder of this player', '.gatecast/player')
    .option('--shell <name>', 'electron, chromium or auto', parseShell, 'auto')
    .option('--size <WxH>', 'size of the window where it is not the whole display', parseSize, '1920x1080')
    .option('--headless', 'no window; screenshots still work')
    .option('--windowed', 'a window instead of the whole display')
    .option('--position <x,y>', 'upper left corner of the window', parsePosition)
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
      setExitCode(await runInForeground(line.command, line.args, line.env));
    });
}

function parseShell(text: string): ShellChoice {
  if (text === 'electron' || text === 'chromium' || text === 'auto') return text;
  throw new Refusal({ code: 'bad-input', message: 'must be electron, chromium or auto', field: '--shell' });
}
