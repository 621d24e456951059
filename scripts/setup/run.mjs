import { spawn } from 'node:child_process';
import { voice } from './say.mjs';

/**
 * Runs a program to its end. Its output goes through as it comes, or, with `quiet`, is kept and shown only where it
 * fails. Gives the exit code; 124 where `timeoutMs` was over.
 */
export function run(command, args, { cwd, env = process.env, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', quiet ? 'pipe' : voice.fd, quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32',
    });
    let kept = '';
    const keep = (chunk) => {
      kept = (kept + chunk).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let isOver = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isOver = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: String(error) });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: isOver ? 124 : (code ?? 1), output: kept });
    });
  });
}
