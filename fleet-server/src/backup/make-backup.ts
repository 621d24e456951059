import Database from 'better-sqlite3';
import type { Clock } from '@gatecast/clock';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openBucketFolder } from '../store/open-blobs.ts';
import { writeFileDurably } from '../store/write-file-durably.ts';
import { hashFile } from '../store/hash-file.ts';
import { BackupRefusal, fileFolders, manifestName, type BackupManifest } from './backup-manifest.ts';
import { copyFromBucket, type CopyProgress } from './copy-bucket.ts';
import { copyFiles } from './copy-files.ts';
import { runPostgresTool } from './postgres-tools.ts';

export type BackupOptions = {
  readonly clock: Clock;
  /** Goes on with one that broke off. */
  readonly isResumed: boolean;
  readonly onProgress: (progress: CopyProgress) => void;
};

/**
 * Copies a server's data while it runs. The databases come first: a file is in its place before a row names it, so whatever the copied rows
 * name is there to be copied. Telemetry goes before truth, which then knows every player and alert that telemetry speaks of. One that is gone on
 * with copies the databases anew and fetches only the files that are not there.
 */
export async function makeBackup(config: Config, target: string, { clock, isResumed, onProgress }: BackupOptions): Promise<BackupManifest> {
  if (existsSync(target)) throw new BackupRefusal(`${target} exists; a backup is made in a new folder`);
  const partial = `${target}.partial`;
  if (existsSync(partial) !== isResumed)
    throw new BackupRefusal(
      isResumed
        ? `${partial} is not there: no backup of this name broke off`
        : `${partial} is left of a backup that broke off: go on with it by --resume, or remove it`,
    );
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const madeAtMs = clock.nowMs();
  const { truthUrl, telemetryUrl, s3 } = config;
  const databases: BackupManifest['databases'] = [];
  for (const [name, url] of [['telemetry', telemetryUrl] as const, ['truth', truthUrl] as const]) {
    const file = url === null ? `${name}.sqlite` : `${name}.dump`;
    const path = join(partial, file);
    await rm(path, { force: true });
    if (url === null) copySqlite(join(config.dataFolder, `${name}.sqlite`), path, config.sqliteBinding);
    else await runPostgresTool('pg_dump', url, ['--format=custom', `--schema=${name}`, '--no-owner', '--no-privileges', `--file=${path}`]);
    databases.push({ name, file, hash: (await hashFile(path)).hash });
  }
  await copyFiles(config.keysFolder, join(partial, 'keys'), 'replace');
  const files: { folder: string; count: number }[] = [];
  for (const folder of fileFolders) {
    const to = join(partial, folder);
    const count =
      s3 === null
        ? await copyFiles(join(config.dataFolder, folder), to, 'replace')
        : await copyFromBucket(openBucketFolder(s3, folder), to, { folder, onProgress });
    files.push({ folder, count });
  }
  const manifest: BackupManifest = {
    ...{ version: 1, kind: 'gatecast-backup', madeAtMs },
    ...{ database: truthUrl === null ? 'sqlite' : 'postgres', databases, files },
  };
  await writeFileDurably(join(partial, manifestName), Buffer.from(JSON.stringify(manifest)), 0o600);
  await rename(partial, target);
  return manifest;
}

/** One read transaction of the whole file, beside a server that goes on writing; the copy is checked page by page. */
function copySqlite(from: string, to: string, sqliteBinding: string | null): void {
  if (!existsSync(from)) throw new BackupRefusal(`${from} is not there: GATECAST_DATA names another folder, or the server never ran`);
  const options = sqliteBinding === null ? {} : { nativeBinding: sqliteBinding };
  const source = new Database(from, options);
  try {
    source.pragma('busy_timeout = 10000');
    source.prepare('vacuum into ?').run(to);
  } finally {
    source.close();
  }
  const copy = new Database(to, { ...options, readonly: true });
  try {
    const found = copy.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new BackupRefusal(`the copy of ${from} is damaged: ${String(found)}`);
  } finally {
    copy.close();
  }
}
