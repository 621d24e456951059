import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Failure } from '../refusal.ts';

/** Runs a program of the workspace in this terminal, hands signals on, and gives its exit code. */
export async function runInForeground(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  // the open channel tells the program that this process is gone, also where it was killed
  const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  // the terminal sends SIGINT to the whole group; somebody else sends it to this process alone. Twice asks for no more than once
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, forward);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', (error) => reject(new Failure(`${command} cannot be run: ${error.message}`)));
  child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  return promise.finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, forward);
  });
}
