import { spawn } from 'node:child_process';
import type { Colour } from '../worlds/glass.ts';

/** A spot of the display that is looked at sixty times a second. */
export type WatchedGlass = {
  /** The colour of the last look. */
  readonly colour: () => Colour;
  /** `performance.now()` of the first look, from now on, at which the spot is as wanted. */
  readonly seen: (isWanted: (colour: Colour) => boolean, what: string, timeoutMs?: number) => Promise<number>;
  readonly stop: () => void;
};

const sidePx = 8;
const lookBytes = sidePx * sidePx * 3;

/** Watches the middle of a place of the display that the environment names. A look may come 20 ms late. */
export function watchGlass(place: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}): WatchedGlass {
  const at = `${place.x + Math.round(place.width / 2)},${place.y + Math.round(place.height / 2)}`;
  const looking = ['-f', 'x11grab', '-draw_mouse', '0', '-framerate', '60', '-video_size', `${sidePx}x${sidePx}`];
  const grabbing = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-fflags',
      'nobuffer',
      ...looking,
      '-i',
      `${process.env['DISPLAY'] ?? ''}+${at}`,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let last: Colour = { red: 0, green: 0, blue: 0 };
  let waiting: ((colour: Colour) => void)[] = [];
  let rest = Buffer.alloc(0);
  grabbing.stdout.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= lookBytes) {
      last = { red: rest[0] ?? 0, green: rest[1] ?? 0, blue: rest[2] ?? 0 };
      rest = rest.subarray(lookBytes);
      for (const look of waiting) look(last);
    }
  });
  return {
    colour: () => last,
    seen: (isWanted, what, timeoutMs = 60_000) =>
      new Promise((resolve, reject) => {
        const look = (colour: Colour): void => {
          if (!isWanted(colour)) return;
          end();
          resolve(performance.now());
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`the glass did not show ${what} within ${timeoutMs} ms, but ${JSON.stringify(last)}`));
        }, timeoutMs);
        function end(): void {
          clearTimeout(timer);
          waiting = waiting.filter((one) => one !== look);
        }
        waiting.push(look);
      }),
    stop: () => void grabbing.kill('SIGKILL'),
  };
}
