import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupRefusal } from './backup-manifest.ts';

const namedByHash = /^[0-9a-f]{64}$/;

/**
 * Copies every file below a folder, synced, with its rights; those that are named by the hash of their bytes are held against it on the way. Gives
 * how many there were. Throws a `BackupRefusal` that names a damaged one.
 */
export async function copyFiles(from: string, to: string): Promise<number> {
  let count = 0;
  const entries = await readdir(from, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    // what was on its way when the copy was made belongs to nobody
    if (!entry.isFile() || entry.name.endsWith('.tmp') || entry.name.endsWith('.part')) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, entry.parentPath), entry.name);
    await mkdir(join(target, '..'), { recursive: true, mode: 0o750 });
    const hash = createHash('sha256');
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(
        createReadStream(source, { highWaterMark: 1024 * 1024 }),
        measure,
        createWriteStream(target, { flags: 'wx', flush: true }),
      );
      await chmod(target, (await stat(source)).mode & 0o777);
    } catch (error) {
      // an old picture or bundle of logs was replaced meanwhile
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw error;
    }
    if (namedByHash.test(entry.name) && hash.digest('hex') !== entry.name)
      throw new BackupRefusal(`${source} is damaged: its bytes are not what its name says`);
    count += 1;
  }
  return count;
}
