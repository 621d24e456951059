import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Runs a program of the workspace in this terminal, hands signals on, and gives its exit code. */
export async function runInForeground(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // the terminal sends SIGINT to the whole group, so this process only has to outlive it
  process.on('SIGINT', () => {});
  process.on('SIGTERM', forward);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  return promise;
}
