import { execFile } from 'node:child_process';
import sharp from 'sharp';
import { ownDisplay } from './virtual-display.ts';

export type Colour = { readonly red: number; readonly green: number; readonly blue: number };

/** The mean colour of a part of a picture, given as shares of its width and height. */
export async function colourAt(picture: Buffer, part: { x: number; y: number; width: number; height: number }): Promise<Colour> {
  const image = sharp(picture);
  const { width, height } = await image.metadata();
  const { data } = await image
    .removeAlpha()
    .extract({
      left: Math.round(width * part.x),
      top: Math.round(height * part.y),
      width: Math.max(1, Math.round(width * part.width)),
      height: Math.max(1, Math.round(height * part.height)),
    })
    .resize(1, 1, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { red: data[0] ?? 0, green: data[1] ?? 0, blue: data[2] ?? 0 };
}

/** The middle of the picture: what the main region shows. */
export async function middleColour(picture: Buffer): Promise<Colour> {
  return colourAt(picture, { x: 0.4, y: 0.35, width: 0.2, height: 0.2 });
}

/** Whether two colours are the same to the eye, JPEG's losses forgiven. */
export function isColour(seen: Colour, wanted: Colour): boolean {
  return Math.abs(seen.red - wanted.red) < 40 && Math.abs(seen.green - wanted.green) < 40 && Math.abs(seen.blue - wanted.blue) < 40;
}

/** A picture of one colour, as an editor might upload. */
export async function pictureOf({ red, green, blue }: Colour, width = 1280, height = 720): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: red, g: green, b: blue } } })
    .png()
    .toBuffer();
}

/** A rectangle of the display, in pixels. */
export type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What stands on the display at a place, as PNG: the glass itself, asked of nobody who might be mistaken. */
export async function glassAt({ x, y, width, height }: Place): Promise<Buffer> {
  const args = [
    '-v',
    'error',
    '-f',
    'x11grab',
    '-draw_mouse',
    '0',
    '-video_size',
    `${width}x${height}`,
    '-i',
    `${ownDisplay()}+${x},${y}`,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ];
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  execFile('ffmpeg', args, { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
    error === null ? resolve(stdout) : reject(error),
  );
  return promise;
}
