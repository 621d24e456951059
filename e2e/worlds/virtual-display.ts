import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { electronBinary } from './paths.ts';

/** A display of the journeys' own: players open real windows on it, and what is on the glass is read off it. */
export default async function virtualDisplay(): Promise<() => void> {
  if (electronBinary() === null) {
    process.stderr.write(
      '\n*** No Electron runtime is here (ELECTRON_OVERRIDE_DIST_PATH): its journeys do not run; the Chromium shell is tested alone. ***\n\n',
    );
  }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const numbers = server.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error('Xvfb has no channel for its number');
  const [chunk] = (await once(numbers, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${chunk.toString().trim()}`;
  return () => void server.kill();
}
