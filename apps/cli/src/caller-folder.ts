import { env, cwd } from 'node:process';

/**
 * The folder that relative paths are meant from: where the person stands. `pnpm gatecast` runs this program at the root of the workspace and
 * says in INIT_CWD where it was called; of any other script that variable is somebody else's.
 */
export function callerFolder(): string {
  const from = env['npm_lifecycle_event'] === 'gatecast' ? env['INIT_CWD'] : undefined;
  return from === undefined || from === '' ? cwd() : from;
}
