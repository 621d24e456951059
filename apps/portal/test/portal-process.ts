import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export type PortalProcess = { readonly url: string; readonly stop: (signal?: NodeJS.Signals) => Promise<number | null> };

/** Starts the real portal as a process on a free port and waits until it says its address. */
export async function startPortal(env: Readonly<Record<string, string>>): Promise<PortalProcess> {
  const child = spawnPortal({ GATECAST_PORTAL_PORT: '0', GATECAST_PORTAL_TIME_ZONE: 'Asia/Ho_Chi_Minh', ...env });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).once('line', (line) => resolve((JSON.parse(line) as { url: string }).url));
    void ended.then((code) => reject(new Error(`the portal ended with ${code}`)));
  });
  return {
    url,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a portal that refuses to start, and gives its exit code and what it says. */
export async function runRefused(env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly said: unknown }> {
  const child = spawnPortal(env);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said: JSON.parse(text) };
}

function spawnPortal(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}
