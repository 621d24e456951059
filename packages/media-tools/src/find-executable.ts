import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export type ToolName = 'ffmpeg' | 'ffprobe' | 'chromium';

/** What of the machine a search looks at; an argument so that tests can stand on another machine. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
};

export type ToolSearch =
  | {
      readonly kind: 'found';
      readonly tool: ToolName;
      readonly path: string;
      readonly from: 'environment' | 'bundled' | 'search-path' | 'usual-place';
    }
  | {
      readonly kind: 'missing';
      readonly tool: ToolName;
      /** `misnamed`: the environment names a file that is not there or cannot be run; nothing else was tried. */
      readonly reason: 'not-installed' | 'misnamed';
      /** The environment variable that can name the tool, and what it holds. */
      readonly variable: string;
      readonly named: string | null;
      /** The command to type on Debian and its relatives. */
      readonly hint: string;
    };

/** The surroundings of this process. */
export function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform };
}

/** True if `path` is a regular file that this process may run (on Windows: that exists). */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Whatever keeps us from the file (absent, no permission, a folder on the way) makes it no answer.
    return false;
  }
}

/** The first runnable file with one of these names in PATH (and PATHEXT on Windows), or null. Names rank before folders. */
export function findInSearchPath(names: readonly string[], { env, platform }: Surroundings): string | null {
  const isWindows = platform === 'win32';
  const paths = isWindows ? win32 : posix;
  const value = isWindows ? (env['Path'] ?? env['PATH']) : env['PATH'];
  // A relative or empty folder in PATH means the working directory: never a place to run programs from.
  const folders = (value ?? '').split(isWindows ? ';' : ':').filter((folder) => paths.isAbsolute(folder));
  const endings = isWindows ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';').filter(Boolean) : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const path = paths.join(folder, name + ending);
        if (isExecutable(path)) return path;
      }
    }
  }
  return null;
}
