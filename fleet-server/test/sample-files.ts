import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { findFfmpeg } from '@gatecast/media-tools';
import sharp from 'sharp';

/** Makes a film with the real ffmpeg from its own test sources; as it stands it must be coded anew for players. */
export async function makeFilm(
  path: string,
  options: { readonly size: string; readonly seconds: number },
  coding: readonly string[] = ['-c:v', 'mpeg4', '-q:v', '5'],
): Promise<void> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(`these tests need ffmpeg: ${found.hint}`);
  const source = `testsrc2=size=${options.size}:rate=25:duration=${options.seconds}`;
  await promisify(execFile)(found.path, ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...coding, path]);
}

/** A photo that lies on its side and says so, with a place in its metadata. */
export async function photo(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .jpeg()
    .withMetadata({ orientation: 6, exif: { IFD0: { ImageDescription: 'secret place' } } })
    .toBuffer();
}

/** A PNG whose header promises these sides; the body is a few bytes. */
export function pngPromising(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** An animated GIF of two frames. */
export async function animation(): Promise<Buffer> {
  const frame = (background: string) =>
    sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .png()
      .toBuffer();
  return sharp([await frame('#f00'), await frame('#00f')], { join: { animated: true } })
    .gif()
    .toBuffer();
}
