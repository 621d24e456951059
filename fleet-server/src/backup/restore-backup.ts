import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { restoringName } from '../store/data-paths.ts';
import { hashFile } from '../store/hash-file.ts';
import { openBucketFolder } from '../store/open-blobs.ts';
import { writeFileDurably } from '../store/write-file-durably.ts';
import {
  BackupRefusal,
  fileFolders,
  manifestName,
  manifestSchema,
  restoringSchema,
  type BackupManifest,
  type Restoring,
} from './backup-manifest.ts';
import { copyToBucket, type CopyProgress } from './copy-bucket.ts';
import { copyFiles } from './copy-files.ts';
import { runPostgresTool } from './postgres-tools.ts';
import { writeWhole } from './write-whole.ts';

export type RestoreOptions = {
  /** Goes on with one that broke off. */
  readonly isResumed: boolean;
  readonly onProgress: (progress: CopyProgress) => void;
};

/**
 * Puts a backup in the place of nothing: a data folder that has no data, databases that have no tables of ours. Where the files lay when it
 * was made does not matter: they go where this server has them, a bucket that may hold some of them already, or the data folder.
 */
export async function restoreBackup(config: Config, source: string, { isResumed, onProgress }: RestoreOptions): Promise<BackupManifest> {
  const manifest = await readDocument(join(source, manifestName), manifestSchema, `${source} is no whole backup`);
  const wanted = config.truthUrl === null ? 'sqlite' : 'postgres';
  if (manifest.database !== wanted)
    throw new BackupRefusal(`the backup is of ${manifest.database}, and this server is set up for ${wanted}`);
  for (const { file, hash } of manifest.databases)
    if ((await hashFile(join(source, file))).hash !== hash) throw new BackupRefusal(`${join(source, file)} is not what was backed up`);
  const urlOf = (name: 'truth' | 'telemetry') => (name === 'truth' ? config.truthUrl : config.telemetryUrl);

  const begun = await placeOf(config.dataFolder, manifest, isResumed);
  for (const { name } of manifest.databases) if (!begun.databases.includes(name)) await refuseTaken(urlOf(name), name);
  const keep = (restoring: Restoring) =>
    writeFileDurably(join(config.dataFolder, restoringName), Buffer.from(JSON.stringify(restoring)), 0o600);
  await keep(begun);
  await copyFiles(join(source, 'keys'), config.keysFolder, 'refuse');
  for (const folder of fileFolders) {
    const from = join(source, folder);
    if (config.s3 === null) await copyFiles(from, join(config.dataFolder, folder), 'replace');
    else await copyToBucket(from, openBucketFolder(config.s3, folder), { folder, onProgress });
  }
  // the databases last: a restore that broke off has none, and no server takes it for its own
  const done = [...begun.databases];
  for (const { name, file } of manifest.databases) {
    if (done.includes(name)) continue;
    const url = urlOf(name);
    if (url === null) await writeWhole(join(config.dataFolder, `${name}.sqlite`), createReadStream(join(source, file)));
    else await runPostgresTool('pg_restore', url, ['--single-transaction', '--exit-on-error', '--no-owner', join(source, file)]);
    done.push(name);
    await keep({ ...begun, databases: done });
  }
  await rm(join(config.dataFolder, restoringName));
  return manifest;
}

/** The data folder as an empty one, or as one that this very backup was being put into. */
async function placeOf(dataFolder: string, { madeAtMs }: BackupManifest, isResumed: boolean): Promise<Restoring> {
  await mkdir(dataFolder, { recursive: true, mode: 0o750 });
  const path = join(dataFolder, restoringName);
  if (!isResumed) {
    if (existsSync(path)) throw new BackupRefusal(`${dataFolder} holds a restore that broke off: go on with it by --resume, or empty it`);
    if ((await readdir(dataFolder)).length > 0)
      throw new BackupRefusal(`${dataFolder} is not empty; a backup is put in the place of nothing`);
    return { version: 1, madeAtMs, databases: [] };
  }
  const begun = await readDocument(path, restoringSchema, `no restore into ${dataFolder} broke off`);
  if (begun.madeAtMs !== madeAtMs) throw new BackupRefusal(`the restore into ${dataFolder} that broke off was of another backup`);
  return begun;
}

/** Before hours of copying, and not after them. */
async function refuseTaken(url: string | null, schema: string): Promise<void> {
  if (url === null) return;
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (rowCount !== 0) throw new BackupRefusal(`the database of ${schema} is not empty: it has the schema ${schema} already`);
  } catch (error) {
    if (error instanceof BackupRefusal) throw error;
    throw new BackupRefusal(`the database of ${schema} cannot be reached: ${String(error)}`, { cause: error });
  } finally {
    await client.end();
  }
}

async function readDocument<T>(path: string, schema: z.ZodType<T>, absent: string): Promise<T> {
  if (!existsSync(path)) throw new BackupRefusal(`${absent}: there is no ${path}`);
  const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new BackupRefusal(`${path}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
  return parsed.data;
}
