import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { writeFileDurably } from '../store/write-file-durably.ts';
import { hashFile } from '../store/hash-file.ts';
import { BackupRefusal, manifestName, type BackupManifest } from './backup-manifest.ts';
import { copyFiles } from './copy-files.ts';
import { runPostgresTool } from './postgres-tools.ts';

const folders = ['media', 'software', 'screenshots', 'log-bundles'] as const;

/**
 * Copies a server's data while it runs. The databases come first: a file is in its place before a row names it, so whatever the copied rows
 * name is there to be copied. Telemetry goes before truth, which then knows every player and alert that telemetry speaks of.
 */
export async function makeBackup(config: Config, target: string, nowMs: number): Promise<BackupManifest> {
  if (config.s3 !== null)
    throw new BackupRefusal(
      'media lie in a bucket (GATECAST_S3), whose own versioning and copies are their backup: back up the database with pg_dump, and GATECAST_KEYS',
    );
  if (existsSync(target)) throw new BackupRefusal(`${target} exists; a backup is made in a new folder`);
  const partial = `${target}.partial`;
  if (existsSync(partial)) throw new BackupRefusal(`${partial} is left of a backup that broke off; remove it`);
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const { truthUrl, telemetryUrl } = config;
  const databases: BackupManifest['databases'] = [];
  for (const [name, url] of [['telemetry', telemetryUrl] as const, ['truth', truthUrl] as const]) {
    const file = url === null ? `${name}.sqlite` : `${name}.dump`;
    const path = join(partial, file);
    if (url === null) copySqlite(join(config.dataFolder, `${name}.sqlite`), path, config.sqliteBinding);
    else await runPostgresTool('pg_dump', url, ['--format=custom', `--schema=${name}`, '--no-owner', '--no-privileges', `--file=${path}`]);
    databases.push({ name, file, hash: (await hashFile(path)).hash });
  }
  await copyFiles(config.keysFolder, join(partial, 'keys'));
  const files: { folder: string; count: number }[] = [];
  for (const folder of folders) files.push({ folder, count: await copyFiles(join(config.dataFolder, folder), join(partial, folder)) });
  const manifest: BackupManifest = {
    ...{ version: 1, kind: 'gatecast-backup', madeAtMs: nowMs },
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
