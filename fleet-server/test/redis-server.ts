import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';

/** A Redis of our own on a free port, which keeps nothing on disk: what dies with it is gone. */
export type RedisServer = { readonly url: string; readonly start: () => Promise<void>; readonly kill: () => Promise<void> };

export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  async function start(): Promise<void> {
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
    const running = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    server = running;
    await new Promise<void>((resolve, reject) => {
      running.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes('Ready to accept connections')) resolve();
      });
      running.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    });
  }
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async kill() {
      if (server === null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      server = null;
      await ended;
    },
  };
}
