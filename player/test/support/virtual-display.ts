import { spawn } from 'node:child_process';

/** Starts an X server without a screen, on a number that it finds free itself. */
export async function virtualDisplay(size = '1920x1080'): Promise<{ readonly display: string; readonly end: () => Promise<void> }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  return {
    display: `:${number}`,
    async end() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
