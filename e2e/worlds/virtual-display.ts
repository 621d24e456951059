import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { electronBinary } from './paths.ts';

/** Displays that nobody sees: players open real windows on them, and what is on the glass is read off them. One for each worker of the journeys; benches need one. */
export default async function virtualDisplays({ workers = 1 }: { readonly workers?: number } = {}): Promise<() => void> {
  if (electronBinary() === null) {
    process.stderr.write(
      '\n*** No Electron runtime is here (ELECTRON_OVERRIDE_DIST_PATH): its journeys do not run; the Chromium shell is tested alone. ***\n\n',
    );
  }
  const displays = await Promise.all(Array.from({ length: workers }, startDisplay));
  process.env['DISPLAY'] = displays[0]?.name;
  process.env['GATECAST_DISPLAYS'] = displays.map(({ name }) => name).join(' ');
  return () => {
    for (const { end } of displays) end();
  };
}

/** The display of this worker, where windows of other journeys are not in the way. */
export function ownDisplay(): string {
  const displays = process.env['GATECAST_DISPLAYS']?.split(' ') ?? [];
  return displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)] ?? process.env['DISPLAY'] ?? '';
}

async function startDisplay(): Promise<{ readonly name: string; readonly end: () => void }> {
  // without -noreset it begins anew when the last window goes, and turns away whoever looks at that moment
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const numbers = server.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error('Xvfb has no channel for its number');
  const [chunk] = (await once(numbers, 'data')) as [Buffer];
  return { name: `:${chunk.toString().trim()}`, end: () => void server.kill() };
}
