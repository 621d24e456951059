import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programs, workspaceRoot } from '../workspace.ts';

/** The exit code of a player that wants to be started again. */
export const startAgain = 75;

export const shellChoices = ['electron', 'chromium', 'auto'] as const;
export type ShellChoice = (typeof shellChoices)[number];
export type Shell =
  | { readonly kind: 'electron'; readonly binary: string }
  | { readonly kind: 'chromium' }
  | { readonly kind: 'none'; readonly message: string };
/** What of the machine the choice looks at; an argument so that tests can stand on another machine. */
type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The built shell, which Electron runs. */
  readonly electronShell: string;
};
const here: Surroundings = { env: process.env, platform: process.platform, electronShell: programs.electronShell };

/** Whether a window can open here. */
export function hasDisplay({ env, platform }: Surroundings = here): boolean {
  return platform === 'darwin' || platform === 'win32' || (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** Electron's program: the one named by the environment, else the one that set-up could fetch. */
function findElectron({ env, platform, electronShell }: Surroundings): string | null {
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(workspaceRoot, 'player/node_modules/electron/dist');
  const pathFile = join(workspaceRoot, 'player/node_modules/electron/path.txt');
  const inside = platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const binary = join(
    dist,
    env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined && existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : inside,
  );
  return existsSync(binary) && existsSync(electronShell) ? binary : null;
}

/** Electron where its runtime and a display are there, else Chromium. */
export function chooseShell(choice: ShellChoice, isHeadless: boolean, surroundings: Surroundings = here): Shell {
  const electron = findElectron(surroundings);
  switch (choice) {
    case 'chromium':
      return { kind: 'chromium' };
    case 'electron':
      if (electron === null) return { kind: 'none', message: "Electron's runtime is not here; use --shell chromium" };
      if (isHeadless || !hasDisplay(surroundings))
        return { kind: 'none', message: 'the Electron shell needs a display; use --shell chromium --headless' };
      return { kind: 'electron', binary: electron };
    case 'auto':
      return electron !== null && hasDisplay(surroundings) && !isHeadless ? { kind: 'electron', binary: electron } : { kind: 'chromium' };
  }
}

export type ShellPlacement = {
  readonly serverUrl: string;
  readonly dataFolder: string;
  readonly size: string;
  readonly mode: 'kiosk' | 'windowed' | 'headless';
  /** Upper left corner of a window, in pixels. */
  readonly position?: string;
};

/** How to start a shell. */
export function shellCommandLine(
  shell: Exclude<Shell, { kind: 'none' }>,
  placement: ShellPlacement,
  surroundings: Surroundings = here,
): { readonly command: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  const isRoot = process.getuid?.() === 0;
  switch (shell.kind) {
    case 'electron':
      return {
        command: shell.binary,
        args: [...(isRoot ? ['--no-sandbox'] : []), surroundings.electronShell],
        env: {
          GATECAST_SERVER: placement.serverUrl,
          GATECAST_PLAYER_DATA: placement.dataFolder,
          GATECAST_SCREEN_SIZE: placement.size,
          ...(placement.mode === 'windowed' ? { GATECAST_WINDOWED: '1' } : {}),
          ...(placement.position === undefined ? {} : { GATECAST_POSITION: placement.position }),
        },
      };
    case 'chromium':
      return {
        command: process.execPath,
        args: [
          programs.chromiumShell,
          ...['--server', placement.serverUrl, '--data', placement.dataFolder, '--size', placement.size],
          ...(placement.mode === 'headless' || !hasDisplay(surroundings)
            ? ['--headless']
            : placement.mode === 'windowed'
              ? ['--windowed']
              : []),
          ...(placement.position === undefined ? [] : ['--position', placement.position]),
        ],
        env: {},
      };
  }
}
