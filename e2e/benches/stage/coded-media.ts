import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Colours that no two items share, far from each other and from black, white and whatever a player draws of its own. */
export const codeColours = [
  { red: 200, green: 30, blue: 40 },
  { red: 20, green: 150, blue: 60 },
  { red: 30, green: 60, blue: 200 },
  { red: 220, green: 200, blue: 30 },
  { red: 190, green: 40, blue: 190 },
] as const;
/** The foot of a picture, from here down, holds the number of the frame: a field for each bit, white for one. */
export const bandFrom = 0.75;
export const bandBits = 6;
export const framesPerSecond = 25;
/** Each film is as long as this and begins again. */
export const filmFrames = 25;

export type CodedItem = { readonly kind: 'image' | 'video'; readonly colour: number; readonly durationMs: number };

/** Stills and films after each other in all four ways, and a film that begins again while it shows. In order of their colours. */
export const codedItems: readonly CodedItem[] = [
  { kind: 'image', colour: 0, durationMs: 1_000 },
  { kind: 'video', colour: 1, durationMs: 1_000 },
  { kind: 'video', colour: 2, durationMs: 1_000 },
  { kind: 'image', colour: 3, durationMs: 1_000 },
  { kind: 'video', colour: 4, durationMs: 2_000 },
];

/** Makes the file of an item with ffmpeg, in a folder; gives its path. */
export async function makeCoded(folder: string, { kind, colour }: CodedItem): Promise<string> {
  const { red, green, blue } = codeColours[colour] ?? codeColours[0];
  const paint = `0x${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  const bits = Array.from({ length: bandBits }, (_, bit) => {
    const place = `x=iw*${bit}/${bandBits}:y=ih*${bandFrom}:w=iw/${bandBits}:h=ih*${1 - bandFrom}`;
    return `drawbox=${place}:color=white:t=fill:enable='gte(mod(n,${2 ** (bit + 1)}),${2 ** bit})'`;
  });
  const band = `drawbox=x=0:y=ih*${bandFrom}:w=iw:h=ih*${1 - bandFrom}:color=black:t=fill`;
  const source = ['-f', 'lavfi', '-i', `color=${paint}:s=640x360:r=${framesPerSecond}:d=${filmFrames / framesPerSecond}`];
  const film = ['-c:v', 'libx264', '-preset', 'medium', '-crf', '18', '-pix_fmt', 'yuv420p', '-g', '25', '-movflags', '+faststart'];
  const path = join(folder, `coded-${colour}.${kind === 'image' ? 'png' : 'mp4'}`);
  const encoding = kind === 'image' ? ['-frames:v', '1'] : film;
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...source, '-vf', [band, ...bits].join(','), ...encoding, path]);
  return path;
}
