import type { BundleMime } from '@gatecast/protocol';
import { fileTypeFromFile } from 'file-type';
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const byExtension: Readonly<Record<string, BundleMime>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.txt': 'text/plain',
  '.md': 'text/plain',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** The endings that files of a bundle may have, for people. */
export const bundleExtensions = Object.keys(byExtension).map((extension) => extension.slice(1));

/** What a file of a bundle is to be by its ending; null where it may not be in one. */
export function bundleMimeOf(path: string): BundleMime | null {
  return byExtension[extname(path).toLowerCase()] ?? null;
}

const texts: ReadonlySet<string> = new Set(['text/html', 'text/css', 'text/javascript', 'text/plain', 'application/json', 'image/svg+xml']);

/** Whether a file holds what its ending says: text is UTF-8, anything else begins as its kind does. Empty files are. */
export async function isWhatItSays(file: string, mime: BundleMime, sizeBytes: number): Promise<boolean> {
  if (sizeBytes === 0) return true;
  if (texts.has(mime)) return isUtf8(await readFile(file));
  const found = await fileTypeFromFile(file).catch(() => undefined);
  // what a camera or a shop calls its MP4 plays all the same
  return found?.mime === mime || (mime === 'video/mp4' && found?.mime === 'video/x-m4v');
}
