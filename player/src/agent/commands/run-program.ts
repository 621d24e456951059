import { spawn } from 'node:child_process';

/** Output that is kept of a program. */
const mostOutput = 64 * 1024;

export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly errors: string }
  /** It is not installed, or may not be run. */
  | { readonly kind: 'missing'; readonly detail: string }
  | { readonly kind: 'too-slow' };

/** Runs a program by name and fixed arguments, without a shell; one that is too slow is killed. */
export function runProgram(name: string, args: readonly string[], timeoutMs: number): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL', shell: false });
    let output = '';
    let errors = '';
    child.stdout.on('data', (bytes: Buffer) => (output = (output + bytes.toString('utf8')).slice(0, mostOutput)));
    child.stderr.on('data', (bytes: Buffer) => (errors = (errors + bytes.toString('utf8')).slice(0, mostOutput)));
    child.once('error', (error) => resolve({ kind: 'missing', detail: String(error) }));
    child.once('close', (code) => resolve(code === null ? { kind: 'too-slow' } : { kind: 'ended', code, output, errors }));
  });
}
