import { readFileSync } from 'node:fs';

/** How many connections there may be at once. */
export type ConnectionLimits = {
  readonly total: number;
  /** From one address, WebSockets not counted: those have a limit of their own while nobody knows whose they are. */
  readonly perAddress: number;
  /** Beyond the total: so many at once are told to come back; more are closed without a word. */
  readonly toldToWait: number;
};

const mostSurplus = 256;

/**
 * What the settings ask for, within what the system allows: each connection takes a file descriptor, a download two, and a server that has
 * none left opens no database and no file. `openFiles` null: the system does not say.
 */
export function connectionLimits(
  asked: { readonly connections: number; readonly connectionsPerAddress: number },
  openFiles: number | null,
): ConnectionLimits {
  const kept = openFiles === null ? 0 : Math.max(96, Math.floor(openFiles / 4));
  const total = openFiles === null ? asked.connections : Math.max(8, Math.min(asked.connections, openFiles - kept));
  const toldToWait = openFiles === null ? mostSurplus : Math.min(mostSurplus, Math.floor(kept / 4));
  return { total, perAddress: Math.min(asked.connectionsPerAddress, total), toldToWait };
}

/** The limit of open files of this process, which Node has raised to the hard one when it started; null: not Linux, or none. */
export function openFilesLimit(): number | null {
  try {
    const line = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return line === null ? null : Number(line[1]);
  } catch {
    return null;
  }
}
