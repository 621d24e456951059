import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Place } from '../../worlds/glass.ts';
import { bandBits, codeColours } from './coded-media.ts';

/** What one window showed: an item and the number of its frame; two items at once, as a look between two halves of a drawing sees; neither. */
export type Reading =
  | { readonly kind: 'item'; readonly colour: number; readonly frame: number }
  | { readonly kind: 'torn'; readonly colours: readonly number[] }
  | { readonly kind: 'foreign' };
/** All windows at one instant. `atMs`: of the grab, by the clock of whoever grabbed. */
export type Look = { readonly atMs: number; readonly readings: readonly Reading[] };

/** Windows stand in a row from the left of the display. */
const scale = 10;
const looksPerSecond = 60;
const tolerance = 70;
/** Rows of the picture that are looked at: the edges of the colour's field and of the band are blurred by codecs. */
const fieldRows = { from: 0.05, to: 0.68 };
const bandRow = 0.88;

/** Looks at a row of windows of one size sixty times a second, every tenth pixel of every tenth row, until it is stopped. */
export function watchCoded(first: Place, count: number, onLook: (look: Look) => void): () => void {
  const columns = Math.floor(first.width / scale);
  const rows = Math.floor(first.height / scale);
  const lookBytes = columns * count * rows * 3;
  const grabbed = [
    '-f',
    'x11grab',
    '-draw_mouse',
    '0',
    '-framerate',
    `${looksPerSecond}`,
    '-video_size',
    `${first.width * count}x${first.height}`,
  ];
  const sampled = `scale=${columns * count}:${rows}:flags=neighbor,showinfo`;
  const args = [
    '-hide_banner',
    '-nostats',
    '-fflags',
    'nobuffer',
    ...grabbed,
    '-i',
    `${process.env['DISPLAY'] ?? ''}+${first.x},${first.y}`,
  ];
  const grabbing = spawn('ffmpeg', [...args, '-vf', sampled, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // pictures and their instants come apart, in one order
  const instants: number[] = [];
  const pictures: Buffer[] = [];
  function pair(): void {
    while (instants.length > 0 && pictures.length > 0) {
      const picture = pictures.shift() ?? Buffer.alloc(0);
      const readings = Array.from({ length: count }, (_, index) => read(picture, columns * count, index * columns, columns, rows));
      onLook({ atMs: instants.shift() ?? 0, readings });
    }
  }
  createInterface({ input: grabbing.stderr }).on('line', (line) => {
    const seconds = /pts_time:\s*([\d.]+)/.exec(line)?.[1];
    if (seconds === undefined) return;
    instants.push(Number(seconds) * 1_000);
    pair();
  });
  let rest = Buffer.alloc(0);
  grabbing.stdout.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (; rest.length >= lookBytes; rest = rest.subarray(lookBytes)) pictures.push(Buffer.from(rest.subarray(0, lookBytes)));
    pair();
  });
  return () => void grabbing.kill('SIGKILL');
}

function read(picture: Buffer, stride: number, left: number, columns: number, rows: number): Reading {
  const seen = new Set<number>();
  for (let row = Math.ceil(rows * fieldRows.from); row < Math.floor(rows * fieldRows.to); row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const colour = codeAt(picture, (row * stride + left + column) * 3);
      if (colour === -1) return { kind: 'foreign' };
      seen.add(colour);
    }
  }
  const [colour = -1] = seen;
  if (seen.size > 1) return { kind: 'torn', colours: [...seen] };
  let frame = 0;
  const row = Math.round(rows * bandRow);
  for (let bit = 0; bit < bandBits; bit += 1) {
    const column = Math.floor(((bit + 0.5) * columns) / bandBits);
    const value = picture[(row * stride + left + column) * 3 + 1] ?? 0;
    if (value > 60 && value < 195) return { kind: 'torn', colours: [colour] };
    if (value >= 195) frame += 2 ** bit;
  }
  return { kind: 'item', colour, frame };
}

function codeAt(picture: Buffer, at: number): number {
  const [red = 0, green = 0, blue = 0] = picture.subarray(at, at + 3);
  return codeColours.findIndex(
    (code) => Math.abs(code.red - red) < tolerance && Math.abs(code.green - green) < tolerance && Math.abs(code.blue - blue) < tolerance,
  );
}
