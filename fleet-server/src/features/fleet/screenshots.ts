import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Clock } from '@gatecast/clock';
import type { Screenshot } from '@gatecast/protocol';

type Kept = { readonly path: string; readonly mime: 'image/jpeg' | 'image/webp'; readonly takenAtMs: number };

/** The latest screenshot of each screen, on disk. */
export type Screenshots = {
  readonly takenAtMs: (screenId: string) => number | null;
  /** Gives false where the bytes are not the picture that they claim to be. */
  readonly keep: (screenId: string, screenshot: Screenshot) => Promise<boolean>;
  readonly read: (screenId: string) => Promise<{ readonly bytes: Buffer; readonly mime: string; readonly etag: string } | null>;
};

export function createScreenshots(folder: string, clock: Pick<Clock, 'nowMs'>): Screenshots {
  const kept = new Map<string, Kept>();
  for (const name of readdirSync(folder)) {
    const { name: screenId, ext } = parse(name);
    // a crash came in the middle of one
    if (ext === '.tmp') rmSync(join(folder, name), { force: true });
    if (ext !== '.jpg' && ext !== '.webp') continue;
    const path = join(folder, name);
    const takenAtMs = Math.round(statSync(path).mtimeMs);
    if ((kept.get(screenId)?.takenAtMs ?? 0) < takenAtMs)
      kept.set(screenId, { path, mime: ext === '.jpg' ? 'image/jpeg' : 'image/webp', takenAtMs });
  }
  return {
    takenAtMs: (screenId) => kept.get(screenId)?.takenAtMs ?? null,
    async keep(screenId, { bytes, takenAtMs: saidMs }) {
      // nothing is seen before it is there, whatever the device's clock says
      const takenAtMs = Math.min(saidMs, clock.nowMs());
      const mime = pictureType(bytes);
      if (mime === null) return false;
      const before = kept.get(screenId);
      const path = join(folder, `${screenId}${mime === 'image/jpeg' ? '.jpg' : '.webp'}`);
      // whole or not at all, but not synced: a watched wall brings ten pictures a second, and the next one is seconds away
      const temporary = join(folder, `${screenId}.${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, bytes);
        // a restarted server reads the instant from the file
        await utimes(temporary, takenAtMs / 1_000, takenAtMs / 1_000);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      if (before !== undefined && before.path !== path) await rm(before.path, { force: true });
      kept.set(screenId, { path, mime, takenAtMs });
      return true;
    },
    async read(screenId) {
      const found = kept.get(screenId);
      if (found === undefined) return null;
      const bytes = await readFile(found.path);
      // by the bytes: the instant is the player's word, and two pictures may claim the same one
      return { bytes, mime: found.mime, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
    },
  };
}

/** By content: JPEG's start of image (ITU T.81) or WebP's RIFF header (RFC 9649). */
function pictureType(bytes: Uint8Array): Kept['mime'] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 16 && buffer[0] === 0xff && buffer[1] === 0xd8 && buffer[2] === 0xff) return 'image/jpeg';
  if (buffer.length > 16 && buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return null;
}
