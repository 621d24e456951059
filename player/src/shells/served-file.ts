import { open, readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { thisBoot } from '../boot/this-boot.ts';
import { handoverSchema } from '../bridge/bridge.ts';
import { modeOf } from '../bridge/stage-beat.ts';
import { handoverPath, keptParts } from '../bridge/stage-port-names.ts';
import { agedHandover } from './aged-handover.ts';

// What a shell serves to its stage, as a decision: the doing is a stream in each shell.

export type ServedPlaces = { readonly stageFolder: string; readonly mediaFolder: string; readonly handoverFolder: string };

export type Served =
  | {
      readonly kind: 'file';
      readonly status: 200 | 206;
      readonly file: string;
      /** First and last byte, both included. `lastByte` is before `firstByte` where the file is empty. */
      readonly firstByte: number;
      readonly lastByte: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'bytes'; readonly status: 200; readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly status: 404 | 405 | 410 | 416; readonly headers: Readonly<Record<string, string>> };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};
const json = 'application/json; charset=utf-8';
const notFound: Served = { kind: 'refused', status: 404, headers: {} };

/**
 * Decides what answers a request of the stage: its own files, `/media/<hash>` with Range (RFC 9110, 14), the last
 * handover. Nothing else is reachable, whatever the address says.
 */
export async function servedFile(
  places: ServedPlaces,
  method: string,
  { pathname: path, search }: Pick<URL, 'pathname' | 'search'>,
  range: string | null,
): Promise<Served> {
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'refused', status: 405, headers: { allow: 'GET, HEAD' } };
  const part = keptParts.find((one) => path === handoverPath(one));
  if (part !== undefined) {
    const file = join(places.handoverFolder, `${part}.json`);
    return part === 'device' || part === 'alerts' ? await agedPart(file) : await whole(file, json, 'no-store');
  }
  const hash = /^\/media\/([0-9a-f]{64})$/.exec(path)?.[1];
  if (hash !== undefined) {
    const file = join(places.mediaFolder, hash);
    return await servedMedia(file, () => mediaType(file), range);
  }
  // the stage's own files have plain names; anything with another character is none of them
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name)) return notFound;
  const file = join(places.stageFolder, ...name.split('/'));
  if (!file.startsWith(places.stageFolder + sep)) return notFound;
  const type = types[extname(name)];
  if (type === undefined) return notFound;
  if (name === 'index.html' && modeOf(search) === 'known-good') return await knownGoodPage(file, type);
  // built files carry a hash in their names, the page does not
  return await whole(file, type, name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

async function whole(file: string, type: string, caching: string): Promise<Served> {
  const size = await sizeOf(file);
  if (size === null) return notFound;
  const headers = { 'content-type': type, 'content-length': String(size), 'cache-control': caching };
  return { kind: 'file', status: 200, file, firstByte: 0, lastByte: size - 1, headers };
}

/** A part in which time goes on; what is none is left to the stage, which tells that it is not. */
async function agedPart(file: string): Promise<Served> {
  if ((await sizeOf(file)) === null) return notFound;
  const text = await readFile(file, 'utf8');
  const bytes = Buffer.from(agedText(text));
  const headers = { 'content-type': json, 'content-length': String(bytes.length), 'cache-control': 'no-store' };
  return { kind: 'bytes', status: 200, bytes, headers };
}

function agedText(text: string): string {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return text;
  }
  const parsed = handoverSchema.safeParse(read);
  return parsed.success ? JSON.stringify(agedHandover(parsed.data, thisBoot(), Date.now())) : text;
}

/** The page asks in its head for what it will need; in this mode the release that failed is not to be touched. */
async function knownGoodPage(file: string, type: string): Promise<Served> {
  if ((await sizeOf(file)) === null) return notFound;
  const page = await readFile(file, 'utf8');
  const bytes = Buffer.from(page.replaceAll(handoverPath('release'), handoverPath('known-good')));
  const headers = { 'content-type': type, 'content-length': String(bytes.length), 'cache-control': 'no-cache' };
  return { kind: 'bytes', status: 200, bytes, headers };
}

/** A file of the content folder with its type, whole or the range that is asked for. */
export async function servedMedia(file: string, type: string | (() => Promise<string>), range: string | null): Promise<Served> {
  const size = await sizeOf(file);
  if (size === null) return notFound;
  const fixed = {
    'content-type': typeof type === 'string' ? type : await type(),
    'accept-ranges': 'bytes',
    // it lies on this disk already; and a browser that keeps a broken file would show it long after it was mended
    'cache-control': 'no-store',
  };
  const wanted = range === null ? null : rangeOf(range, size);
  if (wanted === 'unsatisfiable') return { kind: 'refused', status: 416, headers: { 'content-range': `bytes */${size}` } };
  const [firstByte, lastByte] = wanted ?? [0, size - 1];
  const length = { 'content-length': String(lastByte - firstByte + 1) };
  if (wanted === null) return { kind: 'file', status: 200, file, firstByte, lastByte, headers: { ...fixed, ...length } };
  const headers = { ...fixed, ...length, 'content-range': `bytes ${firstByte}-${lastByte}/${size}` };
  return { kind: 'file', status: 206, file, firstByte, lastByte, headers };
}

/** One range of bytes; null where the header is to be ignored, as several ranges and other units are. */
export function rangeOf(header: string, size: number): readonly [number, number] | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return null;
  if (first === '') return Number(last) === 0 || size === 0 ? 'unsatisfiable' : [Math.max(0, size - Number(last)), size - 1];
  if (Number(first) >= size) return 'unsatisfiable';
  if (last !== '' && Number(last) < Number(first)) return null;
  return [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
}

/** The first four bytes of WebM (RFC 8794, 11.2.1). */
const ebmlHead = 0x1a45dfa3;

/** Files are named by their hash and judged by their first bytes. */
async function mediaType(file: string): Promise<string> {
  const opened = await open(file, 'r');
  try {
    const { buffer } = await opened.read(Buffer.alloc(16), 0, 16, 0);
    if (buffer.toString('latin1', 4, 8) === 'ftyp') return 'video/mp4';
    if (buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
    if (buffer.readUInt32BE(0) === ebmlHead) return 'video/webm';
    if (buffer[0] === 0xff && buffer[1] === 0xd8) return 'image/jpeg';
    if (buffer.toString('latin1', 1, 4) === 'PNG') return 'image/png';
    return 'application/octet-stream';
  } finally {
    await opened.close();
  }
}
